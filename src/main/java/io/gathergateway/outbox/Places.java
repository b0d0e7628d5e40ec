package io.gathergateway.outbox;

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
 * The places of one destination: so many heads under way, so many more in a FIFO. What is beyond is the destination's
 * to decide. A head keeps its place through its retries until it is settled, reported or given back.
 *
 * <p>Confined to one thread: every method is called on it, and every port completes on it.
 */
final class Places {
    private final OutboxPorts ports;
    private final Destination destination;
    private final int bound;
    private final int waitingBound;
    private final Delivery delivery;
    private final Queue<Held> waiting = new ArrayDeque<>();
    private final Promise<Void> drained = Promise.promise();
    private int inFlight;
    private boolean filling;
    private boolean closing;

    Places(OutboxPorts ports, SessionStore store, Destination destination, int inFlight, int waiting) {
        this.ports = ports;
        this.destination = destination;
        this.bound = inFlight;
        this.waitingBound = waiting;
        this.delivery = new Delivery(ports, store, destination, this::done);
    }

    /** See {@link Outbox#send}. */
    void send(Held held) {
        if (closing) {
            delivery.refuse(held.lease(), Duration.ZERO, Slip.CLOSING);
        } else if (isFull()) {
            // Counted, so that the end waits for it.
            inFlight++;
            delivery.act(held.lease(), destination.overflow(held, ports.clock().instant()));
        } else {
            waiting.add(held);
            fill();
        }
    }

    /** How many heads the sweeper may bring: half the queue is kept for what was committed just now. */
    int room() {
        return closing ? 0 : Math.max(0, bound - inFlight + waitingBound / 2 - waiting.size());
    }

    /** See {@link Outbox#close}. */
    Future<Void> close() {
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
        if (inFlight < bound) {
            return false;
        }
        if (waiting.size() >= waitingBound) {
            dropLate();
        }
        return waiting.size() >= waitingBound;
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
            while (inFlight < bound && !waiting.isEmpty()) {
                inFlight++;
                delivery.start(waiting.remove());
            }
        } finally {
            filling = false;
        }
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
