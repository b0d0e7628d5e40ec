package io.gathergateway.outbox;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;

/** Sends one request to Telnyx, once. The production form is in {@code command}; the seeded simulation has its own. */
public interface TelnyxPort {
    /** Never fails: a reset or silence is an {@link Answer} too. Ends within the attempt timeout. */
    Future<Answer> send(SessionKey key, OutboxCommand.Request request);
}
