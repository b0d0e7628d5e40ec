package io.gathergateway.bus;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopLagTest {
    private static final long LATE = Duration.ofMillis(400).toNanos();
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aLoopThatIsLateIsSeenToBeAndSeenToBeInTimeAgain() throws Exception {
        Promise<Long> late = Promise.promise();
        Promise<Void> inTime = Promise.promise();
        vertx.getOrCreateContext().runOnContext(nothing -> {
            LoopLag lag = new LoopLag(vertx);
            for (long until = System.nanoTime() + LATE; System.nanoTime() < until; ) {
                Thread.onSpinWait();
            }
            vertx.setPeriodic(1, id -> {
                if (lag.nanos() > LATE / 2) {
                    late.tryComplete(lag.nanos());
                } else if (late.future().isComplete()) {
                    inTime.tryComplete();
                }
            });
        });
        assertThat(late.future().await(10, TimeUnit.SECONDS)).isGreaterThan(LATE / 2);
        inTime.future().await(10, TimeUnit.SECONDS);
    }
}
