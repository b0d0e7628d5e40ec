package io.gathergateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.command.TelnyxBreaker.Health;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.Fleet;
import io.gathergateway.outbox.Fleet.Arrival;
import io.gathergateway.outbox.Fleet.Decided;
import io.gathergateway.outbox.Fleet.Reply;
import io.gathergateway.outbox.Outbox;
import io.gathergateway.outbox.TelnyxPort;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * A minute in which Telnyx answers nothing but 503, while commands are decided as before; then it heals, and bears only a
 * little more than it is asked in good times. In virtual time, with the breaker of production before each pod.
 */
class OutageTest {
    private static final int PER_SECOND = 40;
    private static final Duration ILL = Duration.ofSeconds(20);
    private static final Duration HEALED = Duration.ofSeconds(80);
    private static final Duration END = Duration.ofSeconds(110);

    @Test
    void afterAnOutageTheFreshGoFirstAndNothingCollapses() {
        Slow telnyx = new Slow();
        Fleet fleet = new Fleet(2, 1, Outbox.Bounds.DEFAULT, telnyx, Guarded::new);
        fleet.load(END, PER_SECOND, "speak", Duration.ofSeconds(15));
        fleet.load(END, 2, "hangup", Duration.ofSeconds(60));
        fleet.time.advance(END);

        List<Arrival> ill = between(fleet, ILL.plusSeconds(5), HEALED);
        List<Arrival> after = between(fleet, HEALED, END);
        long useful = after.stream()
                .filter(arrival -> arrival.is(200))
                .map(Arrival::command)
                .distinct()
                .count();
        long peak = LongStream.range(HEALED.toSeconds(), END.toSeconds())
                .map(second -> between(fleet, Duration.ofSeconds(second), Duration.ofSeconds(second + 1))
                        .size())
                .max()
                .orElseThrow();
        Duration normal = Duration.ZERO;
        for (int s = 0; s < 25; s++) {
            Duration from = HEALED.plusSeconds(s);
            List<Duration> ages = fresh(fleet, from, from.plusSeconds(1));
            if (ages.isEmpty() || ages.get(ages.size() * 99 / 100).toMillis() > 1_000) {
                normal = Duration.ofSeconds(s + 1);
            }
        }
        assertThat(ill.size())
                .as("requests in 55 s while the breakers are open")
                .isLessThan(55 * 2 * 5);
        assertThat((double) useful / after.size()).as("useful share").isGreaterThan(0.95);
        assertThat(peak).as("a second").isLessThanOrEqualTo(2 * PER_SECOND);
        assertThat(normal).isLessThan(Duration.ofSeconds(10));
    }

    private static List<Arrival> between(Fleet fleet, Duration from, Duration until) {
        return fleet.arrivals.stream()
                .filter(arrival ->
                        arrival.at().compareTo(from) >= 0 && arrival.at().compareTo(until) < 0)
                .toList();
    }

    /** How old, in order, what was decided in this time was when Telnyx got it. */
    private static List<Duration> fresh(Fleet fleet, Duration from, Duration until) {
        return fleet.arrivals.stream()
                .filter(arrival -> arrival.command().at().compareTo(from) >= 0
                        && arrival.command().at().compareTo(until) < 0)
                .map(Arrival::age)
                .sorted()
                .toList();
    }

    /** Answers 60 a second; what is beyond waits its turn, and what would wait for 4 s is not answered. */
    private static final class Slow implements Fleet.Telnyx {
        private static final Duration EACH = Duration.ofNanos(1_000_000_000 / 60);
        private Duration free = Duration.ZERO;

        @Override
        public Reply answer(Decided command, Duration at) {
            if (at.compareTo(ILL) >= 0 && at.compareTo(HEALED) < 0) {
                return new Reply(new Answer.Response(503, "10007", null), Duration.ofMillis(80));
            }
            free = (free.compareTo(at) < 0 ? at : free).plus(EACH);
            Duration wait = free.minus(at).plusMillis(80);
            return wait.toMillis() >= 4_000
                    ? new Reply(new Answer.NoAnswer("silence"), Duration.ofSeconds(4))
                    : new Reply(new Answer.Response(200, "", null), wait);
        }
    }

    /** As {@link TelnyxClient} has it. */
    private static final class Guarded implements TelnyxPort {
        private final TelnyxPort telnyx;
        private final TelnyxBreaker breaker;

        Guarded(TelnyxPort telnyx, InstantSource clock) {
            this.telnyx = telnyx;
            this.breaker = new TelnyxBreaker("test", CommandOptions.Breaker.DEFAULT, clock);
        }

        @Override
        public Future<Answer> send(SessionKey key, OutboxCommand.Request request) {
            Optional<Duration> refusal = breaker.refusal();
            return refusal.isPresent()
                    ? Future.succeededFuture(new Answer.NotSent("breaker open", refusal.get()))
                    : telnyx.send(key, request).onSuccess(answer -> breaker.record(health(answer), 0));
        }

        private static Health health(Answer answer) {
            return answer instanceof Answer.Response response && response.status() < 500 ? Health.WELL : Health.ILL;
        }
    }
}
