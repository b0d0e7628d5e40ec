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
    private final OutboxPorts ports;
    private final Throttle throttle;
    private final Places telnyx;
    private final Places callouts;

    public Outbox(OutboxPorts ports, SessionStore store, Bounds bounds) {
        this.ports = ports;
        throttle = new Throttle(bounds.connections(), bounds.dialsPerSecond());
        telnyx = new Places(ports, store, new TelnyxDestination(ports, throttle), bounds.inFlight(), bounds.waiting());
        callouts = new Places(ports, store, new CalloutDestination(ports), bounds.callouts(), 0);
    }

    /**
     * How much is taken on at a time.
     *
     * @param inFlight commands under way, from the first attempt to the last word, pauses included
     * @param waiting commands that wait for a place
     * @param callouts questions to backends under way, their pauses included; each host is bounded besides
     * @param connections requests to Telnyx under way, at most; how many really are is found out
     * @param dialsPerSecond what Telnyx allows the account
     */
    public record Bounds(int inFlight, int waiting, int callouts, int connections, int dialsPerSecond) {
        public static final Bounds DEFAULT = new Bounds(256, 4_096, 1_024, 64, 30);

        public Bounds {
            if (inFlight < 1 || waiting < 0 || callouts < 1 || connections < 1 || dialsPerSecond < 1) {
                throw new IllegalArgumentException("waiting at least 0, the others at least 1, not " + inFlight + ", "
                        + waiting + ", " + callouts + ", " + connections + ", " + dialsPerSecond);
            }
        }

        /** With a connection for each command, and the usual dials. */
        public Bounds(int inFlight, int waiting, int callouts) {
            this(inFlight, waiting, callouts, inFlight, 30);
        }

        /** With the usual number of callouts, too. */
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
        send(Held.fresh(lease, askedAt));
    }

    /** The same for one that the sweeper found: what was decided just now goes before it. */
    void sendSwept(Lease lease, Instant askedAt) {
        send(Held.swept(lease, askedAt));
    }

    private void send(Held held) {
        Places places = held.lease().request().callout() == null ? telnyx : callouts;
        places.send(held);
    }

    /** How the way to Telnyx is at the moment. */
    public Load load() {
        Throttle.Load now = throttle.load(ports.clock().instant());
        return new Load(now.limit(), now.underWay(), telnyx.waiting(), now.heldSeconds(), now.rate());
    }

    /**
     * What goes to Telnyx, and what waits.
     *
     * @param limit requests at a time, as found out
     * @param underWay requests that Telnyx has not answered
     * @param waiting commands that wait for a place or for their pace
     * @param heldSeconds how much longer Telnyx wants nothing sent; hang-ups are tried
     * @param rate commands a second, 0 where they are not limited
     */
    public record Load(int limit, int underWay, int waiting, double heldSeconds, double rate) {
        public static final Load NONE = new Load(0, 0, 0, 0, 0);
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
