package io.gathergateway.ops;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * When each event loop was last heard of, so that one that is blocked is noticed from another thread while it is: each
 * says so ten times a second. Thread-safe.
 */
public final class LoopBeats {
    /** Silent for longer: the pod should get no webhooks. With a beat's interval on top, noticed within 1 s. */
    static final Duration BLOCKED = Duration.ofMillis(850);

    /** Silent for longer: what blocks it will not pass, and only a new process helps. */
    static final Duration DEAD = Duration.ofSeconds(30);

    private final LongSupplier nanos;
    private final List<Beat> beats = new CopyOnWriteArrayList<>();

    public LoopBeats(MeterRegistry registry) {
        this(registry, System::nanoTime);
    }

    LoopBeats(MeterRegistry registry, LongSupplier nanos) {
        this.nanos = nanos;
        TimeGauge.builder("gateway.event.loop.silence", () -> silence().toNanos(), TimeUnit.NANOSECONDS)
                .description("How long the most silent event loop has not come to its work: over 0.85 s it is blocked")
                .register(registry);
    }

    /** One loop's. */
    final class Beat {
        /** Silent from the start on is silent as well; {@link Long#MAX_VALUE} stands for not begun. */
        private volatile long last = Long.MAX_VALUE;

        private Beat() {}

        void heard() {
            last = nanos.getAsLong();
        }
    }

    Beat next() {
        Beat beat = new Beat();
        beats.add(beat);
        return beat;
    }

    /** Whether every loop comes to its work. */
    public boolean beating() {
        return silence().compareTo(BLOCKED) < 0;
    }

    /** Whether it is worth waiting for those that do not. */
    public boolean alive() {
        return silence().compareTo(DEAD) < 0;
    }

    private Duration silence() {
        long now = nanos.getAsLong();
        long longest = 0;
        for (Beat beat : beats) {
            long last = beat.last;
            if (last != Long.MAX_VALUE) {
                longest = Math.max(longest, now - last);
            }
        }
        return Duration.ofNanos(longest);
    }
}
