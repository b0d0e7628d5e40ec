package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.ids;

import io.gathergateway.call.SessionKey;
import io.gathergateway.store.SessionStore.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The shared Redis, and what tests of the commit script look at in it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CommitFixture {
    static final Duration HOUR = Duration.ofHours(1);

    final SessionLayout layout = new SessionLayout(StoreSettings.DEFAULT.shards());
    StoreFixture fixture;
    RawRedis redis;

    @BeforeAll
    void connect() {
        fixture = StoreFixture.shared(StoreSettings.DEFAULT);
        redis = RedisServer.shared().connect();
    }

    @AfterAll
    void close() {
        redis.close();
        fixture.close();
    }

    Optional<Stored> load(SessionKey key) {
        return fixture.onLoop(() -> fixture.store.load(key));
    }

    /** Settles these commands one after the other, and gives back what each settling leased. */
    List<String> settleInTurn(SessionKey key, String lane, long version, String... commands) {
        return IntStream.range(0, commands.length)
                .boxed()
                .flatMap(i -> ids(fixture.committed(draft(key, version + i, "settled " + commands[i] + i)
                                .settle(lane, commands[i])
                                .make())
                        .leases()))
                .toList();
    }

    List<String> fields(SessionKey key) {
        return redis.list("HKEYS", layout.call(key));
    }

    List<String> dueMembers(SessionKey key) {
        return redis.list("ZRANGE", layout.due(key), "0", "-1").stream()
                .filter(member -> member.contains(key.id()))
                .toList();
    }

    long redisMillis() {
        List<String> time = redis.list("TIME");
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }
}
