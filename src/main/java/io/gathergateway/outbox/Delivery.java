package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.store.SessionStore;
import io.gathergateway.telnyx.AnswerPolicy;
import io.gathergateway.telnyx.AnswerPolicy.Verdict;
import io.gathergateway.telnyx.CommandResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One head on its way, from the lease to what became of it. Every path ends in exactly one call of {@code done}, with
 * the lane's next head where the store handed one over.
 *
 * <p>Invariants: a request is written only under a lease into which a whole attempt still fits, never after the
 * deadline, and never a second time but under a lease renewed for it. A lease under which nothing was written is given
 * back, so that it does not count as an attempt. Confined to one thread.
 */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** From the asking for a lease to the last moment an attempt may start. */
    static final Duration WRITE_WINDOW = Lease.LENGTH.minus(Lease.ATTEMPT);

    private static final Duration UNAUTHORISED_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration WIDEST_SPREAD = Duration.ofSeconds(1);

    private final OutboxPorts ports;
    private final SessionStore store;
    private final AccountPace pace = new AccountPace();
    private final Consumer<Optional<Held>> done;
    private final KeyAlarm alarm = new KeyAlarm();
    private boolean closing;

    Delivery(OutboxPorts ports, SessionStore store, Consumer<Optional<Held>> done) {
        this.ports = ports;
        this.store = store;
        this.done = done;
    }

    /** A lease and when it was asked for. */
    record Held(Lease lease, Instant askedAt) {
        Duration since(Instant now) {
            return Duration.between(askedAt, now);
        }

        boolean isLate(Instant now) {
            return since(now).compareTo(WRITE_WINDOW) > 0;
        }
    }

    /** From here on nothing is tried again. */
    void stopRetrying() {
        closing = true;
    }

    void start(Held held) {
        Instant now = ports.clock().instant();
        Lease lease = held.lease();
        Duration shut = pace.heldFor(now);
        if (held.isLate(now)) {
            giveBack(lease, Duration.ZERO, Slip.LATE);
        } else if (lease.timeLeft().compareTo(held.since(now).plus(TelnyxPort.LONGEST_WAIT)) <= 0) {
            // It might be written after its deadline (P8). After an earlier attempt nobody can say that it had no
            // effect.
            report(lease, lease.attempt() == 1 ? new CommandResult.Expired() : new CommandResult.Unconfirmed());
        } else if (!RetryPlan.allows(lease, held.since(now))) {
            report(lease, new CommandResult.Unconfirmed());
        } else if (shut.isPositive()) {
            giveBack(lease, spread(shut), Slip.PACED);
        } else {
            write(held, now);
        }
    }

    /** Gives back a lease under which nothing was written, without waiting for it. */
    void refuse(Lease lease, Duration delay, Slip why) {
        release(lease, delay, why, () -> {});
    }

    private void write(Held held, Instant at) {
        ports.telnyx().send(held.lease().key(), held.lease().request()).onComplete(sent -> {
            Answer answer = sent.succeeded() ? sent.result() : new Answer.NoAnswer("failed");
            Instant now = ports.clock().instant();
            ports.watch().accept(new OutboxSignal.Answered(held.lease(), answer, Duration.between(at, now)));
            answered(held, answer, now);
        });
    }

    private void answered(Held held, Answer answer, Instant now) {
        switch (answer) {
            case Answer.Response response -> judge(held, response, now);
            case Answer.NoAnswer silence -> tryAgain(held, now);
            case Answer.NotSent unsent ->
                giveBack(held.lease(), spread(atMost(unsent.retryAfter(), LONGEST_PAUSE)), Slip.NOT_SENT);
        }
    }

    private void judge(Held held, Answer.Response response, Instant now) {
        Lease lease = held.lease();
        switch (AnswerPolicy.of(response.status(), response.code(), lease.name())) {
            case Verdict.Final(CommandResult result) -> {
                if (alarm.clear()) {
                    ports.watch().accept(new OutboxSignal.KeyRefused(false));
                }
                finish(lease, result);
            }
            case Verdict.TryAgain again -> tryAgain(held, now);
            case Verdict.SlowDown slow -> {
                Duration told = AccountPace.bounded(response.retryAfter());
                pace.holdUntil(now.plus(told));
                giveBack(lease, spread(told), Slip.PACED);
            }
            case Verdict.Unauthorised refused -> {
                if (alarm.raise(now, response.status(), response.code())) {
                    ports.watch().accept(new OutboxSignal.KeyRefused(true));
                }
                giveBack(lease, UNAUTHORISED_PAUSE, Slip.UNAUTHORISED);
            }
        }
    }

    /**
     * An acceptance changes nothing the call knows, so it is settled here, and the effect comes by webhook; where none
     * comes, the acceptance is what the call waits for.
     */
    private void finish(Lease lease, CommandResult result) {
        if (!(result instanceof CommandResult.Accepted) || OutboxCommand.acceptanceCounts(lease.name())) {
            report(lease, result);
            return;
        }
        ports.watch().accept(new OutboxSignal.Finished(lease, result));
        Instant asked = ports.clock().instant();
        store.settle(lease).onComplete(settled -> {
            if (settled.failed()) {
                storeFailed(lease, "settle", settled.cause());
            }
            Optional<Lease> next = settled.succeeded() ? settled.result() : Optional.empty();
            done.accept(next.map(head -> new Held(head, asked)));
        });
    }

    /** The session's commit settles the command and hands the lane's next head to whoever committed. */
    private void report(Lease lease, CommandResult result) {
        var outcome =
                new SessionEvent.CommandOutcome(lease.key(), lease.lane(), lease.commandId(), lease.name(), result);
        ports.apply().apply(outcome).onComplete(applied -> {
            if (applied.succeeded()) {
                ports.watch().accept(new OutboxSignal.Finished(lease, result));
            } else {
                // The lease runs out and the sweeper comes again; the outcome's id sees to it that one is applied.
                putOff(lease, Slip.NOT_APPLIED, applied.cause());
            }
            done.accept(Optional.empty());
        });
    }

    private void tryAgain(Held held, Instant now) {
        Optional<Duration> pause = RetryPlan.pauseAfter(
                held.lease(), held.since(now), ports.random().getAsDouble());
        if (closing) {
            done.accept(Optional.empty());
        } else if (pause.isEmpty()) {
            report(held.lease(), new CommandResult.Unconfirmed());
        } else if (pause.get().isZero()) {
            renew(held.lease());
        } else {
            ports.timers().after(pause.get(), () -> renew(held.lease()));
        }
    }

    private void renew(Lease lease) {
        if (closing) {
            done.accept(Optional.empty());
            return;
        }
        Instant asked = ports.clock().instant();
        store.renew(lease).onComplete(renewed -> {
            if (renewed.failed()) {
                storeFailed(lease, "renew", renewed.cause());
                done.accept(Optional.empty());
            } else if (renewed.result().isEmpty()) {
                putOff(lease, Slip.LEASE_LOST, null);
                done.accept(Optional.empty());
            } else {
                start(new Held(renewed.result().get(), asked));
            }
        });
    }

    private void giveBack(Lease lease, Duration delay, Slip why) {
        release(lease, delay, why, () -> done.accept(Optional.empty()));
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

    /** A little longer than asked, so that what waits together does not come back together. */
    private Duration spread(Duration delay) {
        long width = atMost(delay, WIDEST_SPREAD).toNanos();
        return delay.plusNanos((long) (width * ports.random().getAsDouble()));
    }

    private static Duration atMost(Duration duration, Duration bound) {
        return duration.compareTo(bound) > 0 ? bound : duration;
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
