package io.gathergateway.command;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The pod's clock for leases: starts at the wall clock and from then on only goes forward, at the speed of time,
 * whatever is done to the wall clock. All who ask for leases in a pod share one.
 */
public final class SteadyClock implements InstantSource {
    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
