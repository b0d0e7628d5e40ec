package io.gathergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.outbox.Fleet.Arrival;
import io.gathergateway.outbox.Fleet.Reply;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pods before a Telnyx that lets the account do only so much, in virtual time. */
class PacedAccountTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration RUN = Duration.ofSeconds(40);
    private static final Duration QUARTER = Duration.ofSeconds(15);

    @ParameterizedTest
    @CsvSource({"1, 20, false", "3, 20, false", "1, 20, true", "3, 20, true", "5, 60, true"})
    void anAccountOverItsLimitIsSlowedDownAndHangUpsGoFirst(int pods, int cap, boolean tells) {
        Fleet fleet = new Fleet(pods, 1, new CappedTelnyx(cap, tells));
        fleet.load(RUN, 2 * cap, "speak", QUARTER);
        fleet.load(RUN, cap / 10, "hangup", MINUTE);

        fleet.time.advance(RUN);

        List<Arrival> late = fleet.arrivals.stream()
                .filter(arrival -> arrival.at().toSeconds() >= 10)
                .toList();
        double refused = share(late, arrival -> arrival.is(429));
        double used = (double) late.stream().filter(arrival -> arrival.is(200)).count() / (30 * cap);
        List<Duration> ends = fleet.arrivals.stream()
                .filter(arrival -> arrival.is(200) && arrival.command().name().equals("hangup"))
                .map(Arrival::age)
                .sorted()
                .toList();
        assertThat(refused).as("refused").isLessThanOrEqualTo(0.02);
        assertThat(used).as("of the limit used").isGreaterThanOrEqualTo(0.65);
        assertThat(ends.get(ends.size() * 99 / 100)).as("p99 of hang-ups").isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    private static double share(List<Arrival> all, Predicate<Arrival> which) {
        return (double) all.stream().filter(which).count() / all.size();
    }

    @Test
    void dialsArePacedBeforeTelnyxRefusesThem() {
        Fleet fleet = new Fleet(1, 1, (command, at) -> ok());
        for (int i = 0; i < 400; i++) {
            fleet.decide(0, "dial", MINUTE);
        }
        fleet.time.advance(MINUTE);

        assertThat(fleet.arrivals).hasSize(400);
        for (Arrival first : fleet.arrivals) {
            assertThat(fleet.arrivals)
                    .filteredOn(arrival -> !arrival.at().minus(first.at()).isNegative()
                            && arrival.at().minus(first.at()).compareTo(Duration.ofSeconds(5)) <= 0)
                    .as("within 5 s of %s", first.at())
                    .hasSizeLessThanOrEqualTo(150);
        }
        assertThat(fleet.arrivals.getLast().at()).isLessThan(Duration.ofSeconds(14));
    }

    @Test
    void waitingDialsHoldUpNothingElse() {
        Fleet fleet = new Fleet(1, 1, (command, at) -> ok());
        for (int i = 0; i < 200; i++) {
            fleet.decide(0, "dial", MINUTE);
        }
        String speak = fleet.decide(0, "speak", QUARTER);
        fleet.time.advance(Duration.ofSeconds(1));

        assertThat(fleet.arrivals(speak)).hasSize(1);
    }

    @Test
    void refusedDialsSlowDownDialsAndNothingElse() {
        Fleet fleet = new Fleet(3, 1, new RollingDials());
        fleet.load(MINUTE, 60, "dial", MINUTE);
        fleet.load(MINUTE, 20, "speak", QUARTER);

        fleet.time.advance(MINUTE);

        List<Arrival> speaks = fleet.arrivals.stream()
                .filter(arrival -> arrival.command().name().equals("speak"))
                .toList();
        List<Arrival> dials = fleet.arrivals.stream()
                .filter(arrival ->
                        arrival.command().name().equals("dial") && arrival.at().toSeconds() >= 20)
                .toList();
        assertThat(speaks).allMatch(arrival -> arrival.age().toMillis() < 200);
        assertThat(share(dials, arrival -> arrival.is(429))).isLessThan(0.1);
        assertThat(dials.stream().filter(arrival -> arrival.is(200)).count()).isGreaterThan(40 * 30 * 7 / 10);
    }

    private static Reply ok() {
        return new Reply(new Answer.Response(200, "", null), Duration.ofMillis(80));
    }
}
