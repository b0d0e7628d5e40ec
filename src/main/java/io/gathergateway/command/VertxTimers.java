package io.gathergateway.command;

import io.gathergateway.bus.LoopLag;
import io.gathergateway.outbox.Timers;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Vert.x's timers, in whole milliseconds rounded up, 1 ms at least. */
public final class VertxTimers implements Timers {
    private final Vertx vertx;
    private final LoopLag lag;

    public VertxTimers(Vertx vertx) {
        this.vertx = vertx;
        this.lag = new LoopLag(vertx);
    }

    @Override
    public Scheduled after(Duration delay, Runnable action) {
        long millis = Math.max(1, delay.plusNanos(999_999).toMillis());
        long id = vertx.setTimer(millis, fired -> action.run());
        return () -> vertx.cancelTimer(id);
    }

    @Override
    public Duration late() {
        return Duration.ofNanos(lag.nanos());
    }
}
