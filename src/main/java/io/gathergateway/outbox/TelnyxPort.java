package io.gathergateway.outbox;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;
import java.time.Duration;

/** Sends one request to Telnyx, once. The production form is in {@code command}; the seeded simulation has its own. */
public interface TelnyxPort {
    /** A request is written within this long of {@link #send}, or never. */
    Duration LONGEST_WAIT = Duration.ofSeconds(2);

    /** Never fails: a reset or silence is an {@link Answer} too. Ends within the attempt timeout. */
    Future<Answer> send(SessionKey key, OutboxCommand.Request request);

    /**
     * Asks whether a call lives: {@code GET /v2/calls/{call_control_id}}, which Telnyx answers until 10 minutes after its
     * end. Never fails, ends within the attempt timeout.
     *
     * @param path of the call, {@code /calls/<call_control_id>}, percent-encoded
     */
    default Future<Pulse> pulse(SessionKey key, String path) {
        return Future.succeededFuture(Pulse.UNKNOWN);
    }

    /** Whether a call lives. */
    enum Pulse {
        ALIVE,
        OVER,
        /** Nobody could say. */
        UNKNOWN
    }
}
