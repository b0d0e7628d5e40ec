package io.gathergateway.outbox;

import static io.gathergateway.outbox.World.KEY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a question to a backend; each may take 2 s. */
class CalloutOutboxTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);
    private static final CalloutAnswer OK = new CalloutAnswer.Response(200, null);
    private static final CalloutAnswer UNAVAILABLE = new CalloutAnswer.Response(503, null);
    private static final CalloutAnswer RESET = new CalloutAnswer.Broken("reset");
    private static final CalloutAnswer SILENCE = new CalloutAnswer.Silence();

    private final World world = new World();
    private final Outbox outbox = new Outbox(world.ports(), world, new Outbox.Bounds(1, 0, 2));

    @BeforeEach
    void theDeadlineIsTwoSecondsAway() {
        world.validFor = TWO_SECONDS;
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                argumentSet("200", OK, "GET", 3, List.of("0 ask q1 within 2000", "10 apply q1 Answered")),
                argumentSet(
                        "404 is an answer",
                        new CalloutAnswer.Response(404, null),
                        "GET",
                        3,
                        List.of("0 ask q1 within 2000", "10 apply q1 Answered")),
                argumentSet(
                        "5xx is asked again, as often as allowed",
                        UNAVAILABLE,
                        "GET",
                        3,
                        List.of(
                                "0 ask q1 within 2000",
                                "160 renew q1",
                                "160 ask q1 within 1840",
                                "470 renew q1",
                                "470 ask q1 within 1530",
                                "480 apply q1 Answered")),
                argumentSet(
                        "a reset is asked again",
                        RESET,
                        "GET",
                        2,
                        List.of(
                                "0 ask q1 within 2000",
                                "160 renew q1",
                                "160 ask q1 within 1840",
                                "170 apply q1 Failed")),
                argumentSet(
                        "a POST the flow calls idempotent is asked again",
                        RESET,
                        "POST",
                        2,
                        List.of(
                                "0 ask q1 within 2000",
                                "160 renew q1",
                                "160 ask q1 within 1840",
                                "170 apply q1 Failed")),
                argumentSet(
                        "another POST is not", RESET, "POST", 1, List.of("0 ask q1 within 2000", "10 apply q1 Failed")),
                argumentSet(
                        "nor after 5xx",
                        UNAVAILABLE,
                        "POST",
                        1,
                        List.of("0 ask q1 within 2000", "10 apply q1 Answered")),
                argumentSet(
                        "breaker open",
                        new CalloutAnswer.Spared("breaker open"),
                        "GET",
                        3,
                        List.of("0 ask q1 within 2000", "10 apply q1 Degraded")),
                argumentSet(
                        "not listed",
                        new CalloutAnswer.Hopeless("not listed"),
                        "GET",
                        3,
                        List.of("0 ask q1 within 2000", "10 apply q1 Failed")));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerHasItsWay(CalloutAnswer answer, String method, int attempts, List<String> transcript) {
        world.says(answer, 10);

        send(lease("q1", method, attempts));
        world.time.advance(MINUTE);

        assertThat(world.transcript).isEqualTo(transcript);
    }

    @Test
    void silenceUntilTheDeadlineIsTimedOutAndNotRepeated() {
        world.says(OK, 5_000);

        send(lease("q1", "GET", 3));
        world.time.advance(MINUTE);

        assertThat(world.transcript).containsExactly("0 ask q1 within 2000", "2000 apply q1 TimedOut");
    }

    @Test
    void anAttemptShorterThanTheDeadlineLeavesTimeForAnother() {
        world.says(SILENCE, 5_000);
        Lease half = lease("q1", "GET", 5, 1, Duration.ZERO, TWO_SECONDS, Duration.ofMillis(900));

        send(half);
        world.time.advance(MINUTE);

        // Of the third nothing would be left but a question for nothing.
        assertThat(world.transcript)
                .containsExactly(
                        "0 ask q1 within 900", "1050 renew q1", "1050 ask q1 within 900", "1950 apply q1 TimedOut");
    }

    @Test
    void theAnswerOfALaterAttemptIsTheAnswer() {
        world.says(UNAVAILABLE, 10).says(OK, 10);

        send(lease("q1", "GET", 2));
        world.time.advance(MINUTE);

        assertThat(world.applied)
                .containsExactly(
                        new SessionEvent.CalloutEnded(KEY, "http.1", "q1", new CalloutResult.Answered(200, null)));
        assertThat(world.signals)
                .contains(new OutboxSignal.CalloutFinished(
                        lease("q1", "GET", 2, 2, Duration.ofMillis(160), Duration.ofMillis(1_840), TWO_SECONDS, 2),
                        new CalloutResult.Answered(200, null)));
    }

    @Test
    void aBreakerThatOpensBetweenTwoAttemptsDoesNotUndoTheFirst() {
        world.says(RESET, 10).says(new CalloutAnswer.Spared("breaker open"), 0);

        send(lease("q1", "GET", 2));
        world.time.advance(MINUTE);

        assertThat(world.transcript).last().isEqualTo("160 apply q1 Failed");
    }

    static Stream<Arguments> leases() {
        return Stream.of(
                argumentSet("fresh", taken("POST", 1, 1, 0, 2_000), 0, "ask q1 within 2000"),
                argumentSet("never past its deadline", taken("POST", 1, 1, 0, 2_000), 600, "ask q1 within 1400"),
                argumentSet("a whole attempt no longer fits", taken("GET", 1, 1, 0, 2_000), 1_001, "release q1 for 0"),
                argumentSet("past the deadline", taken("GET", 1, 1, 0, 500), 500, "apply q1 TimedOut"),
                argumentSet("taken over: a GET", taken("GET", 1, 2, 3_000, 1_000), 0, "ask q1 within 1000"),
                argumentSet("taken over: an idempotent one", taken("PUT", 2, 2, 3_000, 900), 0, "ask q1 within 900"),
                argumentSet("taken over: another", taken("POST", 1, 2, 3_000, 1_000), 0, "apply q1 Failed"),
                argumentSet("taken over after the last try", taken("GET", 2, 3, 3_000, 1_000), 0, "apply q1 Failed"),
                argumentSet("taken over too late: a GET", taken("GET", 3, 2, 3_000, 0), 0, "apply q1 TimedOut"),
                argumentSet("taken over too late: another", taken("POST", 1, 2, 3_000, -5), 0, "apply q1 TimedOut"));
    }

    private static Lease taken(String method, int attempts, int attempt, long age, long timeLeft) {
        return lease("q1", method, attempts, attempt, Duration.ofMillis(age), Duration.ofMillis(timeLeft), TWO_SECONDS);
    }

    @ParameterizedTest
    @MethodSource("leases")
    void aQuestionIsWrittenOnlyWhereLeaseDeadlineAndItsKindAllow(Lease lease, long late, String first) {
        world.says(OK, 0);
        world.time.advance(Duration.ofMillis(late));

        outbox.send(lease, VirtualTime.START);

        assertThat(world.transcript).first().isEqualTo(late + " " + first);
    }

    @Test
    void anAnswerThatNobodyCommittedIsToldAgainAndNotAskedForAgain() {
        world.says(OK, 10);
        world.failing.add("apply");
        send(lease("q1", "POST", 1));

        world.time.advance(Duration.ofMillis(400));
        world.failing.clear();
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 ask q1 within 2000",
                        "10 apply q1 Answered",
                        "260 apply q1 Answered",
                        "510 apply q1 Answered");
        assertThat(world.slips(Slip.NOT_APPLIED)).isZero();
    }

    @Test
    void whatHasNoPlaceIsDegradedAtOnce() {
        world.says(OK, 500);

        IntStream.rangeClosed(1, 4).forEach(i -> send(lease("q" + i, "GET", 1)));
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 ask q1 within 2000",
                        "0 ask q2 within 2000",
                        "0 apply q3 Degraded",
                        "0 apply q4 Degraded",
                        "500 apply q1 Answered",
                        "500 apply q2 Answered");
    }

    @Test
    void calloutsAndCommandsDoNotTakeEachOthersPlaces() {
        world.says(OK, 1_000).answers(new Answer.Response(200, "", null), 1_000);

        send(lease("q1", "GET", 1));
        send(lease("q2", "GET", 1));
        send(World.lease("c1"));

        assertThat(world.transcript).containsExactly("0 ask q1 within 2000", "0 ask q2 within 2000", "0 send c1");
    }

    @Test
    void theEndWaitsForTheAnswerAndStartsNoRetry() {
        world.says(OK, 300).says(UNAVAILABLE, 400);
        send(lease("q1", "POST", 1));
        send(lease("q2", "GET", 3));

        Future<Void> closed = outbox.close();
        send(lease("q3", "GET", 1));
        assertThat(closed.isComplete()).isFalse();
        world.time.advance(MINUTE);

        assertThat(closed.succeeded()).isTrue();
        assertThat(world.transcript)
                .containsExactly(
                        "0 ask q1 within 2000", "0 ask q2 within 2000", "0 release q3 for 0", "300 apply q1 Answered");
    }

    private static Lease lease(String id, String method, int attempts) {
        return lease(id, method, attempts, 1, Duration.ZERO, TWO_SECONDS, TWO_SECONDS);
    }

    private static Lease lease(
            String id, String method, int attempts, int attempt, Duration age, Duration timeLeft, Duration limit) {
        return lease(id, method, attempts, attempt, age, timeLeft, limit, attempt);
    }

    private static Lease lease(
            String id,
            String method,
            int attempts,
            int attempt,
            Duration age,
            Duration timeLeft,
            Duration limit,
            long number) {
        var callout = new OutboxCommand.Callout(Map.of(), Map.of(), attempts);
        var request = new OutboxCommand.Request(method, "https://crm.example.com/accounts/7", "", callout);
        return new Lease(KEY, "http.1", id, OutboxCommand.CALLOUT, request, number, attempt, age, timeLeft, limit);
    }

    private void send(Lease lease) {
        outbox.send(lease, world.time.instant());
    }
}
