package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.outbox.Delivery.Held;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Sends the heads of lanes: at most {@link Bounds#inFlight} commands at a time, at most {@link Bounds#waiting} more in
 * a FIFO; what is beyond is put off and comes back by the sweeper. A command keeps its place through its retries until
 * it is settled, reported or given back.
 *
 * <p>Confined to one thread: every method is called on it, and every port completes on it.
 */
public final class Outbox {
    /** Put off so long where too much is waiting already. */
    private static final Duration OVERFLOW_PAUSE = Duration.ofSeconds(1);

    private final OutboxPorts ports;
    private final Bounds bounds;
    private final Delivery delivery;
    private final Queue<Held> waiting = new ArrayDeque<>();
    private final Promise<Void> drained = Promise.promise();
    private int inFlight;
    private boolean filling;
    private boolean closing;

    public Outbox(OutboxPorts ports, SessionStore store, Bounds bounds) {
        this.ports = ports;
        this.bounds = bounds;
        this.delivery = new Delivery(ports, store, this::done);
    }

    /** How many commands may be under way and how many may wait for a place. */
    public record Bounds(int inFlight, int waiting) {
        public static final Bounds DEFAULT = new Bounds(256, 4_096);

        public Bounds {
            if (inFlight < 1 || waiting < 0) {
                throw new IllegalArgumentException("inFlight >= 1 and waiting >= 0, not " + inFlight + ", " + waiting);
            }
        }
    }

    /**
     * Sends a head, now or when there is a place; never fails: what cannot be sent stays in the store and is due again.
     *
     * @param askedAt when the lease was asked for, or earlier: it is counted from here
     */
    public void send(Lease lease, Instant askedAt) {
        if (closing) {
            delivery.refuse(lease, Duration.ZERO, Slip.CLOSING);
        } else if (isFull()) {
            delivery.refuse(lease, OVERFLOW_PAUSE, Slip.QUEUE_FULL);
        } else {
            waiting.add(new Held(lease, askedAt));
            fill();
        }
    }

    /** How many heads the sweeper may bring: half the queue is kept for what was committed just now. */
    public int room() {
        return closing ? 0 : Math.max(0, bounds.inFlight() - inFlight + bounds.waiting() / 2 - waiting.size());
    }

    /**
     * Sends nothing new and gives back what waits. The future succeeds when the last command under way has its answer
     * and the store knows; the caller bounds the wait.
     */
    public Future<Void> close() {
        if (!closing) {
            closing = true;
            delivery.stopRetrying();
            waiting.forEach(held -> delivery.refuse(held.lease(), Duration.ZERO, Slip.CLOSING));
            waiting.clear();
            completeIfDrained();
        }
        return drained.future();
    }

    private boolean isFull() {
        if (inFlight < bounds.inFlight()) {
            return false;
        }
        if (waiting.size() >= bounds.waiting()) {
            dropLate();
        }
        return waiting.size() >= bounds.waiting();
    }

    private void dropLate() {
        Instant now = ports.clock().instant();
        for (Held head = waiting.peek(); head != null && head.isLate(now); head = waiting.peek()) {
            waiting.remove();
            delivery.refuse(head.lease(), Duration.ZERO, Slip.LATE);
        }
    }

    /** A loop, not a recursion: a delivery may end before {@code start} returns. */
    private void fill() {
        if (filling) {
            return;
        }
        filling = true;
        try {
            while (inFlight < bounds.inFlight() && !waiting.isEmpty()) {
                inFlight++;
                delivery.start(waiting.remove());
            }
        } finally {
            filling = false;
        }
    }

    private void done(Optional<Held> next) {
        inFlight--;
        next.ifPresent(head -> send(head.lease(), head.askedAt()));
        fill();
        completeIfDrained();
    }

    private void completeIfDrained() {
        if (closing && inFlight == 0) {
            drained.tryComplete();
        }
    }
}
