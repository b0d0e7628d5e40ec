package io.gathergateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopLagTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @Test
    void aStalledLoopShowsAsLag() throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        try {
            vertx.deployVerticle(() -> new EventLoopLag(registry, new LoopBeats(registry)), new DeploymentOptions())
                    .await(10, TimeUnit.SECONDS);
            Promise<Void> stalled = Promise.promise();
            vertx.runOnContext(v -> {
                long until = System.nanoTime() + Duration.ofMillis(400).toNanos();
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
                // Behind the overdue timer, on the same loop: it has measured when this runs.
                vertx.setTimer(50, id -> stalled.complete());
            });
            stalled.future().await(10, TimeUnit.SECONDS);

            Timer lag = registry.get("gateway.event.loop.lag").timer();
            assertThat(lag.max(TimeUnit.MILLISECONDS)).isGreaterThan(200);
        } finally {
            vertx.close().await(10, TimeUnit.SECONDS);
        }
    }
}
