package io.gathergateway.webhook;

import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Tells the operator what is set up wrongly, and the cure: each at most once a minute, since strangers can cause some of
 * them. Thread-safe.
 */
final class Alarms {
    private static final Logger LOG = LoggerFactory.getLogger("io.gathergateway.webhook");
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final RateLimit apiV1;
    private final RateLimit clockOff;
    private final RateLimit signatureWrong;
    private final RateLimit defect;

    Alarms(InstantSource clock) {
        apiV1 = new RateLimit(clock, INTERVAL);
        clockOff = new RateLimit(clock, INTERVAL);
        signatureWrong = new RateLimit(clock, INTERVAL);
        defect = new RateLimit(clock, INTERVAL);
    }

    void apiV1(boolean signed) {
        if (apiV1.pass()) {
            LOG.atWarn()
                    .addKeyValue("signed", signed)
                    .log("A webhook in the format of Telnyx API v1 was refused. In the Telnyx Mission Control portal,"
                            + " open Voice > Programmable Voice, edit the application and set its Webhook API version"
                            + " to \"API v2\"");
        }
    }

    void clockOff(long seconds) {
        if (clockOff.pass()) {
            LOG.atWarn()
                    .addKeyValue("secondsAhead", seconds)
                    .log("A webhook is signed by Telnyx, but its timestamp is more than 300 s away from this pod's"
                            + " clock, so it was not accepted. Check this machine's time synchronisation");
        }
    }

    void signatureWrong() {
        if (signatureWrong.pass()) {
            LOG.atWarn()
                    .log("A webhook's signature fits none of the configured keys. If it came from Telnyx, compare"
                            + " TELNYX_PUBLIC_KEY with Keys & Credentials > Public Key in the Mission Control portal");
        }
    }

    void defect(Defect reason) {
        LOG.atLevel(defect.pass() ? Level.WARN : Level.DEBUG)
                .addKeyValue("reason", reason.label())
                .log("A signed webhook cannot be used and was answered 400");
    }
}
