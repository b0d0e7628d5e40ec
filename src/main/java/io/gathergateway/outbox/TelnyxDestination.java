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

/**
 * Commands to Telnyx: at the account's pace, never after their deadline, repeated as long as Telnyx remembers them. Of one
 * that is not repeated any more it is asked whether its call lives.
 */
final class TelnyxDestination implements Destination {
    private static final Duration UNAUTHORISED_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration WIDEST_SPREAD = Duration.ofSeconds(1);

    /** Put off so long where too much is waiting already. */
    private static final Duration OVERFLOW_PAUSE = Duration.ofSeconds(1);

    /** Due before all that is due. */
    private static final Duration FIRST = Duration.ofMinutes(-1);

    /** Questions whether a call lives, at a time; where there are more, nobody can say. */
    private static final int LOOKS = 8;

    private static final String ACTIONS = "/actions/";

    private final OutboxPorts ports;
    private final Throttle throttle;
    private final KeyAlarm alarm = new KeyAlarm();
    private int looks;

    TelnyxDestination(OutboxPorts ports, Throttle throttle) {
        this.ports = ports;
        this.throttle = throttle;
    }

    @Override
    public Optional<Move> before(Held held, Instant now) {
        Lease lease = held.lease();
        if (held.isLate(now)) {
            return Optional.of(new Move.GiveBack(lateDelay(held), Slip.LATE));
        }
        if (held.timeLeft(now).compareTo(TelnyxPort.LONGEST_WAIT) <= 0) {
            // It might be written after its deadline (P8).
            return Optional.of(unsent(lease));
        }
        if (!RetryPlan.allows(lease, held.since(now))) {
            return Optional.of(unknown(lease));
        }
        Duration paced = throttle.paced(held, now);
        return paced.compareTo(held.margin(now)) > 0
                ? Optional.of(giveBack(held, paced, now, Slip.PACED))
                : Optional.empty();
    }

    @Override
    public Duration until(Held held, Instant now) {
        return throttle.hasPlace(held.urgency()) ? throttle.paced(held, now) : Throttle.PLACE;
    }

    @Override
    public Future<Move> attempt(Held held, Instant at) {
        throttle.started(held, at);
        return ports.telnyx().send(held.lease().key(), held.lease().request()).transform(sent -> {
            Answer answer = sent.succeeded() ? sent.result() : new Answer.NoAnswer("failed");
            Instant now = ports.clock().instant();
            throttle.ended(held, answer, at, now, ports.timers().late());
            ports.watch().accept(new OutboxSignal.Answered(held.lease(), answer, Duration.between(at, now)));
            return Future.succeededFuture(
                    switch (answer) {
                        case Answer.Response response -> judge(held, response, now);
                        case Answer.NoAnswer silence -> tryAgain(held, now);
                        case Answer.Spared spared -> unsent(held.lease());
                        case Answer.NotSent unsent -> giveBack(held, unsent.retryAfter(), now, Slip.NOT_SENT);
                    });
        });
    }

    /** The call may be over, and then the command's fate is of no interest. */
    @Override
    public Future<Move> look(Lease lease) {
        String path = lease.request().path();
        if (looks >= LOOKS) {
            return Future.succeededFuture(report(lease, new CommandResult.Unconfirmed(), false));
        }
        looks++;
        return ports.telnyx()
                .pulse(lease.key(), path.substring(0, path.lastIndexOf(ACTIONS)))
                .transform(asked -> {
                    looks--;
                    boolean over = asked.succeeded() && asked.result() == TelnyxPort.Pulse.OVER;
                    CommandResult result = over ? new CommandResult.CallOver() : new CommandResult.Unconfirmed();
                    return Future.succeededFuture(report(lease, result, over));
                });
    }

    @Override
    public int free() {
        return throttle.free();
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
            case Verdict.SlowDown slow ->
                // As the pace has it by now: a hang-up is tried again sooner than Telnyx says.
                giveBack(
                        held,
                        held.urgency() == Urgency.END
                                ? throttle.paced(held, now)
                                : AccountPace.bounded(response.retryAfter()),
                        now,
                        Slip.PACED);
            case Verdict.Unauthorised refused -> {
                if (alarm.raise(now, response.status(), response.code())) {
                    ports.watch().accept(new OutboxSignal.KeyRefused(true));
                }
                yield giveBack(held, UNAUTHORISED_PAUSE, now, Slip.UNAUTHORISED);
            }
        };
    }

    private Move tryAgain(Held held, Instant now) {
        return RetryPlan.pauseAfter(
                        held.lease(), held.since(now), ports.random().getAsDouble())
                .<Move>map(Move.Again::new)
                .orElseGet(() -> unknown(held.lease()));
    }

    /** It is not written any more; what an earlier attempt did nobody can say. */
    private static Move unsent(Lease lease) {
        return lease.attempt() == 1 ? report(lease, new CommandResult.Expired(), false) : unknown(lease);
    }

    /** A dial has no call yet that could be asked about: its token is awaited. */
    private static Move unknown(Lease lease) {
        return lease.request().path().contains(ACTIONS)
                ? new Move.Look()
                : report(lease, new CommandResult.Unconfirmed(), false);
    }

    /** {@code known}: Telnyx said so, and would have to be asked again to say it again. */
    private static Move report(Lease lease, CommandResult result, boolean known) {
        var outcome =
                new SessionEvent.CommandOutcome(lease.key(), lease.lane(), lease.commandId(), lease.name(), result);
        return new Move.Report(outcome, new OutboxSignal.Finished(lease, result), known);
    }

    /**
     * Due again a little later than asked, so that what waits together does not come back together; but in time to say
     * that its deadline has passed.
     */
    private Move giveBack(Held held, Duration delay, Instant now, Slip why) {
        Duration wait = atMost(delay, LONGEST_PAUSE);
        long width = atMost(wait, WIDEST_SPREAD).toNanos();
        Duration spread = wait.plusNanos((long) (width * ports.random().getAsDouble()));
        Duration decided = held.timeLeft(now).minus(TelnyxPort.LONGEST_WAIT);
        return new Move.GiveBack(atMost(spread, decided.isNegative() ? Duration.ZERO : decided), why);
    }

    /** What ends a call comes first among what is due. */
    private static Duration lateDelay(Held held) {
        return held.urgency() == Urgency.END ? FIRST : Duration.ZERO;
    }

    private static Duration atMost(Duration duration, Duration bound) {
        return duration.compareTo(bound) > 0 ? bound : duration;
    }
}
