package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.store.RedisPreflight.Verdict;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisPreflightTest {
    private static final StoreSettings USUAL = StoreSettings.DEFAULT;
    private static final StoreSettings OTHER =
            new StoreSettings(32, USUAL.idle(), USUAL.retention(), USUAL.tombstone(), USUAL.lease());

    private static final List<String> KEEPS_ALL = List.of(
            "maxmemory-policy noeviction",
            "appendonly yes",
            "appendfsync always",
            "no-appendfsync-on-rewrite no",
            "min-replicas-to-write 1");

    private static RedisServer server;
    private static RawRedis redis;
    private static StoreFixture fixture;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
        redis = server.connect();
        redis.text("SET", "gateway:shards", String.valueOf(USUAL.shards()));
        fixture = StoreFixture.connected(server.url(), USUAL);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        redis.close();
        server.close();
    }

    @Test
    void theFirstStartFixesTheNumberOfShards() {
        try (RedisServer empty = RedisServer.start();
                StoreFixture fixture = StoreFixture.connected(empty.url(), USUAL)) {
            Stream.of(1, 2)
                    .forEach(start -> assertThat(
                                    fixture.onLoop(() -> RedisPreflight.check(fixture.link, USUAL, Durability.MEMORY)))
                            .isInstanceOf(Verdict.Ready.class));

            assertThat(fixture.onLoop(() -> RedisPreflight.check(fixture.link, OTHER, Durability.MEMORY)))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("64", "32", "Configure 64"));
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "MEMORY  | maxmemory-policy allkeys-lru | Set maxmemory-policy noeviction",
                "REPLICA | maxmemory-policy volatile-ttl | Set maxmemory-policy noeviction",
                "SECOND  | appendonly no | Set appendonly yes",
                "SECOND  | appendfsync no | Set appendfsync everysec",
                "DISK    | appendonly no | Set appendonly yes",
                "DISK    | appendfsync everysec | Set appendfsync always",
                "DISK    | no-appendfsync-on-rewrite yes | Set no-appendfsync-on-rewrite no",
                "REPLICA | appendonly no | Set appendonly yes",
                "REPLICA | appendfsync no | Set appendfsync everysec",
                "REPLICA | min-replicas-to-write 0 | Set min-replicas-to-write 1"
            })
    void whatRedisDoesNotKeepIsRefusedWithTheCure(Durability asked, String setting, String cure) {
        String[] changed = setting.split(" ", -1);
        for (String each : KEEPS_ALL) {
            redis.text(("CONFIG SET " + each).split(" ", -1));
        }
        assertThat(check(asked))
                .isInstanceOfSatisfying(
                        Verdict.Ready.class, ready -> assertThat(ready.untold()).isEmpty());

        redis.text("CONFIG", "SET", changed[0], changed[1]);

        assertThat(check(asked))
                .isInstanceOfSatisfying(
                        Verdict.Refused.class,
                        refused -> assertThat(refused.problems())
                                .singleElement()
                                .asString()
                                .contains("Redis has " + setting, cure));
        if (!changed[0].equals("maxmemory-policy")) {
            assertThat(check(Durability.MEMORY)).isInstanceOf(Verdict.Ready.class);
        }
    }

    @Test
    void whereConfigIsForbiddenWhatInfoTellsCountsAndTheRestIsNamed() {
        redis.text("ACL", "SETUSER", "gateway", "on", ">pw", "~*", "&*", "+@all", "-config", "-role");
        try (StoreFixture limited = StoreFixture.connected("redis://gateway:pw@127.0.0.1:" + server.port(), USUAL)) {
            redis.text("CONFIG", "SET", "maxmemory-policy", "noeviction");
            redis.text("CONFIG", "SET", "appendonly", "yes");
            assertThat(limited.onLoop(() -> RedisPreflight.check(limited.link, USUAL, Durability.DISK)))
                    .isInstanceOfSatisfying(
                            Verdict.Ready.class,
                            ready -> assertThat(ready.untold())
                                    .containsExactly("appendfsync", "no-appendfsync-on-rewrite"));

            redis.text("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
            redis.text("CONFIG", "SET", "appendonly", "no");
            assertThat(limited.onLoop(() -> RedisPreflight.check(limited.link, USUAL, Durability.DISK)))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.problems()).hasSize(2));
        }
    }

    private static Verdict check(Durability asked) {
        return fixture.onLoop(() -> RedisPreflight.check(fixture.link, USUAL, asked));
    }

    @ParameterizedTest
    @CsvSource({
        "6.2.0,   true",
        "6.2.11,  true",
        "7.0.15,  true",
        "8.2.1,   true",
        "6.0.16,  false",
        "5.0.14,  false",
        "'', false"
    })
    void whatIsOlderThanTheScriptsNeedIsRefused(String version, boolean taken) {
        assertThat(RedisPreflight.versionProblem(version).isEmpty()).isEqualTo(taken);
    }
}
