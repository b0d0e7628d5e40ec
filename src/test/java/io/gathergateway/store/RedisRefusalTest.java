package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.store.RedisUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Redis that answers and does not keep: nothing counts as committed, and it goes on by itself once Redis can. */
class RedisRefusalTest {
    private static final RedisLink.Limits QUICK =
            new RedisLink.Limits(Duration.ofSeconds(1), 10, Duration.ofMillis(5), Duration.ofMillis(50));

    @Test
    void outOfMemoryIsNotKeptAndReadingGoesOn() {
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = quick(server)) {
            fixture.committed(draft(newKey(), 0, "e1").make());
            redis.text("CONFIG", "SET", "maxmemory", "1");

            assertThat(Outcome.of(commit(fixture))).isEqualTo(Reason.NOT_KEPT);
            assertThat(fixture.onLoop(() -> fixture.get("k"))).isEqualTo("null");
            assertThat(fixture.link.isUp()).isTrue();

            redis.text("CONFIG", "SET", "maxmemory", "0");
            fixture.committed(draft(newKey(), 0, "e1").make());
        }
    }

    /** As when the disk is full: the snapshot cannot be put in its place. */
    @Test
    void aSnapshotThatFailedIsNotKept() throws IOException {
        try (RedisServer server = RedisServer.start("--save", "3600", "1000000");
                RawRedis redis = server.connect();
                StoreFixture fixture = quick(server)) {
            fixture.committed(draft(newKey(), 0, "e1").make());
            Path inTheWay = Path.of(redis.list("CONFIG", "GET", "dir").get(1), "dump.rdb");
            Files.createDirectory(inTheWay);
            save(redis, "err");

            assertThat(Outcome.of(commit(fixture))).isEqualTo(Reason.NOT_KEPT);

            Files.delete(inTheWay);
            save(redis, "ok");
            fixture.committed(draft(newKey(), 0, "e1").make());
        }
    }

    @Test
    void aMasterThatBecameAReplicaIsLeftUntilItIsOneAgain() {
        try (RedisServer server = RedisServer.start();
                RedisServer other = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = quick(server)) {
            fixture.committed(draft(newKey(), 0, "e1").make());
            redis.text("REPLICAOF", "127.0.0.1", String.valueOf(other.port()));

            assertThat(Outcome.of(commit(fixture))).isEqualTo(Reason.READ_ONLY);
            Outcome.await(() -> !fixture.link.isUp());
            assertThat(Outcome.of(commit(fixture))).isEqualTo(Reason.DISCONNECTED);

            redis.text("REPLICAOF", "NO", "ONE");
            Outcome.await(fixture.link::isUp);
            fixture.committed(draft(newKey(), 0, "e1").make());
        }
    }

    /** The forms these have in scripts, up to 6.2 and since, and outside of them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OOM command not allowed when used memory > 'maxmemory'. | NOT_KEPT",
                "ERR Error running script (call to f_1): @user_script:7: @user_script: 7: -OOM command … | NOT_KEPT",
                "MISCONF Redis is configured to save RDB snapshots, but … | NOT_KEPT",
                "NOREPLICAS Not enough good replicas to write. | NOT_KEPT",
                "READONLY You can't write against a read only replica. | READ_ONLY",
                "ERR Error running script (call to f_1): @user_script:7: @user_script: 7: -READONLY You … | READ_ONLY",
                "MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'. | READ_ONLY",
                "LOADING Redis is loading the dataset in memory | NOT_READY",
                "BUSY Redis is busy running a script. | NOT_READY",
                "CLUSTERDOWN The cluster is down | NOT_READY",
                "TRYAGAIN Multiple keys request during rehashing of slot | NOT_READY"
            })
    void whatPassesIsToldFromWhatDoesNot(String reply, Reason reason) {
        assertThat(RedisError.of(reply))
                .isInstanceOfSatisfying(
                        RedisUnavailable.class,
                        passing -> assertThat(passing.reason()).isEqualTo(reason));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ERR value is not an integer: LOADING",
                "WRONGTYPE Operation against a key holding the wrong kind of value",
                "NOPERM this user has no permissions to run the 'evalsha' command",
                "BUSYKEY Target key name already exists.",
                "ERR Error running script (call to f_1): @user_script:7: user_script:7: attempt to index OOM"
            })
    void whatDoesNotPassIsAnError(String reply) {
        assertThat(RedisError.of(reply)).isInstanceOf(RedisError.class);
    }

    private static StoreFixture quick(RedisServer server) {
        StoreFixture fixture = new StoreFixture(server.url(), QUICK, StoreSettings.DEFAULT);
        fixture.onLoop(fixture.link::start);
        return fixture;
    }

    private static CompletableFuture<CommitResult> commit(StoreFixture fixture) {
        return fixture.begin(() -> fixture.store.commit(draft(newKey(), 0, "e1").make()));
    }

    private static void save(RawRedis redis, String status) {
        redis.text("BGSAVE");
        Outcome.await(
                () -> String.valueOf(redis.text("INFO", "persistence")).contains("rdb_last_bgsave_status:" + status));
    }
}
