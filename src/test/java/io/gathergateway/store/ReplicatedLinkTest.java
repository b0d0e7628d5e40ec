package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionKey;
import io.gathergateway.store.RedisUnavailable.Reason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Durability {@code replica}: what is committed is on the replica. */
class ReplicatedLinkTest {
    private static final SessionLayout LAYOUT = new SessionLayout(StoreSettings.DEFAULT.shards());
    private static final RedisLink.Limits LIMITS =
            new RedisLink.Limits(Duration.ofSeconds(1), 2_000, Duration.ofMillis(5), Duration.ofMillis(50));

    private RedisServer master;
    private RedisServer replica;
    private StoreFixture fixture;

    @BeforeEach
    void start() {
        master = RedisServer.start("--repl-diskless-sync-delay", "0");
        replica = RedisServer.start("--replicaof", "127.0.0.1", String.valueOf(master.port()));
        try (RawRedis redis = master.connect()) {
            Outcome.await(
                    () -> String.valueOf(redis.text("INFO", "replication")).contains("state=online"));
        }
        fixture = new StoreFixture(RedisAddress.of(master.url()), LIMITS, StoreSettings.DEFAULT, Durability.REPLICA);
        fixture.onLoop(fixture.link::start);
    }

    @AfterEach
    void stop() {
        fixture.close();
        replica.thaw();
        replica.close();
        master.close();
    }

    @Test
    void whatIsCommittedIsOnTheReplicaToo() {
        try (RawRedis second = replica.connect()) {
            for (int i = 0; i < 50; i++) {
                SessionKey key = newKey();
                fixture.committed(draft(key, 0, "e1").make());
                assertThat(second.number("EXISTS", LAYOUT.call(key))).isEqualTo(1);
            }
        }
    }

    @Test
    void manyCommitsShareOneWait() {
        fixture.committed(draft(newKey(), 0, "e1").make());
        List<CompletableFuture<CommitResult>> commits = Stream.generate(() -> fixture.begin(
                        () -> fixture.store.commit(draft(newKey(), 0, "e1").make())))
                .limit(500)
                .toList();
        assertThat(commits.stream().map(CompletableFuture::join)).allMatch(CommitResult.Committed.class::isInstance);
        try (RawRedis redis = master.connect()) {
            assertThat(redis.text("INFO", "commandstats")).containsPattern("cmdstat_wait:calls=\\d{1,2},");
        }
    }

    @Test
    void withoutTheReplicaNothingIsCommittedNotEvenWhatIsFoundThereAndReadingGoesOn() {
        fixture.committed(draft(newKey(), 0, "e1").make());
        SessionKey key = newKey();
        Commit commit = draft(key, 0, "e1").make();
        replica.freeze();

        CompletableFuture<CommitResult> unconfirmed = fixture.begin(() -> fixture.store.commit(commit));
        assertThat(fixture.onLoop(() -> fixture.get("k"))).isEqualTo("null");
        assertThat(unconfirmed).as("reading does not wait for the replica").isNotDone();
        assertThat(Outcome.of(unconfirmed)).isEqualTo(Reason.NOT_KEPT);
        // The master has it: repeated it is a duplicate, on a new connection too, but still nobody else has it.
        assertThat(Outcome.of(fixture.begin(() -> fixture.store.commit(commit))))
                .isEqualTo(Reason.NOT_KEPT);
        try (StoreFixture another =
                new StoreFixture(RedisAddress.of(master.url()), LIMITS, StoreSettings.DEFAULT, Durability.REPLICA)) {
            another.onLoop(another.link::start);
            assertThat(Outcome.of(another.begin(() -> another.store.commit(commit))))
                    .isEqualTo(Reason.NOT_KEPT);
        }

        replica.thaw();
        assertThat(fixture.commit(commit)).isInstanceOf(CommitResult.Duplicate.class);
    }
}
