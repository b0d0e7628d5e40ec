package io.gathergateway.outbox;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;
import java.time.Duration;

/** Asks a backend, once. The production form is in {@code callout}; the seeded simulation has its own. */
public interface CalloutPort {
    /**
     * Never fails: silence is an answer too.
     *
     * @param commandId goes along as {@code Idempotency-Key}
     * @param request with its {@link OutboxCommand.Callout}
     * @param within nothing is written, and nothing of an answer is waited for, after this long
     */
    Future<CalloutAnswer> ask(SessionKey key, String commandId, OutboxCommand.Request request, Duration within);
}
