package io.gathergateway.command;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Opens when too great a share of the requests to Telnyx fails, and lets a few probes through after a while. A failure
 * is 5xx, a reset or silence; a 4xx is a verdict and a 429 a matter of pace, so both count as health.
 *
 * <p>Driven by hand: each permission asked for is answered by exactly one {@link #record}. Needs no thread.
 */
final class TelnyxBreaker {
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(500);

    private final CircuitBreaker breaker;
    private final Duration openFor;
    private final Failed failed = new Failed();

    TelnyxBreaker(String name, CommandOptions.Breaker options, InstantSource clock) {
        openFor = options.openFor();
        CircuitBreakerConfig config = CircuitBreakerConfig.custom()
                .slidingWindow(
                        Math.toIntExact(options.window().toSeconds()), options.fewest(), SlidingWindowType.TIME_BASED)
                .failureRateThreshold(options.failureRate())
                .waitDurationInOpenState(openFor)
                .clock(clock.withZone(ZoneOffset.UTC))
                .currentTimestampFunction(at -> TimeUnit.MILLISECONDS.toNanos(at.millis()), TimeUnit.NANOSECONDS)
                .permittedNumberOfCallsInHalfOpenState(options.probes())
                .build();
        breaker = CircuitBreaker.of(name, config);
    }

    /** What an exchange says about Telnyx. */
    enum Health {
        WELL,
        ILL,
        /** Nothing reached Telnyx, for reasons of our own. */
        UNKNOWN
    }

    /** Empty: go ahead, and {@link #record} what came of it. Else how long to wait. */
    Optional<Duration> refusal() {
        if (breaker.tryAcquirePermission()) {
            return Optional.empty();
        }
        return Optional.of(breaker.getState() == State.HALF_OPEN ? BETWEEN_PROBES : openFor);
    }

    void record(Health health, long nanos) {
        switch (health) {
            case WELL -> breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
            case ILL -> breaker.onError(nanos, TimeUnit.NANOSECONDS, failed);
            case UNKNOWN -> breaker.releasePermission();
        }
    }

    /** 0 closed, 1 probing, 2 open. */
    int state() {
        return switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> 0;
            case HALF_OPEN -> 1;
            case OPEN, FORCED_OPEN -> 2;
        };
    }

    /** The breaker wants a throwable; this one carries nothing. */
    private static final class Failed extends Exception {
        Failed() {
            super("Telnyx failed", null, false, false);
        }
    }
}
