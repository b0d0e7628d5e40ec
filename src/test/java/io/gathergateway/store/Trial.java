package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;

import io.gathergateway.call.SessionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** New calls, one after the other, at a store that may not be there: each is committed or refused, and told in time. */
final class Trial {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Trial() {}

    /**
     * How it went.
     *
     * @param refused how many got no commit
     * @param unavailable from when the first that was refused was sent to the first commit
     * @param slowestAnswer the longest that one of them took, either way
     */
    record Recovery(int refused, Duration unavailable, Duration slowestAnswer) {}

    /** Tries until one is refused, and then until one is committed. */
    static Recovery refusedUntilCommitted(StoreFixture fixture) {
        long begin = System.nanoTime();
        long asked = begin;
        while (tryOne(fixture, StoreFixture.newKey())) {
            asked = System.nanoTime();
            if (asked - begin > PATIENCE.toNanos()) {
                throw new AssertionError("nothing was refused");
            }
        }
        Duration first = Duration.ofNanos(System.nanoTime() - asked);
        Recovery rest = untilCommitted(fixture, StoreFixture::newKey);
        return new Recovery(
                rest.refused() + 1,
                rest.unavailable().plus(first),
                first.compareTo(rest.slowestAnswer()) > 0 ? first : rest.slowestAnswer());
    }

    /** Tries until one is committed. */
    static Recovery untilCommitted(StoreFixture fixture, Supplier<SessionKey> keys) {
        long begin = System.nanoTime();
        long slowest = 0;
        int refused = 0;
        while (true) {
            long asked = System.nanoTime();
            boolean committed = tryOne(fixture, keys.get());
            slowest = Math.max(slowest, System.nanoTime() - asked);
            Duration gone = Duration.ofNanos(System.nanoTime() - begin);
            if (committed) {
                return new Recovery(refused, gone, Duration.ofNanos(slowest));
            }
            if (gone.compareTo(PATIENCE) > 0) {
                throw new AssertionError("nothing was committed for " + PATIENCE);
            }
            refused++;
            pause();
        }
    }

    private static boolean tryOne(StoreFixture fixture, SessionKey key) {
        CompletableFuture<CommitResult> commit =
                fixture.begin(() -> fixture.store.commit(draft(key, 0, "e1").make()));
        try {
            return commit.orTimeout(10, TimeUnit.SECONDS).join() instanceof CommitResult.Committed;
        } catch (CompletionException e) {
            if (e.getCause() instanceof RedisUnavailable) {
                return false;
            }
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
