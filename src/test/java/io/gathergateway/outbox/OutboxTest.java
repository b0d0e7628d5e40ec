package io.gathergateway.outbox;

import static io.gathergateway.outbox.World.lease;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gathergateway.call.Lease;
import io.gathergateway.outbox.OutboxSignal.Slip;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {
    private static final Answer OK = new Answer.Response(200, "", null);
    private static final Answer UNAVAILABLE = new Answer.Response(503, "", null);
    private static final Answer SILENCE = new Answer.NoAnswer("silence");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();
    private final Outbox outbox = new Outbox(world.ports(), world, Outbox.Bounds.DEFAULT);
    private final int idleRoom = outbox.room();

    static Stream<Arguments> answers() {
        return Stream.of(
                argumentSet("accepted is settled, not reported", OK, List.of("0 send c1", "0 settle c1")),
                argumentSet("call over", refusal(422, "90018"), List.of("0 send c1", "0 apply c1 CallOver")),
                argumentSet("call not found", refusal(404, ""), List.of("0 send c1", "0 apply c1 CallOver")),
                argumentSet("not answered", refusal(422, "90034"), List.of("0 send c1", "0 apply c1 NotAnswered")),
                argumentSet("refused", refusal(422, "90061"), List.of("0 send c1", "0 apply c1 Refused")),
                argumentSet(
                        "rate limited waits as told",
                        new Answer.Response(429, "10011", Duration.ofSeconds(7)),
                        List.of("0 send c1", "0 release c1 for 7000")),
                argumentSet(
                        "rate limited waits 1 s where nothing is told",
                        refusal(429, "10011"),
                        List.of("0 send c1", "0 release c1 for 1000")),
                argumentSet(
                        "rate limited waits 30 s at most",
                        new Answer.Response(429, "10011", Duration.ofHours(1)),
                        List.of("0 send c1", "0 release c1 for 30000")),
                argumentSet("wrong key", refusal(401, "10009"), List.of("0 send c1", "0 release c1 for 5000")),
                argumentSet("no permission", refusal(403, "10010"), List.of("0 send c1", "0 release c1 for 5000")),
                argumentSet(
                        "nothing written",
                        new Answer.NotSent("breaker open", Duration.ofSeconds(2)),
                        List.of("0 send c1", "0 release c1 for 2000")),
                argumentSet(
                        "spared: told at once",
                        new Answer.Spared("assistants' breaker open"),
                        List.of("0 send c1", "0 apply c1 Expired")),
                argumentSet(
                        "5xx for ever: four tries",
                        UNAVAILABLE,
                        List.of(
                                "0 send c1",
                                "0 renew c1",
                                "0 send c1",
                                "375 renew c1",
                                "375 send c1",
                                "1125 renew c1",
                                "1125 send c1",
                                "1125 renew c1",
                                "1125 look /calls/v3%3Aa",
                                "1125 apply c1 Unconfirmed")));
    }

    private static Answer refusal(int status, String code) {
        return new Answer.Response(status, code, null);
    }

    @ParameterizedTest
    @MethodSource("answers")
    void eachAnswerHasItsWay(Answer answer, List<String> transcript) {
        world.answers(answer, 0);

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript).isEqualTo(transcript);
        assertThat(outbox.room()).as("its place is free again").isEqualTo(idleRoom);
    }

    @Test
    void silenceIsRepeatedWithinTenSecondsAndThenUnconfirmed() {
        world.answers(SILENCE, 4_000);

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 send c1",
                        "4000 renew c1",
                        "4000 send c1",
                        "8375 renew c1",
                        "8375 send c1",
                        "12375 renew c1",
                        "12375 look /calls/v3%3Aa",
                        "12375 apply c1 Unconfirmed");
    }

    @Test
    void aRetryCarriesTheSameBytesAndItsAcceptanceSettles() {
        world.answers(SILENCE, 100).answers(UNAVAILABLE, 100).answers(OK, 100);

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.requests).hasSize(3).containsOnly(lease("c1").request());
        assertThat(world.transcript).last().isEqualTo("675 settle c1");
    }

    @Test
    void jitterShortensAPauseByAQuarterAtMost() {
        world.random = 0.99999999;
        world.answers(UNAVAILABLE, 0);

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript).contains("499 renew c1", "1499 renew c1");
    }

    @Test
    void aLeaseThatIsNoLongerOursEndsTheTriesSilently() {
        world.answers(UNAVAILABLE, 0);
        world.lost = true;

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript).containsExactly("0 send c1", "0 renew c1");
        assertThat(world.slips(Slip.LEASE_LOST)).isOne();
    }

    static Stream<Arguments> leases() {
        return Stream.of(
                argumentSet("fresh", lease("c1"), 0, "send c1"),
                argumentSet("a whole attempt just fits", lease("c1"), 1_000, "send c1"),
                argumentSet("it no longer fits", lease("c1"), 1_001, "release c1 for 0"),
                argumentSet("past the deadline", left(1, 0, 0), 0, "apply c1 Expired"),
                argumentSet("the deadline passed since it was asked for", left(1, 0, 500), 500, "apply c1 Expired"),
                argumentSet("it might be written after the deadline", left(1, 0, 2_500), 500, "apply c1 Expired"),
                argumentSet("it will be written before the deadline", left(1, 0, 2_501), 500, "send c1"),
                argumentSet("taken over", left(2, 6_000, 60_000), 0, "send c1"),
                argumentSet("taken over at the last moment", left(2, 43_000, 60_000), 0, "send c1"));
    }

    static Stream<Arguments> unknown() {
        return Stream.of(
                argumentSet("expired after an attempt", left(2, 6_000, 0), 0),
                argumentSet("it might be written past Telnyx's memory", left(2, 43_001, 60_000), 0),
                argumentSet("past it since it was asked for", left(2, 42_900, 60_000), 101),
                argumentSet("tries used up", left(5, 6_000, 60_000), 0));
    }

    @ParameterizedTest
    @MethodSource("unknown")
    void whatIsNotTriedAgainIsLookedFor(Lease lease, long late) {
        world.time.advance(Duration.ofMillis(late));

        outbox.send(lease, VirtualTime.START);

        assertThat(world.transcript)
                .containsExactly(late + " renew c1", late + " look /calls/v3%3Aa", late + " apply c1 Unconfirmed");
    }

    @Test
    void aCommandOfUnknownFateToACallThatIsOverIsNoError() {
        world.pulse = TelnyxPort.Pulse.OVER;

        send(left(5, 6_000, 60_000));

        assertThat(world.transcript).last().isEqualTo("0 apply c1 CallOver");
    }

    @Test
    void nobodyLooksUnderALeaseThatIsAnothersByNow() {
        world.lost = true;

        send(left(5, 6_000, 60_000));

        assertThat(world.transcript).containsExactly("0 renew c1");
    }

    @ParameterizedTest
    @ValueSource(longs = {43_001, 60_000, 3_600_000})
    void anUnknownDialIsNeverDialledAgain(long age) {
        send(lease("dial", "c1", 2, Duration.ofMillis(age), Duration.ofHours(2)));
        world.time.advance(MINUTE);

        assertThat(world.transcript).containsExactly("0 apply c1 Unconfirmed");
    }

    private static Lease left(int attempt, long age, long timeLeft) {
        return lease("c1", attempt, Duration.ofMillis(age), Duration.ofMillis(timeLeft));
    }

    @ParameterizedTest
    @MethodSource("leases")
    void aHeadIsWrittenOnlyWhereLeaseDeadlineAndIdentityHold(Lease lease, long late, String first) {
        world.answers(OK, 0);
        world.time.advance(Duration.ofMillis(late));

        outbox.send(lease, VirtualTime.START);

        assertThat(world.transcript).first().isEqualTo(late + " " + first);
    }

    @Test
    void aSettledCommandHandsOverTheNextOfItsLane() {
        world.answers(OK, 50);
        world.next.put("c1", lease("c2"));
        world.next.put("c2", lease("c3"));

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 send c1", "50 settle c1", "50 send c2", "100 settle c2", "100 send c3", "150 settle c3");
    }

    @Test
    void whatTelnyxSaidIsNotForgottenWhereTheStoreIsAwayForAWhile() {
        world.answers(OK, 0);
        world.failing.add("settle");
        world.next.put("c1", lease("c2"));

        send(lease("c1"));
        world.time.advance(Duration.ofMillis(700));
        world.failing.clear();
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .startsWith(
                        "0 send c1", "0 settle c1", "250 settle c1", "500 settle c1", "750 settle c1", "750 send c2");
    }

    @Test
    void anOutcomeNobodyAppliedIsToldAgainForAWhileAndNotSentAgain() {
        world.answers(refusal(422, "90061"), 0);
        world.failing.add("apply");

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript).startsWith("0 send c1", "0 apply c1 Refused", "250 apply c1 Refused");
        assertThat(world.transcript).endsWith("14750 apply c1 Refused").hasSize(61);
        assertThat(world.slips(Slip.NOT_APPLIED)).isOne();
    }

    @ParameterizedTest
    @MethodSource("storeFailures")
    void aSilentStoreEndsTheMatterForThisLease(String step, Answer answer, List<String> transcript) {
        world.answers(answer, 0);
        world.failing.add(step);

        send(lease("c1"));
        world.time.advance(MINUTE);

        assertThat(world.transcript).isEqualTo(transcript);
        assertThat(world.slips(Slip.STORE_FAILED)).isEqualTo(transcript.size() - 1);
        assertThat(outbox.room()).isEqualTo(idleRoom);
    }

    static Stream<Arguments> storeFailures() {
        return Stream.of(
                argumentSet(
                        "settle",
                        "settle",
                        OK,
                        Stream.concat(
                                        Stream.of("0 send c1"),
                                        IntStream.range(0, 60).mapToObj(i -> i * 250 + " settle c1"))
                                .toList()),
                argumentSet("renew", "renew", UNAVAILABLE, List.of("0 send c1", "0 renew c1")),
                argumentSet("release", "release", refusal(429, ""), List.of("0 send c1", "0 release c1 for 1000")));
    }

    private void send(Lease lease) {
        outbox.send(lease, world.time.instant());
    }
}
