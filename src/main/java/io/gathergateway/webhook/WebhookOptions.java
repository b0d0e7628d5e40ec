package io.gathergateway.webhook;

import io.gathergateway.call.TokenSeal;
import io.gathergateway.door.Door;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the webhook room is told.
 *
 * @param host address to listen on
 * @param port 0 to 65535; 0 takes a free one, the same for all instances ({@link WebhookSetup#port()})
 * @param keys Telnyx's public keys, any of which may sign: during a rotation the old and the new. With none, every
 *     webhook is answered 503
 * @param tokens opens what comes back in {@code client_state}
 * @param owners owners of calls on this pod's event bus, at least 1
 * @param maxInFlight webhooks at work at once in all instances, at most, at least 1; more are answered 503. How many it
 *     is at a time follows from how long they take
 * @param door bounds of its connections
 * @param memoryShort whether the process is short of memory: then webhooks are answered 503; cheap, from any thread
 * @param clock compared with Telnyx's timestamps
 */
public record WebhookOptions(
        String host,
        int port,
        List<WebhookKey> keys,
        TokenSeal tokens,
        int owners,
        int maxInFlight,
        Door.Bounds door,
        BooleanSupplier memoryShort,
        InstantSource clock) {

    public WebhookOptions {
        keys = List.copyOf(keys);
        if (port < 0 || port > 65_535 || owners < 1 || maxInFlight < 1) {
            throw new IllegalArgumentException("port 0 to 65535, owners and maxInFlight at least 1");
        }
    }
}
