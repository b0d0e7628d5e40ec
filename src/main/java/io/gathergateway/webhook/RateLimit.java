package io.gathergateway.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one through in each interval. Thread-safe. */
final class RateLimit {
    private final InstantSource clock;
    private final long intervalMillis;
    private final AtomicLong last;

    RateLimit(InstantSource clock, Duration interval) {
        this.clock = clock;
        this.intervalMillis = interval.toMillis();
        this.last = new AtomicLong(clock.millis() - intervalMillis);
    }

    boolean pass() {
        long now = clock.millis();
        long before = last.get();
        // To either side, so that a clock set back does not silence us.
        return Math.abs(now - before) >= intervalMillis && last.compareAndSet(before, now);
    }
}
