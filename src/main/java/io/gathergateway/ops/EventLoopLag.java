package io.gathergateway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Measures how late an event loop comes to its work: a timer asks to be called, and what it is late goes into
 * {@code gateway_event_loop_lag_seconds}. Deploy as many instances as the gateway has event loops; Vert.x gives each
 * the next loop.
 *
 * <p>Confined to its loop; the meter is shared.
 */
public final class EventLoopLag extends VerticleBase {
    private static final long INTERVAL_MILLIS = 100;

    private final Timer lag;
    private final LoopBeats.Beat beat;

    /** {@code beats} are told too, each time the loop comes to its work. */
    public EventLoopLag(MeterRegistry registry, LoopBeats beats) {
        beat = beats.next();
        lag = Timer.builder("gateway.event.loop.lag")
                .description("How late the event loops come to a timer")
                .distributionStatisticExpiry(Duration.ofMinutes(1))
                .register(registry);
    }

    @Override
    public Future<?> start() {
        beat.heard();
        next();
        return Future.succeededFuture();
    }

    /** Sets itself anew instead of repeating: a periodic timer would count one stall many times over. */
    private void next() {
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(INTERVAL_MILLIS);
        vertx.setTimer(INTERVAL_MILLIS, id -> {
            beat.heard();
            lag.record(Math.max(0, System.nanoTime() - due), TimeUnit.NANOSECONDS);
            next();
        });
    }
}
