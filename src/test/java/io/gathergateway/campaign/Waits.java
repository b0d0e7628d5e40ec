package io.gathergateway.campaign;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting, always with an end. */
final class Waits {
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 20;

    private Waits() {}

    static <T> T result(Future<T> future) throws Exception {
        return result(future, USUAL);
    }

    static <T> T result(Future<T> future, Duration atMost) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        until(what, USUAL, condition);
    }

    static void until(String what, Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("never came: " + what);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** As long as a fault lasts. */
    static void last(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
