package io.gathergateway.cli;

import io.gathergateway.config.GatewayConfig;
import io.gathergateway.session.SessionVerticle;
import io.gathergateway.store.DeadList;
import io.gathergateway.store.Durability;
import io.gathergateway.store.ReconcileMark;
import io.gathergateway.store.RedisAddress;
import io.gathergateway.store.RedisClient;
import io.gathergateway.store.RedisLink;
import io.gathergateway.store.RedisMemory;
import io.gathergateway.store.RedisMetrics;
import io.gathergateway.store.RedisPreflight;
import io.gathergateway.store.RedisSessionStore;
import io.gathergateway.store.RevisionStore;
import io.gathergateway.store.SessionStore;
import io.gathergateway.store.StoreSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pod's ways to Redis: one for each event loop that asks, opened on it. */
final class Stores {
    /** So long a start waits for Redis: in a cluster both may start at once. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Stores.class);
    private static final Duration SLACK = Duration.ofHours(1);

    /** Between one look whether Redis answers and the next. */
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final Vertx vertx;
    private final RedisAddress address;
    private final RedisLink.Limits limits;
    private final Durability durability;
    private final MeterRegistry registry;
    private final RedisMetrics metrics;
    private final StoreSettings settings;
    private final List<Open> links = new CopyOnWriteArrayList<>();

    private record Open(Context loop, RedisClient redis) {}

    Stores(Vertx vertx, GatewayConfig config, MeterRegistry registry) {
        GatewayConfig.Redis redis = config.redis();
        RedisLink.Limits usual = RedisLink.Limits.DEFAULT;
        StoreSettings kept = StoreSettings.DEFAULT;
        Path authority = redis.caFile();
        Duration tombstone = kept.tombstone().compareTo(config.sessions().keepEnded()) < 0
                ? config.sessions().keepEnded()
                : kept.tombstone();
        this.vertx = vertx;
        this.address = new RedisAddress(redis.url().reveal(), authority == null ? null : authority.toString());
        this.limits = new RedisLink.Limits(redis.timeout(), redis.inFlight(), usual.firstPause(), usual.longestPause());
        this.durability = RoomOptions.durability(config);
        this.registry = registry;
        this.metrics = new RedisMetrics(registry);
        this.settings = new StoreSettings(
                kept.shards(), config.sessions().ttl(), config.sessions().keepEnded(), tombstone, kept.lease());
    }

    /** Where Redis is, without its password. */
    RedisAddress address() {
        return address;
    }

    /** How many shards there are to sweep. */
    int shards() {
        return settings.shards();
    }

    /** A store for the event loop this is called on. It is there even where Redis is not: the link tries on. */
    Future<SessionStore> open() {
        return open(redis -> new RedisSessionStore(redis, settings));
    }

    /** As {@link #open}, with the flow sets and the dead list too. */
    Future<SessionVerticle.Stores> openBoth() {
        return open(redis -> new SessionVerticle.Stores(
                new RedisSessionStore(redis, settings), revisions(redis), new DeadList(redis)));
    }

    /** What reconciling remembers. */
    Future<ReconcileMark> openMark() {
        return open(ReconcileMark::new);
    }

    /** The flow sets only. */
    Future<RevisionStore> openRevisions() {
        return open(this::revisions);
    }

    /** A flow set outlives every session that is on it, and an hour in which nobody may have kept it. */
    private RevisionStore revisions(RedisClient redis) {
        return new RevisionStore(redis, settings.idle().plus(SLACK));
    }

    private <T> Future<T> open(Function<RedisClient, T> store) {
        RedisClient redis = client();
        links.add(new Open(vertx.getOrCreateContext(), redis));
        return redis.start().transform(first -> Future.succeededFuture(store.apply(redis)));
    }

    private RedisClient client() {
        return RedisClient.of(vertx, address, limits, durability, metrics);
    }

    /** Whether Redis is what it must be; fails where it has not answered in so long. */
    Future<RedisPreflight.Verdict> check(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        Promise<RedisPreflight.Verdict> verdict = Promise.promise();
        vertx.getOrCreateContext().runOnContext(v -> check(deadline, false, verdict));
        return verdict.future();
    }

    private void check(long deadline, boolean again, Promise<RedisPreflight.Verdict> verdict) {
        RedisClient redis = client();
        redis.start()
                .compose(up -> RedisPreflight.check(redis, settings, durability))
                .onComplete(result -> {
                    redis.close();
                    if (result.succeeded() || System.nanoTime() - deadline >= 0) {
                        verdict.handle(result);
                        return;
                    }
                    if (!again) {
                        LOG.atWarn()
                                .addKeyValue("redis", address)
                                .addKeyValue("reason", result.cause().getMessage())
                                .log("Redis does not answer yet");
                    }
                    vertx.setTimer(PAUSE.toMillis(), id -> check(deadline, true, verdict));
                });
    }

    /** Watches for what Redis forgets, from now on, on an event loop of its choice. */
    void watch() {
        vertx.getOrCreateContext()
                .runOnContext(v -> open(redis -> RedisMemory.watch(vertx, redis, settings, registry)));
    }

    boolean allUp() {
        return !links.isEmpty() && links.stream().allMatch(open -> open.redis().isUp());
    }

    /** Before the verticles are undeployed: their links end with them. */
    void expectEnd() {
        links.forEach(open -> open.redis().expectEnd());
    }

    Future<Void> close() {
        List<Future<Void>> closing = new ArrayList<>();
        for (Open open : links) {
            Promise<Void> closed = Promise.promise();
            open.loop().runOnContext(v -> {
                open.redis().close();
                closed.complete();
            });
            closing.add(closed.future());
        }
        return Future.join(closing).mapEmpty();
    }
}
