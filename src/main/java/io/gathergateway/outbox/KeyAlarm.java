package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rings while Telnyx refuses our key: one ERROR line a minute, however many commands are refused. Confined to the
 * thread of its outbox.
 */
final class KeyAlarm {
    private static final Logger LOG = LoggerFactory.getLogger(KeyAlarm.class);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    private boolean ringing;
    private Instant quietUntil = Instant.MIN;

    /** Whether it began to ring just now. */
    boolean raise(Instant now, int status, String code) {
        if (!now.isBefore(quietUntil)) {
            quietUntil = now.plus(BETWEEN_LINES);
            LOG.atError()
                    .addKeyValue("status", status)
                    .addKeyValue("code", code)
                    .log("Telnyx refuses the API key or its permissions; commands are kept until their deadlines");
        }
        boolean began = !ringing;
        ringing = true;
        return began;
    }

    /** Whether it stopped ringing just now. */
    boolean clear() {
        boolean stopped = ringing;
        ringing = false;
        return stopped;
    }
}
