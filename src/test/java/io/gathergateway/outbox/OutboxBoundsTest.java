package io.gathergateway.outbox;

import static io.gathergateway.outbox.World.lease;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.vertx.core.Future;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the outbox does for all commands together: bounds, the account's pace, the alarm, the end. */
class OutboxBoundsTest {
    private static final Answer OK = new Answer.Response(200, "", null);
    private static final Answer UNAVAILABLE = new Answer.Response(503, "", null);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final World world = new World();
    private final Outbox outbox = new Outbox(world.ports(), world, Outbox.Bounds.DEFAULT);

    @Test
    void placesAndQueueAreBoundedAndTheRestIsPutOff() {
        Outbox small = new Outbox(world.ports(), world, new Outbox.Bounds(2, 3));
        world.answers(OK, 300);

        for (int i = 1; i <= 7; i++) {
            small.send(lease("c" + i), world.time.instant());
        }
        assertThat(world.transcript)
                .containsExactly("0 send c1", "0 send c2", "0 release c6 for 1000", "0 release c7 for 1000");
        assertThat(small.room()).isZero();

        world.time.advance(MINUTE);
        assertThat(world.transcript).contains("300 send c3", "300 send c4", "600 send c5", "900 settle c5");
    }

    @Test
    void whatWaitedTooLongGivesItsPlaceInTheQueueToTheFresh() {
        Outbox small = new Outbox(world.ports(), world, new Outbox.Bounds(1, 1));
        world.answers(OK, 4_000);
        small.send(lease("c1"), world.time.instant());
        small.send(lease("c2"), world.time.instant());

        world.time.advance(Duration.ofMillis(3_500));
        small.send(lease("c3"), world.time.instant());
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 send c1", "3500 release c2 for 0", "4000 settle c1", "4000 send c3", "8000 settle c3");
    }

    @Test
    void aLongQueueOfLateHeadsIsClearedWithoutDeepRecursion() {
        Outbox one = new Outbox(world.ports(), world, new Outbox.Bounds(1, 10_000));
        world.answers(OK, 4_000);
        for (int i = 0; i < 10_000; i++) {
            one.send(lease("c" + i), world.time.instant());
        }

        world.time.advance(MINUTE);

        assertThat(world.slips(Slip.LATE)).isEqualTo(9_999);
    }

    @Test
    void closingSendsNothingNewAndWaitsForWhatIsUnderWay() {
        Outbox closing = new Outbox(world.ports(), world, new Outbox.Bounds(1, 10));
        world.answers(UNAVAILABLE, 200);
        closing.send(lease("c1"), world.time.instant());
        closing.send(lease("c2"), world.time.instant());

        Future<Void> closed = closing.close();
        closing.send(lease("c3"), world.time.instant());
        assertThat(closed.isComplete()).isFalse();
        world.time.advance(MINUTE);

        assertThat(closed.succeeded()).isTrue();
        assertThat(world.transcript).containsExactly("0 send c1", "0 release c2 for 0", "0 release c3 for 0");
    }

    @Test
    void anIdleOutboxClosesAtOnce() {
        assertThat(outbox.close().succeeded()).isTrue();
    }

    @Test
    void a429HoldsTheWholeAccountForAsLongAsTold() {
        world.answers(new Answer.Response(429, "10011", Duration.ofSeconds(3)), 0)
                .answers(OK, 0);
        send(lease("c1"));

        world.time.advance(Duration.ofMillis(1_999));
        send(lease("c2"));
        world.time.advance(Duration.ofMillis(1));
        send(lease("c3"));
        world.time.advance(MINUTE);

        assertThat(world.transcript)
                .containsExactly(
                        "0 send c1",
                        "0 release c1 for 3000",
                        // Longer than its lease allows: back into the store. The other waits here.
                        "1999 release c2 for 1001",
                        "3000 send c3",
                        "3000 settle c3");
    }

    @Test
    void whatIsPutOffIsDueAgainInTimeToSayThatItIsTooLate() {
        world.answers(new Answer.Response(429, "10011", Duration.ofSeconds(30)), 0);

        send(lease("c1", 1, Duration.ZERO, Duration.ofSeconds(15)));

        assertThat(world.transcript).containsExactly("0 send c1", "0 release c1 for 13000");
    }

    @Test
    void whatWaitedTogetherDoesNotComeBackTogether() {
        world.random = 0.5;
        world.answers(new Answer.Response(429, "10011", Duration.ofSeconds(3)), 0);

        send(lease("c1"));

        assertThat(world.transcript).last().isEqualTo("0 release c1 for 3500");
    }

    @Test
    void aRefusedKeyRingsOnceUntilItIsAcceptedAgain() {
        world.answers(new Answer.Response(401, "10009", null), 0)
                .answers(new Answer.Response(401, "10009", null), 0)
                .answers(OK, 0);

        send(lease("c1"));
        send(lease("c1"));
        send(lease("c1"));

        assertThat(world.signals)
                .filteredOn(OutboxSignal.KeyRefused.class::isInstance)
                .containsExactly(new OutboxSignal.KeyRefused(true), new OutboxSignal.KeyRefused(false));
    }

    private void send(Lease lease) {
        outbox.send(lease, world.time.instant());
    }
}
