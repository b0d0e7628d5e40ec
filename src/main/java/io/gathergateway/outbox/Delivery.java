package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One head on its way, from the lease to what became of it: does what its {@link Destination} decides. Every path ends
 * in exactly one call of {@code done}, with the lane's next head where the store handed one over.
 *
 * <p>Invariants: a request is written only under a lease into which a whole attempt still fits, and never a second time
 * but under a lease renewed for it. A lease under which nothing was written is given back, so that it does not count as
 * an attempt. Confined to one thread.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /**
     * How often, and how far apart, a result that is known is written down again where that failed: a store that is away
     * for so long does not let it be forgotten, and another pod does not take the command for one whose fate is unknown.
     */
    private static final int WRITINGS = 60;

    private static final Duration BETWEEN_WRITINGS = Duration.ofMillis(250);

    private final OutboxPorts ports;
    private final SessionStore store;
    private final Destination destination;
    private final Runnable answered;
    private final Consumer<Optional<Held>> done;
    private boolean closing;

    /**
     * Told of its ends.
     *
     * @param answered an attempt ended, whatever is still to be done about it
     * @param done the head has left its place; with the lane's next head, or the same for another attempt
     */
    Delivery(
            OutboxPorts ports,
            SessionStore store,
            Destination destination,
            Runnable answered,
            Consumer<Optional<Held>> done) {
        this.ports = ports;
        this.store = store;
        this.destination = destination;
        this.answered = answered;
        this.done = done;
    }

    /** From here on nothing is tried again. */
    void stopRetrying() {
        closing = true;
    }

    /** Attempts it now. */
    void start(Held held, Instant now) {
        destination.attempt(held, now).onSuccess(move -> {
            act(held, move);
            answered.run();
        });
    }

    /** Gives back a lease under which nothing was written, without waiting for it. */
    void refuse(Lease lease, Duration delay, Slip why) {
        release(lease, delay, why, () -> {});
    }

    /** Does with a head what was decided. */
    void act(Held held, Move move) {
        Lease lease = held.lease();
        switch (move) {
            case Move.Settle settle -> {
                ports.watch().accept(settle.done());
                settle(lease, 1);
            }
            case Move.Report report -> report(lease, report, 1);
            case Move.Again again -> tryAgain(held, again.pause());
            case Move.Look look -> renew(held, this::look);
            case Move.GiveBack back -> release(lease, back.delay(), back.why(), () -> done.accept(Optional.empty()));
        }
    }

    /** Under a lease of its own, so that no other pod tries the command meanwhile. */
    private void look(Held held) {
        destination.look(held.lease()).onSuccess(move -> act(held, move));
    }

    private void settle(Lease lease, int writing) {
        Instant asked = ports.clock().instant();
        store.settle(lease).onComplete(settled -> {
            if (settled.failed()) {
                storeFailed(lease, "settle", settled.cause());
                if (writing < WRITINGS && !closing) {
                    ports.timers().after(BETWEEN_WRITINGS, () -> settle(lease, writing + 1));
                    return;
                }
            }
            Optional<Lease> next = settled.succeeded() ? settled.result() : Optional.empty();
            done.accept(next.map(head -> Held.fresh(head, asked)));
        });
    }

    /**
     * The session's commit settles the command and hands the lane's next head to whoever committed. Where it does not,
     * the lease runs out and the sweeper comes again; the event's id sees to it that one is applied, however often.
     */
    private void report(Lease lease, Move.Report report, int writing) {
        ports.apply().apply(report.event()).onComplete(applied -> {
            if (applied.succeeded()) {
                ports.watch().accept(report.done());
            } else if (report.insist() && writing < WRITINGS && !closing) {
                ports.timers().after(BETWEEN_WRITINGS, () -> report(lease, report, writing + 1));
                return;
            } else {
                putOff(lease, Slip.NOT_APPLIED, applied.cause());
            }
            done.accept(Optional.empty());
        });
    }

    private void tryAgain(Held held, Duration pause) {
        if (pause.isZero()) {
            renew(held, next -> done.accept(Optional.of(next)));
        } else if (closing) {
            done.accept(Optional.empty());
        } else {
            ports.timers().after(pause, () -> renew(held, next -> done.accept(Optional.of(next))));
        }
    }

    private void renew(Held held, Consumer<Held> renewed) {
        if (closing) {
            done.accept(Optional.empty());
            return;
        }
        Lease lease = held.lease();
        Instant asked = ports.clock().instant();
        store.renew(lease).onComplete(answer -> {
            if (answer.failed()) {
                storeFailed(lease, "renew", answer.cause());
                done.accept(Optional.empty());
            } else if (answer.result().isEmpty()) {
                putOff(lease, Slip.LEASE_LOST, null);
                done.accept(Optional.empty());
            } else {
                renewed.accept(held.renewed(answer.result().get(), asked));
            }
        });
    }

    private void release(Lease lease, Duration delay, Slip why, Runnable then) {
        putOff(lease, why, null);
        store.release(lease, delay).onComplete(released -> {
            if (released.failed()) {
                storeFailed(lease, "release", released.cause());
            }
            then.run();
        });
    }

    private void storeFailed(Lease lease, String step, Throwable cause) {
        LOG.atDebug().addKeyValue("step", step).log("the store did not answer");
        putOff(lease, Slip.STORE_FAILED, cause);
    }

    private void putOff(Lease lease, Slip why, @Nullable Throwable cause) {
        LOG.atDebug()
                .setCause(cause)
                .addKeyValue("callId", lease.key().id())
                .addKeyValue("commandId", lease.commandId())
                .addKeyValue("attempt", lease.attempt())
                .addKeyValue("why", why)
                .log("a command is put off");
        ports.watch().accept(new OutboxSignal.PutOff(why));
    }
}
