package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.time.Instant;

/**
 * Sends the heads of lanes, each to its destination: commands to Telnyx, questions to the customer's backends. Each
 * destination has places of its own, so that neither waits for the other. Commands beyond their bounds are put off and
 * come back by the sweeper; questions beyond theirs are answered: degraded.
 *
 * <p>Confined to one thread: every method is called on it, and every port completes on it.
 */
public final class Outbox {
    private final Places telnyx;
    private final Places callouts;

    public Outbox(OutboxPorts ports, SessionStore store, Bounds bounds) {
        telnyx = new Places(ports, store, new TelnyxDestination(ports), bounds.inFlight(), bounds.waiting());
        callouts = new Places(ports, store, new CalloutDestination(ports), bounds.callouts(), 0);
    }

    /**
     * How much is taken on at a time.
     *
     * @param inFlight commands under way
     * @param waiting commands that wait for a place
     * @param callouts questions to backends under way, their pauses included; each host is bounded besides
     */
    public record Bounds(int inFlight, int waiting, int callouts) {
        public static final Bounds DEFAULT = new Bounds(256, 4_096, 1_024);

        public Bounds {
            if (inFlight < 1 || waiting < 0 || callouts < 1) {
                throw new IllegalArgumentException(
                        "inFlight, callouts >= 1 and waiting >= 0, not " + inFlight + ", " + callouts + ", " + waiting);
            }
        }

        /** With the usual number of callouts. */
        public Bounds(int inFlight, int waiting) {
            this(inFlight, waiting, 1_024);
        }
    }

    /**
     * Sends a head, now or when there is a place; never fails: what cannot be sent stays in the store and is due again.
     *
     * @param askedAt when the lease was asked for, or earlier: it is counted from here
     */
    public void send(Lease lease, Instant askedAt) {
        Places places = lease.request().callout() == null ? telnyx : callouts;
        places.send(new Held(lease, askedAt));
    }

    /** How many heads the sweeper may bring. Callouts need no room: what is too much of them is answered at once. */
    public int room() {
        return telnyx.room();
    }

    /**
     * Sends nothing new and gives back what waits. The future succeeds when the last head under way has its answer and
     * the store knows; the caller bounds the wait.
     */
    public Future<Void> close() {
        return Future.join(telnyx.close(), callouts.close()).mapEmpty();
    }
}
