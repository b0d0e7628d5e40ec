package io.gathergateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class InFlightTest {
    @Test
    void lessIsLetInWhereTheLoopIsLateThoughTheWorkIsQuick() {
        assertThat(limitAfter(Duration.ofSeconds(1))).isLessThan(limitAfter(Duration.ZERO));
    }

    private static double limitAfter(Duration lag) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        InFlight inFlight = new InFlight(1_000, () -> false, registry);
        for (long until = System.nanoTime() + Duration.ofSeconds(1).toNanos(); System.nanoTime() < until; ) {
            inFlight.took(1_000_000, lag.toNanos());
        }
        return registry.get("gateway.webhooks.limit").gauge().value();
    }
}
