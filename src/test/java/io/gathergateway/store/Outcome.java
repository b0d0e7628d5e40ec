package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** How a command ends that should fail, and when what should come comes. */
final class Outcome {
    private Outcome() {}

    /** Why it failed; it must. */
    static Reason of(CompletableFuture<?> failing) {
        try {
            failing.orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisUnavailable unavailable) {
                return unavailable.reason();
            }
            throw e;
        }
        throw new AssertionError("it succeeded");
    }

    /** Waits up to 10 s. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("it did not come true within 10 s");
            }
            Thread.onSpinWait();
        }
    }
}
