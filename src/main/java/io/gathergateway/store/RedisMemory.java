package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that Redis forgot what it had answered (P14): a restart without its file, a failover to a replica that lagged.
 * Each data set has a name, given at the first start, and a count that every pod raises several times a second; a name
 * that changed, or a count that fell behind what this pod was answered before, is a loss. Every pod that remembers counts
 * it. In a cluster each master is watched, in one of its shards.
 *
 * <p>What was lost between two counts is too short for this; a call that it hit tells by its version and its tokens.
 */
public final class RedisMemory {
    private static final Logger LOG = LoggerFactory.getLogger(RedisMemory.class);
    private static final Duration PACE = Duration.ofMillis(200);

    private final Vertx vertx;
    private final RedisClient redis;
    private final int shards;
    private final Counter everything;
    private final Counter latest;
    private final Map<Integer, Remembered> remembered = new HashMap<>();

    private record Remembered(String name, long count) {}

    private RedisMemory(Vertx vertx, RedisClient redis, int shards, MeterRegistry registry) {
        this.vertx = vertx;
        this.redis = redis;
        this.shards = shards;
        this.everything = counter(registry, "everything");
        this.latest = counter(registry, "latest");
    }

    private static Counter counter(MeterRegistry registry, String what) {
        return Counter.builder("gateway.redis.amnesia")
                .description("Times that Redis was found to have forgotten what it had answered")
                .tag("forgot", what)
                .register(registry);
    }

    /** Begins to watch, until the client is closed. Call on the client's event loop. */
    public static RedisMemory watch(Vertx vertx, RedisClient redis, StoreSettings settings, MeterRegistry registry) {
        RedisMemory memory = new RedisMemory(vertx, redis, settings.shards(), registry);
        memory.again();
        return memory;
    }

    private void again() {
        vertx.setTimer(
                PACE.toMillis(),
                id -> Future.join(oneOfEachMaster().values().stream()
                                .map(this::look)
                                .toList())
                        .onComplete(looked -> {
                            boolean closed = looked.failed()
                                    && looked.cause() instanceof RedisUnavailable why
                                    && why.reason() == Reason.CLOSED;
                            if (!closed) {
                                again();
                            }
                        }));
    }

    private Map<Object, Integer> oneOfEachMaster() {
        Map<Object, Integer> first = new HashMap<>();
        for (int shard = 0; shard < shards; shard++) {
            first.putIfAbsent(redis.home(SessionLayout.memory(shard)), shard);
        }
        return first;
    }

    private Future<Void> look(int shard) {
        List<String> name = List.of(UUID.randomUUID().toString());
        return redis.eval(Script.MEMORY, List.of(SessionLayout.memory(shard)), name)
                .onSuccess(answer -> compare(shard, answer))
                .mapEmpty();
    }

    private void compare(int shard, Response answer) {
        Remembered now = new Remembered(answer.get(0).toString(), answer.get(1).toLong());
        @Nullable Remembered before = remembered.put(shard, now);
        if (before == null) {
            return;
        }
        if (!now.name().equals(before.name())) {
            forgot(everything, "everything");
        } else if (now.count() <= before.count()) {
            forgot(latest, "the latest");
        }
    }

    private static void forgot(Counter counter, String what) {
        counter.increment();
        LOG.atError()
                .addKeyValue("what", what)
                .log("Redis forgot what it had answered: calls may be lost or step back");
    }
}
