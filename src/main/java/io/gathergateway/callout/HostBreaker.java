package io.gathergateway.callout;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.util.concurrent.TimeUnit;

/**
 * Opens when too great a share of the questions to one host fails, and lets a few probes through after a while. A
 * failure is 5xx, a reset or silence; any other status is a word of the backend's.
 *
 * <p>Driven by hand: each permission is answered by exactly one {@link #record}. Needs no thread.
 */
final class HostBreaker {
    private final CircuitBreaker breaker;
    private final Failed failed = new Failed();

    HostBreaker(String host, CalloutOptions.Breaker options) {
        breaker = CircuitBreaker.of(
                host,
                CircuitBreakerConfig.custom()
                        .slidingWindow(
                                Math.toIntExact(options.window().toSeconds()),
                                options.fewest(),
                                SlidingWindowType.TIME_BASED)
                        .failureRateThreshold(options.failureRate())
                        .waitDurationInOpenState(options.openFor())
                        .permittedNumberOfCallsInHalfOpenState(options.probes())
                        .build());
    }

    /** What an exchange says about the host. */
    enum Health {
        WELL,
        ILL,
        /** Nothing reached it, for reasons of our own. */
        UNKNOWN
    }

    /** Whether to go ahead; then {@link #record} what came of it. */
    boolean permits() {
        return breaker.tryAcquirePermission();
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
        private static final long serialVersionUID = 1L;

        Failed() {
            super("the backend failed", null, false, false);
        }
    }
}
