package io.gathergateway.webhook;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Bounds the webhooks at work in all instances together, by number, by bytes held and by what memory is left (P11).
 * Shared, so that it matters nothing which loops the connections came to. Thread-safe.
 */
final class InFlight {
    /** A body is held from its first byte until it is parsed; a usual one has 1 to 2 KiB. */
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private static final int SHARE_OF_HEAP = 8;

    private final BooleanSupplier memoryShort;
    private final AdaptiveLimit adaptive;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final long mostBytes = Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    private volatile int limit;

    /** How a webhook was let in, or not. */
    enum Entry {
        ADMITTED,
        TOO_MANY,
        MEMORY_SHORT
    }

    /**
     * @param most that the limit may grow to
     * @param memoryShort whether the process is short of memory; cheap, from any thread
     */
    InFlight(int most, BooleanSupplier memoryShort, MeterRegistry registry) {
        this.memoryShort = memoryShort;
        this.adaptive = new AdaptiveLimit(most, System.nanoTime());
        this.limit = adaptive.get();
        Gauge.builder("gateway.webhooks.in.flight", count, AtomicInteger::get)
                .description("Webhooks at work")
                .register(registry);
        Gauge.builder("gateway.webhooks.limit", this, self -> self.limit)
                .description("Webhooks that may be at work at once, as found from how long they take")
                .register(registry);
    }

    /** Whether there is a place, before a body is read. Nobody has one by a body that does not come. */
    Entry ask() {
        if (memoryShort.getAsBoolean()) {
            return Entry.MEMORY_SHORT;
        }
        return count.get() < limit ? Entry.ADMITTED : tooMany();
    }

    /** With its body. Each webhook admitted is to {@link #leave}. */
    Entry enter() {
        if (memoryShort.getAsBoolean()) {
            return Entry.MEMORY_SHORT;
        }
        if (count.incrementAndGet() > limit) {
            count.decrementAndGet();
            return tooMany();
        }
        return Entry.ADMITTED;
    }

    private Entry tooMany() {
        synchronized (adaptive) {
            adaptive.held();
        }
        return Entry.TOO_MANY;
    }

    void leave() {
        count.decrementAndGet();
    }

    /** The owner of a call took so long over one, which had waited about {@code lag} before it was read. */
    void took(long nanos, long lag) {
        synchronized (adaptive) {
            adaptive.sample(nanos, lag, System.nanoTime());
            limit = adaptive.get();
        }
    }

    boolean hold(int more) {
        if (bytes.addAndGet(more) > mostBytes) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    void release(int held) {
        bytes.addAndGet(-held);
    }
}
