package io.gathergateway.cli;

import io.gathergateway.command.CommandVerticle;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * The order in which a gateway ends: first what takes in, each request under way answered; then what sends, each command
 * and callout under way told to its call. Thread-safe.
 */
final class Ending {
    /** However late it is: an attempt to Telnyx may just be coming to its end. */
    private static final Duration LEAST_DRAIN = Duration.ofSeconds(1);

    private final Vertx vertx;
    private final List<String> takingIn = new CopyOnWriteArrayList<>();
    private final Map<String, CommandVerticle> sending = new ConcurrentHashMap<>();

    Ending(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A deployment that takes requests in. */
    void takesIn(String id) {
        takingIn.add(id);
    }

    /** A deployment that sends. */
    void sends(String id, CommandVerticle commands) {
        sending.put(id, commands);
    }

    /** Waits, then does the rest. Its future is of no event loop, for those are gone before it is done. */
    Future<Void> after(Duration wait, Supplier<Future<Void>> rest) {
        Promise<Void> done = Promise.promise();
        vertx.setTimer(Math.max(1, wait.toMillis()), waited -> rest.get().onComplete(done));
        return done.future();
    }

    /** Ends them; what sends may take what is left until {@code deadline}, as {@link System#nanoTime} counts. */
    Future<Void> end(long deadline) {
        return undeploy(takingIn)
                .onComplete(v -> sending.values().forEach(commands -> commands.drainFor(left(deadline))))
                .compose(v -> undeploy(sending.keySet()));
    }

    private static Duration left(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.compareTo(LEAST_DRAIN) < 0 ? LEAST_DRAIN : left;
    }

    private Future<Void> undeploy(Collection<String> ids) {
        List<Future<Void>> all = ids.stream().map(vertx::undeploy).toList();
        return Future.join(all).otherwiseEmpty().mapEmpty();
    }
}
