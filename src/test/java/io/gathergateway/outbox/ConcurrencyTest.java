package io.gathergateway.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

/** The limit finds what Telnyx bears; each step of a test is a window in which all places are used. */
class ConcurrencyTest {
    private final Concurrency concurrency = new Concurrency(64);
    private final VirtualTime time = new VirtualTime();

    @Test
    void itGrowsToItsBoundWhereMoreAtATimeIsNotSlower() {
        run(60, underWay -> 80, false);

        assertThat(concurrency.limit()).as("an eighth is kept for hang-ups").isEqualTo(56);
    }

    @Test
    void itSettlesNearWhatTelnyxWorksOnAtATime() {
        // Twenty at a time in 80 ms, and what is beyond waits for them.
        run(300, underWay -> Math.max(80, underWay * 80L / 20), false);

        assertThat(concurrency.limit()).isBetween(20, 56);
        assertThat(concurrency.limit() * 80L / 20).as("ms").isLessThanOrEqualTo(2 * 80 + 90);
    }

    @Test
    void failuresShrinkItToTheFewestAndItComesBack() {
        run(40, underWay -> 4_000, true);
        assertThat(concurrency.limit()).isEqualTo(4);

        run(60, underWay -> 80, false);
        assertThat(concurrency.limit()).isEqualTo(56);
    }

    @Test
    void whatNobodyUsesDoesNotGrow() {
        int before = concurrency.limit();
        for (int i = 0; i < 1_000; i++) {
            concurrency.admits(Urgency.FRESH);
            concurrency.started();
            time.advance(Duration.ofMillis(80));
            concurrency.ended(false, Duration.ofMillis(80), time.instant());
        }

        assertThat(concurrency.limit()).isEqualTo(before);
    }

    @Test
    void aNetworkThatBecameSlowerForGoodIsForgottenAfterTwoMinutes() {
        run(60, underWay -> 80, false);
        run(40, underWay -> 400, false);
        assertThat(concurrency.limit()).isLessThan(20);

        run(400, underWay -> 400, false);
        assertThat(concurrency.limit()).isEqualTo(56);
    }

    @Test
    void oneOfEachBoundIsPossible() {
        Concurrency one = new Concurrency(1);

        assertThat(one.admits(Urgency.FRESH)).isTrue();
        one.started();
        assertThat(one.admits(Urgency.END)).isFalse();
    }

    private void run(int windows, IntToLongFunction millis, boolean failed) {
        for (int i = 0; i < windows; i++) {
            int started = 0;
            while (concurrency.admits(Urgency.FRESH)) {
                concurrency.started();
                started++;
            }
            Duration took = Duration.ofMillis(millis.applyAsLong(started));
            for (int rounds = 0; rounds < 3; rounds++) {
                time.advance(took.plusMillis(200));
                for (int j = 0; j < started; j++) {
                    concurrency.ended(failed, took, time.instant());
                    concurrency.started();
                }
            }
            for (int j = 0; j < started; j++) {
                concurrency.ended();
            }
        }
    }
}
