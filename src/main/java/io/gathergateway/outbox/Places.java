package io.gathergateway.outbox;

import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.outbox.Timers.Scheduled;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The places of one destination: so many heads under way, so many more waiting, the most urgent first and then the
 * oldest. What is beyond is the destination's to decide, beginning with the least urgent. A head keeps its place until it
 * is settled, reported, given back, or due for another attempt, for which it waits like any other.
 *
 * <p>Confined to one thread: every method is called on it, and every port completes on it.
 */
final class Places {
    /** Of the bound, besides it, for what ends a call. */
    private static final int RESERVED_SHARE = 8;

    private final OutboxPorts ports;
    private final Destination destination;
    private final int bound;
    private final int waitingBound;
    private final Delivery delivery;
    private final Waiting waiting = new Waiting();
    private final Promise<Void> drained = Promise.promise();
    private int inFlight;
    private boolean filling;
    private boolean closing;
    private @Nullable Scheduled wake;

    Places(OutboxPorts ports, SessionStore store, Destination destination, int inFlight, int waiting) {
        this.ports = ports;
        this.destination = destination;
        this.bound = inFlight;
        this.waitingBound = waiting;
        this.delivery = new Delivery(ports, store, destination, this::fill, this::done);
    }

    /** See {@link Outbox#send}. */
    void send(Held held) {
        if (closing) {
            delivery.refuse(held.lease(), Duration.ZERO, Slip.CLOSING);
            return;
        }
        waiting.add(held);
        fill();
        if (waiting.size() > waitingBound) {
            Instant now = ports.clock().instant();
            waiting.removeWhile(
                    head -> head.isLate(now), late -> delivery.refuse(late.lease(), Duration.ZERO, Slip.LATE));
        }
        while (waiting.size() > waitingBound) {
            Held least = waiting.removeLeast();
            // Counted, so that the end waits for it.
            inFlight++;
            delivery.act(least, destination.overflow(least, ports.clock().instant()));
        }
    }

    /**
     * How many heads the sweeper may bring: what can start at once and as many again. It is always a few, since also what
     * will never be sent must be found, and said. Half the queue is kept for what was committed just now.
     */
    int room() {
        if (closing) {
            return 0;
        }
        int places = bound - inFlight + waitingBound / 2 - waiting.size();
        return Math.max(0, Math.min(places, FEWEST_SWEPT + 2 * destination.free()));
    }

    private static final int FEWEST_SWEPT = 32;

    int waiting() {
        return waiting.size();
    }

    /** See {@link Outbox#close}. */
    Future<Void> close() {
        if (!closing) {
            closing = true;
            delivery.stopRetrying();
            waiting.removeWhile(head -> true, head -> delivery.refuse(head.lease(), Duration.ZERO, Slip.CLOSING));
            completeIfDrained();
        }
        return drained.future();
    }

    /** A loop, not a recursion: a delivery may end before {@code start} returns. */
    private void fill() {
        if (filling) {
            return;
        }
        filling = true;
        try {
            if (wake != null) {
                wake.cancel();
                wake = null;
            }
            Duration next = startAll();
            if (!next.equals(Throttle.PLACE)) {
                wake = ports.timers().after(next, this::fill);
            }
        } finally {
            filling = false;
        }
    }

    /** Starts what may start, and says when to look again. */
    private Duration startAll() {
        Duration soonest = Throttle.PLACE;
        for (Urgency urgency : Urgency.values()) {
            Duration wait = startAll(urgency);
            soonest = wait.compareTo(soonest) < 0 ? wait : soonest;
        }
        return soonest;
    }

    private Duration startAll(Urgency urgency) {
        for (Held head = waiting.peek(urgency); head != null && hasPlace(urgency); head = waiting.peek(urgency)) {
            Instant now = ports.clock().instant();
            Optional<Move> decided = destination.before(head, now);
            Duration wait = decided.isPresent() ? Duration.ZERO : destination.until(head, now);
            if (wait.isPositive()) {
                return wait;
            }
            waiting.remove(urgency);
            inFlight++;
            if (decided.isPresent()) {
                delivery.act(head, decided.get());
            } else {
                delivery.start(head, now);
            }
        }
        return Throttle.PLACE;
    }

    private boolean hasPlace(Urgency urgency) {
        return inFlight < bound || (urgency == Urgency.END && inFlight < bound + bound / RESERVED_SHARE);
    }

    private void done(Optional<Held> next) {
        inFlight--;
        next.ifPresent(this::send);
        fill();
        completeIfDrained();
    }

    private void completeIfDrained() {
        if (closing && inFlight == 0) {
            drained.tryComplete();
        }
    }
}
