package io.gathergateway.outbox;

import static io.gathergateway.outbox.World.lease;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private static final Answer OK = new Answer.Response(200, "", null);

    private final VirtualTime time = new VirtualTime();
    private final Throttle throttle = new Throttle(64, 30);

    /** Else an overload would leave no place for commands, since who is overloaded sees every answer late. */
    @Test
    void whatWeSeeLateIsNotTelnyxsSlowness() {
        answers(Duration.ofMillis(5), Duration.ZERO);
        answers(Duration.ofMillis(400), Duration.ofMillis(395));
        assertThat(throttle.load(time.instant()).limit()).isEqualTo(56);

        answers(Duration.ofMillis(400), Duration.ZERO);
        assertThat(throttle.load(time.instant()).limit()).isEqualTo(4);
    }

    private void answers(Duration took, Duration late) {
        Held held = Held.fresh(lease("one of many"), time.instant());
        for (int round = 0; round < 60; round++) {
            int started = 0;
            for (; throttle.hasPlace(held.urgency()); started++) {
                throttle.started(held, time.instant());
            }
            time.advance(took.plusSeconds(1));
            IntStream.range(0, started)
                    .forEach(i -> throttle.ended(held, OK, time.instant().minus(took), time.instant(), late));
        }
    }
}
