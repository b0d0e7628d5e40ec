package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P14: what Redis forgot is noticed and counted, and nothing else is. */
class RedisMemoryTest {
    private static final RedisLink.Limits QUICK =
            new RedisLink.Limits(Duration.ofSeconds(1), 100, Duration.ofMillis(5), Duration.ofMillis(50));
    private static final String KEY = SessionLayout.memory(0);

    private RedisServer server;

    @BeforeEach
    void start() {
        server = RedisServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRedisThatStartsEmptyForgotEverything() {
        try (StoreFixture fixture = watching()) {
            looks(5);
            server.kill();
            server.restart();

            Outcome.await(() -> count(fixture, "everything") == 1);
            looks(5);
            assertThat(count(fixture, "everything")).isEqualTo(1);
            assertThat(count(fixture, "latest")).isZero();
        }
    }

    @Test
    void aCountThatFellBackForgotTheLatest() {
        try (StoreFixture fixture = watching();
                RawRedis redis = server.connect()) {
            looks(5);
            redis.number("HSET", KEY, "count", "2");

            Outcome.await(() -> count(fixture, "latest") == 1);
            assertThat(count(fixture, "everything")).isZero();
        }
    }

    @Test
    void aLostConnectionAndOtherPodsAreNoLoss() {
        try (StoreFixture fixture = watching();
                StoreFixture other = watching();
                RawRedis redis = server.connect()) {
            looks(5);
            redis.text("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
            looks(20);

            for (StoreFixture each : new StoreFixture[] {fixture, other}) {
                assertThat(count(each, "everything") + count(each, "latest")).isZero();
            }
        }
    }

    @Test
    void eachMasterOfAClusterIsWatched() {
        try (ClusterServers cluster = ClusterServers.start(3);
                StoreFixture fixture = StoreFixture.connected(cluster.url(), StoreSettings.DEFAULT)) {
            watch(fixture);
            for (int node = 0; node < 3; node++) {
                int lost = node;
                try (RawRedis redis = cluster.node(node).connect()) {
                    Outcome.await(() -> redis.number("DBSIZE") == 1);
                    // Time for the look to be answered, and with the answer remembered.
                    String key = redis.list("KEYS", "*").getFirst();
                    Outcome.await(() -> Long.parseLong(String.valueOf(redis.text("HGET", key, "count"))) > 2);
                    redis.text("FLUSHALL");
                    Outcome.await(() -> count(fixture, "everything") == lost + 1);
                }
            }
        }
    }

    private StoreFixture watching() {
        StoreFixture fixture = new StoreFixture(server.url(), QUICK, StoreSettings.DEFAULT);
        fixture.onLoop(fixture.link::start);
        watch(fixture);
        return fixture;
    }

    private void watch(StoreFixture fixture) {
        fixture.onLoop(() -> Future.succeededFuture(RedisMemory.watch(
                Vertx.currentContext().owner(), fixture.link, StoreSettings.DEFAULT, fixture.registry)));
    }

    /** Waits until so many more looks were taken. */
    private void looks(int more) {
        try (RawRedis redis = server.connect()) {
            long now = counted(redis);
            Outcome.await(() -> counted(redis) >= now + more);
        }
    }

    private static long counted(RawRedis redis) {
        String count = redis.text("HGET", KEY, "count");
        return count == null ? 0 : Long.parseLong(count);
    }

    private static double count(StoreFixture fixture, String what) {
        return fixture.registry
                .get("gateway.redis.amnesia")
                .tag("forgot", what)
                .counter()
                .count();
    }
}
