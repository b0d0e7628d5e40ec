package io.gathergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.outbox.Fleet.Reply;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pod left when it died, in virtual time. */
class TakeOverTest {
    private static final Duration QUARTER = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Reply OK = new Reply(new Answer.Response(200, "", null), Duration.ofMillis(80));
    private static final Reply SILENCE = new Reply(new Answer.NoAnswer("silence"), Duration.ofSeconds(4));

    @Test
    void aCommandThatItsPodNeverSentIsSentByAnotherWithinSevenSeconds() {
        List<Long> late = LongStream.range(0, 400)
                .map(seed -> {
                    Fleet fleet = new Fleet(2, seed, (command, at) -> OK);
                    fleet.time.advance(Duration.ofMillis(3_000 + 7 * seed));
                    fleet.pods.getFirst().lose();
                    String id = fleet.decide(0, "speak", QUARTER);
                    fleet.pods.getFirst().kill();
                    fleet.time.advance(MINUTE);
                    assertThat(fleet.arrivals(id)).as("seed %d", seed).hasSize(1);
                    return fleet.arrivals(id).getFirst().age().toMillis();
                })
                .sorted()
                .boxed()
                .toList();

        assertThat(late.getFirst()).as("never under the lease of the dead").isGreaterThanOrEqualTo(5_000);
        assertThat(late.getLast()).as("ms").isLessThanOrEqualTo(7_000);
    }

    @Test
    void aCommandWhoseAnswerItsPodNeverSawIsSentOnceMoreWithinSevenSeconds() {
        for (long seed = 0; seed < 150; seed++) {
            Fleet fleet = new Fleet(3, seed, (command, at) -> OK);
            fleet.time.advance(Duration.ofMillis(3_000 + 7 * seed));
            String id = fleet.decide(0, "speak", QUARTER);
            fleet.pods.getFirst().kill();
            fleet.time.advance(MINUTE);

            assertThat(fleet.arrivals(id)).as("seed %d", seed).hasSize(2);
            assertThat(fleet.arrivals(id).getLast().age()).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(7));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 37, 44, 50, 59, 70})
    void whenAllPodsWereAwayNothingIsSentPastTelnyxMemoryOrItsDeadline(int seconds) {
        Fleet fleet = new Fleet(1, seconds, (command, at) -> OK);
        String hangup = fleet.decide(0, "hangup", MINUTE);
        String speak = fleet.decide(0, "speak", QUARTER);
        String dial = fleet.decide(0, "dial", MINUTE);
        fleet.pods.getFirst().kill();

        fleet.time.advance(Duration.ofSeconds(seconds));
        fleet.add();
        fleet.time.advance(Duration.ofMinutes(2));

        for (String id : List.of(hangup, speak, dial)) {
            boolean tooLate = seconds >= (id.equals(speak) ? 13 : 43);
            assertThat(fleet.arrivals(id)).as(id).hasSize(tooLate ? 1 : 2);
            assertThat(fleet.arrivals(id).getLast().age()).isLessThanOrEqualTo(Duration.ofSeconds(45));
            assertThat(fleet.outcomes.get(id)).as(id).isEqualTo(tooLate ? "Unconfirmed" : null);
        }
    }

    @Test
    void howeverManyPodsDieOverItNoWriteIsLaterThanFortyFiveSecondsAfterTheFirst() {
        for (long seed = 0; seed < 100; seed++) {
            Fleet fleet = new Fleet(1, seed, (command, at) -> SILENCE);
            String id = fleet.decide(0, "hangup", MINUTE);
            for (int i = 0; i < 12; i++) {
                fleet.time.advance(Duration.ofMillis(3_000 + (seed * 997 + i * 1_301L) % 6_000));
                fleet.pods.getLast().kill();
                fleet.add();
            }
            fleet.time.advance(MINUTE);

            assertThat(fleet.arrivals(id)).as("seed %d", seed).hasSizeBetween(2, RetryPlan.TRIES);
            assertThat(fleet.arrivals(id).getLast().age()).isLessThanOrEqualTo(RetryPlan.LAST_WRITE);
            assertThat(fleet.outcomes.get(id)).as("seed %d", seed).isEqualTo("Unconfirmed");
        }
    }
}
