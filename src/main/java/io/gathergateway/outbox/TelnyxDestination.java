package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.telnyx.AnswerPolicy;
import io.gathergateway.telnyx.AnswerPolicy.Verdict;
import io.gathergateway.telnyx.CommandResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Commands to Telnyx: at the account's pace, never after their deadline, repeated as long as Telnyx remembers them. */
final class TelnyxDestination implements Destination {
    private static final Duration UNAUTHORISED_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration WIDEST_SPREAD = Duration.ofSeconds(1);

    /** Put off so long where too much is waiting already. */
    private static final Duration OVERFLOW_PAUSE = Duration.ofSeconds(1);

    private final OutboxPorts ports;
    private final AccountPace pace = new AccountPace();
    private final KeyAlarm alarm = new KeyAlarm();

    TelnyxDestination(OutboxPorts ports) {
        this.ports = ports;
    }

    @Override
    public Optional<Move> before(Held held, Instant now) {
        Lease lease = held.lease();
        Duration shut = pace.heldFor(now);
        if (held.isLate(now)) {
            return Optional.of(new Move.GiveBack(Duration.ZERO, Slip.LATE));
        }
        if (held.timeLeft(now).compareTo(TelnyxPort.LONGEST_WAIT) <= 0) {
            // It might be written after its deadline (P8).
            return Optional.of(unsent(lease));
        }
        if (!RetryPlan.allows(lease, held.since(now))) {
            return Optional.of(report(lease, new CommandResult.Unconfirmed(), false));
        }
        return shut.isPositive() ? Optional.of(new Move.GiveBack(spread(shut), Slip.PACED)) : Optional.empty();
    }

    @Override
    public Future<Move> attempt(Held held, Instant at) {
        return ports.telnyx().send(held.lease().key(), held.lease().request()).transform(sent -> {
            Answer answer = sent.succeeded() ? sent.result() : new Answer.NoAnswer("failed");
            Instant now = ports.clock().instant();
            ports.watch().accept(new OutboxSignal.Answered(held.lease(), answer, Duration.between(at, now)));
            return Future.succeededFuture(
                    switch (answer) {
                        case Answer.Response response -> judge(held, response, now);
                        case Answer.NoAnswer silence -> tryAgain(held, now);
                        case Answer.Spared spared -> unsent(held.lease());
                        case Answer.NotSent unsent ->
                            new Move.GiveBack(spread(atMost(unsent.retryAfter(), LONGEST_PAUSE)), Slip.NOT_SENT);
                    });
        });
    }

    @Override
    public Move overflow(Held held, Instant now) {
        return new Move.GiveBack(OVERFLOW_PAUSE, Slip.QUEUE_FULL);
    }

    private Move judge(Held held, Answer.Response response, Instant now) {
        Lease lease = held.lease();
        return switch (AnswerPolicy.of(response.status(), response.code(), lease.name())) {
            case Verdict.Final(CommandResult result) -> {
                if (alarm.clear()) {
                    ports.watch().accept(new OutboxSignal.KeyRefused(false));
                }
                // An acceptance changes nothing the call knows, and the effect comes by webhook; where none comes, the
                // acceptance is what the call waits for.
                yield result instanceof CommandResult.Accepted && !OutboxCommand.acceptanceCounts(lease.name())
                        ? new Move.Settle(new OutboxSignal.Finished(lease, result))
                        : report(lease, result, true);
            }
            case Verdict.TryAgain again -> tryAgain(held, now);
            case Verdict.SlowDown slow -> {
                Duration told = AccountPace.bounded(response.retryAfter());
                pace.holdUntil(now.plus(told));
                yield new Move.GiveBack(spread(told), Slip.PACED);
            }
            case Verdict.Unauthorised refused -> {
                if (alarm.raise(now, response.status(), response.code())) {
                    ports.watch().accept(new OutboxSignal.KeyRefused(true));
                }
                yield new Move.GiveBack(UNAUTHORISED_PAUSE, Slip.UNAUTHORISED);
            }
        };
    }

    private Move tryAgain(Held held, Instant now) {
        return RetryPlan.pauseAfter(
                        held.lease(), held.since(now), ports.random().getAsDouble())
                .<Move>map(Move.Again::new)
                .orElseGet(() -> report(held.lease(), new CommandResult.Unconfirmed(), false));
    }

    /** It is not written any more; what an earlier attempt did nobody can say. */
    private static Move unsent(Lease lease) {
        return report(
                lease, lease.attempt() == 1 ? new CommandResult.Expired() : new CommandResult.Unconfirmed(), false);
    }

    /** {@code known}: Telnyx said so, and would have to be asked again to say it again. */
    private static Move report(Lease lease, CommandResult result, boolean known) {
        var outcome =
                new SessionEvent.CommandOutcome(lease.key(), lease.lane(), lease.commandId(), lease.name(), result);
        return new Move.Report(outcome, new OutboxSignal.Finished(lease, result), known);
    }

    /** A little longer than asked, so that what waits together does not come back together. */
    private Duration spread(Duration delay) {
        long width = atMost(delay, WIDEST_SPREAD).toNanos();
        return delay.plusNanos((long) (width * ports.random().getAsDouble()));
    }

    private static Duration atMost(Duration duration, Duration bound) {
        return duration.compareTo(bound) > 0 ? bound : duration;
    }
}
