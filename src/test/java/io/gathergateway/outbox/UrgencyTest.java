package io.gathergateway.outbox;

import static io.gathergateway.outbox.World.lease;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who goes first where not all can go at once. */
class UrgencyTest {
    private static final Answer OK = new Answer.Response(200, "", null);
    private static final Answer SILENCE = new Answer.NoAnswer("silence");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();

    @ParameterizedTest
    @CsvSource({
        "hangup, true, END",
        "reject, false, END",
        "answer, true, ANSWER",
        "speak, false, FRESH",
        "gather_using_ai, false, FRESH",
        "dial, false, DIAL",
        "dial, true, DIAL",
        "speak, true, LEFT_OVER"
    })
    void aCommandIsAsUrgentAsItsEffect(String name, boolean swept, Urgency urgency) {
        assertThat(Urgency.of(name, swept)).isEqualTo(urgency);
    }

    @Test
    void theMostUrgentGoesFirstThenTheOldest() {
        Outbox one = new Outbox(world.ports(), world, new Outbox.Bounds(1, 10));
        world.answers(OK, 10);
        one.send(lease("under way"), world.time.instant());

        one.sendSwept(lease("left over"), world.time.instant());
        one.send(lease("dial", "dial"), world.time.instant());
        one.send(lease("speak 1"), world.time.instant());
        one.send(lease("speak 2"), world.time.instant());
        one.send(lease("answer", "answer"), world.time.instant());
        one.send(lease("hangup", "hangup"), world.time.instant());
        one.send(lease("reject", "reject"), world.time.instant());
        world.time.advance(MINUTE);

        assertThat(sent())
                .containsExactly("under way", "hangup", "reject", "answer", "speak 1", "speak 2", "dial", "left over");
    }

    @Test
    void whereTheQueueIsFullTheLeastUrgentAndYoungestIsPutOff() {
        Outbox one = new Outbox(world.ports(), world, new Outbox.Bounds(1, 2));
        world.answers(OK, 10);
        one.send(lease("under way"), world.time.instant());
        one.send(lease("speak 1"), world.time.instant());
        one.send(lease("speak 2"), world.time.instant());

        one.send(lease("hangup", "hangup"), world.time.instant());

        assertThat(world.transcript).containsExactly("0 send under way", "0 release speak 2 for 1000");
        world.time.advance(MINUTE);
        assertThat(sent()).containsExactly("under way", "hangup", "speak 1");
    }

    @Test
    void hangUpsDoNotWaitBehindRequestsThatTelnyxLeavesUnanswered() {
        Outbox outbox = new Outbox(world.ports(), world, new Outbox.Bounds(256, 4_096, 1, 16, 30));
        world.answers(SILENCE, 4_000);
        for (int i = 0; i < 100; i++) {
            outbox.send(lease("c" + i), world.time.instant());
        }

        outbox.send(lease("hangup", "hangup 1"), world.time.instant());
        outbox.send(lease("hangup", "hangup 2"), world.time.instant());

        assertThat(world.transcript).endsWith("0 send hangup 1", "0 send hangup 2");
    }

    @Test
    void behindA429HangUpsAreTriedMoreAndMoreOftenAsLongAsTheyAreAccepted() {
        Outbox outbox = new Outbox(world.ports(), world, Outbox.Bounds.DEFAULT);
        world.answers(new Answer.Response(429, "10011", Duration.ofSeconds(20)), 0)
                .answers(OK, 10);
        outbox.send(lease("c1"), world.time.instant());
        for (int i = 1; i <= 4; i++) {
            outbox.send(lease("hangup", "h" + i), world.time.instant());
        }
        outbox.send(lease("c2"), world.time.instant());

        world.time.advance(SECOND);

        assertThat(world.transcript)
                .containsExactly(
                        "0 send c1",
                        "0 release c1 for 20000",
                        "0 release c2 for 20000",
                        "250 send h1",
                        "260 settle h1",
                        "500 send h2",
                        "510 settle h2",
                        "625 send h3",
                        "635 settle h3",
                        "687 send h4",
                        "697 settle h4");
    }

    @Test
    void behindA429HangUpsThatAreRefusedTooAreTriedLessOften() {
        Outbox outbox = new Outbox(world.ports(), world, Outbox.Bounds.DEFAULT);
        world.answers(new Answer.Response(429, "10011", Duration.ofSeconds(20)), 0);
        outbox.send(lease("c1"), world.time.instant());

        for (int i = 0; i < 20_000; i += 50) {
            outbox.send(lease("hangup", "h" + i), world.time.instant());
            world.time.advance(Duration.ofMillis(50));
        }

        assertThat(sent()).hasSizeBetween(8, 14);
    }

    @Test
    void anAnswerThatSaysNothingRemainsShutsTheGateBeforeAnythingIsRefused() {
        Outbox outbox = new Outbox(world.ports(), world, Outbox.Bounds.DEFAULT);
        var last = new Answer.Response(200, "", null, new Answer.Budget(0, Duration.ofMillis(600)));
        world.answers(last, 0).answers(OK, 0);
        outbox.send(lease("c1"), world.time.instant());
        outbox.send(lease("c2"), world.time.instant());
        outbox.send(lease("hangup", "hangup"), world.time.instant());
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 send c1", "0 settle c1", "0 send hangup", "0 settle hangup", "600 send c2", "600 settle c2");
    }

    @Test
    void aCommandWhoseDeadlinePassesWhileItWaitsIsNotSent() {
        Outbox one = new Outbox(world.ports(), world, new Outbox.Bounds(1, 10));
        world.answers(OK, 600);
        one.send(lease("under way"), world.time.instant());

        one.send(lease("c1", 1, Duration.ZERO, Duration.ofMillis(2_500)), world.time.instant());
        world.time.advance(MINUTE);

        assertThat(world.transcript).contains("600 apply c1 Expired").doesNotContain("600 send c1");
    }

    private List<String> sent() {
        return world.requests.stream()
                .map(request -> request.body().substring(7, request.body().length() - 2))
                .toList();
    }
}
