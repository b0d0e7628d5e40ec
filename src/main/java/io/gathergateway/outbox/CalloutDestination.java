package io.gathergateway.outbox;

import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand.Callout;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Questions to the customer's backends. Each ends in one {@link SessionEvent.CalloutEnded} at its deadline at the
 * latest; no host is waited for, because a caller is waiting already.
 *
 * <p>Invariant: what may not be repeated, neither as a GET nor by the flow's word, is written at most once, also when
 * the pod that wrote it is gone: then nobody knows whether it had an effect, and the flow is told that it failed.
 */
final class CalloutDestination implements Destination {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);

    /** With less time than this another attempt would only be load for a backend in trouble. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final OutboxPorts ports;

    CalloutDestination(OutboxPorts ports) {
        this.ports = ports;
    }

    @Override
    public Optional<Move> before(Held held, Instant now) {
        Lease lease = held.lease();
        if (held.isLate(now)) {
            return Optional.of(new Move.GiveBack(Duration.ZERO, Slip.LATE));
        }
        if (held.timeLeft(now).toMillis() < 1) {
            return Optional.of(report(lease, new CalloutResult.TimedOut()));
        }
        return mayBeWritten(lease) ? Optional.empty() : Optional.of(report(lease, new CalloutResult.Failed()));
    }

    @Override
    public Future<Move> attempt(Held held, Instant at) {
        Lease lease = held.lease();
        Duration left = held.timeLeft(at);
        Duration within = left.compareTo(lease.limit()) < 0 ? left : lease.limit();
        return ports.callouts()
                .ask(lease.key(), lease.commandId(), lease.request(), within)
                .transform(asked -> {
                    CalloutAnswer answer = asked.succeeded() ? asked.result() : new CalloutAnswer.Broken("failed");
                    Instant now = ports.clock().instant();
                    ports.watch().accept(new OutboxSignal.Asked(lease, answer, Duration.between(at, now)));
                    return Future.succeededFuture(judge(held, answer, now));
                });
    }

    @Override
    public Duration until(Held held, Instant now) {
        return Duration.ZERO;
    }

    /** A backend cannot be asked what became of a question. */
    @Override
    public Future<Move> look(Lease lease) {
        return Future.succeededFuture(report(lease, new CalloutResult.Failed()));
    }

    @Override
    public int free() {
        return Integer.MAX_VALUE / 4;
    }

    /** A caller waits for this one, so it does not queue. */
    @Override
    public Move overflow(Held held, Instant now) {
        return before(held, now).orElseGet(() -> report(held.lease(), spared(held.lease())));
    }

    private Move judge(Held held, CalloutAnswer answer, Instant now) {
        Lease lease = held.lease();
        return switch (answer) {
            case CalloutAnswer.Response(int status, var body) ->
                status >= 500
                        ? againOr(held, now, new CalloutResult.Answered(status, body))
                        : report(lease, new CalloutResult.Answered(status, body));
            case CalloutAnswer.Broken broken -> againOr(held, now, new CalloutResult.Failed());
            case CalloutAnswer.Silence silence -> againOr(held, now, new CalloutResult.TimedOut());
            case CalloutAnswer.Spared spared -> report(lease, spared(lease));
            case CalloutAnswer.Hopeless hopeless -> report(lease, new CalloutResult.Failed());
        };
    }

    private Move againOr(Held held, Instant now, CalloutResult result) {
        Lease lease = held.lease();
        double jitter = 0.75 + ports.random().getAsDouble() / 4;
        Duration pause = Duration.ofNanos((long) (FIRST_PAUSE
                        .multipliedBy(1L << Math.min(lease.attempt() - 1, 8))
                        .toNanos()
                * jitter));
        boolean again = isRepeatable(lease)
                && lease.attempt() < callout(lease).attempts()
                && held.timeLeft(now).minus(pause).compareTo(SHORTEST) >= 0;
        return again ? new Move.Again(pause) : report(lease, result);
    }

    /**
     * Under a lease after the first, the attempt before has ended without an answer of use, or its pod has. A GET of one
     * attempt is asked once more then, since its end says nothing of the backend.
     */
    private static boolean mayBeWritten(Lease lease) {
        return lease.attempt() == 1
                || (isRepeatable(lease)
                        && lease.attempt() <= Math.max(2, callout(lease).attempts()));
    }

    private static boolean isRepeatable(Lease lease) {
        return lease.request().method().equals("GET") || callout(lease).attempts() > 1;
    }

    /** "Not asked" is not true of one that was asked before. */
    private static CalloutResult spared(Lease lease) {
        return lease.attempt() == 1 ? new CalloutResult.Degraded() : new CalloutResult.Failed();
    }

    private static Callout callout(Lease lease) {
        return Objects.requireNonNull(lease.request().callout(), "a callout");
    }

    private static Move report(Lease lease, CalloutResult result) {
        // An answer that a backend gave may be all it will ever say.
        boolean insist = result instanceof CalloutResult.Answered;
        var ended = new SessionEvent.CalloutEnded(lease.key(), lease.lane(), lease.commandId(), result);
        return new Move.Report(ended, new OutboxSignal.CalloutFinished(lease, result), insist);
    }
}
