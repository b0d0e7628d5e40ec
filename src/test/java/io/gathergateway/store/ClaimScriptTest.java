package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClaimScriptTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private final SessionKey key = newKey();
    private final SessionLayout layout = new SessionLayout(StoreSettings.DEFAULT.shards());
    /** Its leases run out at once: what a pod that died leaves behind. */
    private StoreFixture dead;

    private StoreFixture fixture;
    private RawRedis redis;

    @BeforeEach
    void connect() {
        dead = StoreFixture.shared(StoreFixture.DUE_AT_ONCE);
        fixture = StoreFixture.shared(StoreSettings.DEFAULT);
        redis = RedisServer.shared().connect();
    }

    @AfterEach
    void close() {
        redis.close();
        fixture.close();
        dead.close();
    }

    @Test
    void whatADeadPodLeftIsLeasedToExactlyOneOther() {
        Lease lost = dead.committed(draft(key, 0, "e1").command("leg", "c1").make())
                .leases()
                .getFirst();

        List<DueWork> work = fixture.claim(key);

        assertThat(work).singleElement().isInstanceOfSatisfying(DueWork.Command.class, command -> {
            assertThat(command.lease().commandId()).isEqualTo("c1");
            assertThat(command.lease().number()).isEqualTo(2);
            assertThat(command.lease().attempt()).isEqualTo(2);
            assertThat(command.lease().request()).isEqualTo(lost.request());
        });
        assertThat(fixture.claim(key)).isEmpty();
        // The dead pod was only slow: its lease is fenced off.
        assertThat(fixture.onLoop(() -> fixture.store.renew(lost))).isEmpty();
    }

    @Test
    void aLookTellsTheShardsWithOverdueWorkAndLeasesNothing() {
        int shard = key.shard(StoreSettings.DEFAULT.shards());
        try (RedisServer alone = RedisServer.start();
                StoreFixture store = StoreFixture.connected(alone.url(), StoreFixture.DUE_AT_ONCE)) {
            List<Integer> all =
                    IntStream.range(0, StoreSettings.DEFAULT.shards()).boxed().toList();
            assertThat(store.onLoop(() -> store.store.overdue(all))).isEmpty();

            store.committed(draft(key, 0, "e1").timer("limit", HOUR).make());
            assertThat(store.onLoop(() -> store.store.overdue(all)))
                    .as("not due yet")
                    .isEmpty();

            store.committed(draft(key, 1, "e2").command("leg", "c1").make());
            assertThat(store.onLoop(() -> store.store.overdue(all))).containsExactly(shard);
            assertThat(store.onLoop(() -> store.store.overdue(List.of((shard + 1) % 64))))
                    .isEmpty();
            assertThat(store.claim(key)).as("still there to be had").hasSize(1);
        }
    }

    @Test
    void aHeadThatWasNeverTriedIsDueToo() {
        dead.committed(draft(key, 0, "e1").command("a", "a1").command("b", "b1").make());

        assertThat(fixture.claim(key).stream()
                        .map(work -> ((DueWork.Command) work).lease().commandId()))
                .containsExactlyInAnyOrder("a1", "b1");
    }

    @Test
    void onlyTheHeadOfALaneIsDue() {
        dead.committed(
                draft(key, 0, "e1").command("leg", "c1").command("leg", "c2").make());

        assertThat(fixture.claim(key)).hasSize(1);
    }

    @Test
    void aLeaseThatHoldsIsNotDue() {
        fixture.committed(draft(key, 0, "e1").command("leg", "c1").make());

        assertThat(fixture.claim(key)).isEmpty();
    }

    @Test
    void anExpiredCommandIsHandedOutAsExpired() {
        OutboxCommand usual = StoreFixture.command("leg", "c1");
        dead.committed(draft(key, 0, "e1")
                .add(new OutboxCommand("leg", "c1", "speak", Duration.ZERO, false, usual.request()))
                .make());

        assertThat(((DueWork.Command) fixture.claim(key).getFirst()).lease().timeLeft())
                .isLessThanOrEqualTo(Duration.ZERO);
    }

    @Test
    void aDueTimerGoesToOnePodAtATimeAndStaysUntilItsEventIsCommitted() {
        fixture.committed(draft(key, 0, "e0").make());
        fixture.committed(draft(key, 1, "e1").timer("no_input", Duration.ZERO).make());

        assertThat(fixture.claim(key)).containsExactly(new DueWork.Timer(key, "no_input", 2));
        assertThat(fixture.claim(key)).isEmpty();
        redis.number("ZADD", layout.due(key), "0", "t|" + key.id() + "|no_input");
        assertThat(fixture.claim(key)).containsExactly(new DueWork.Timer(key, "no_input", 2));

        fixture.committed(draft(key, 2, "timer:no_input:2").cancel("no_input").make());
        assertThat(isDue("t|" + key.id() + "|no_input")).isFalse();
    }

    @Test
    void aTimerThatIsNotDueYetIsLeftAlone() {
        fixture.committed(draft(key, 0, "e1").timer("limit", HOUR).make());

        assertThat(fixture.claim(key)).isEmpty();
        assertThat(isDue("t|" + key.id() + "|limit")).isTrue();
    }

    @Test
    void workOfACallThatIsGoneIsForgotten() {
        dead.committed(draft(key, 0, "e1")
                .command("leg", "c1")
                .timer("t", Duration.ZERO)
                .make());
        redis.number("DEL", layout.call(key));

        assertThat(fixture.claim(key)).isEmpty();
        assertThat(isDue("c|" + key.id() + "|leg")).isFalse();
        assertThat(isDue("t|" + key.id() + "|t")).isFalse();
        assertThat(redis.number("EXISTS", layout.call(key))).isZero();
    }

    @Test
    void workWithoutItsLaneOrTimerIsForgotten() {
        fixture.committed(draft(key, 0, "e1").make());
        List<String> stale = List.of("c|" + key.id() + "|nowhere", "t|" + key.id() + "|never");
        stale.forEach(member -> redis.number("ZADD", layout.due(key), "1", member));

        assertThat(fixture.claim(key)).isEmpty();
        assertThat(stale).noneMatch(this::isDue);
    }

    @Test
    void workOfAKindThatANewerReleaseMadeIsLeftToIt() {
        String member = "x|" + key.id() + "|whatever";
        redis.number("ZADD", layout.due(key), "1", member);
        dead.committed(draft(key, 0, "e1").command("leg", "c1").make());

        assertThat(fixture.claim(key)).hasSize(1);
        assertThat(isDue(member)).isTrue();
        redis.number("ZREM", layout.due(key), member);
    }

    @Test
    void aClaimIsBounded() {
        Stream.of("a", "b", "c")
                .forEach(lane -> dead.committed(draft(key, "abc".indexOf(lane), lane)
                        .command(lane, lane + "1")
                        .make()));
        int shard = key.shard(StoreSettings.DEFAULT.shards());

        assertThat(fixture.onLoop(() -> fixture.store.claim(shard, 2))).hasSize(2);
        assertThat(fixture.onLoop(() -> fixture.store.claim(shard, 2))).isNotEmpty();
    }

    @Test
    void ofPodsThatSweepTogetherOneGetsTheWork() {
        dead.committed(draft(key, 0, "e1").command("leg", "c1").make());
        int shard = key.shard(StoreSettings.DEFAULT.shards());
        List<CompletableFuture<List<DueWork>>> sweeps = Stream.generate(
                        () -> fixture.begin(() -> fixture.store.claim(shard, 100)))
                .limit(20)
                .toList();

        assertThat(sweeps.stream()
                        .flatMap(sweep -> sweep.join().stream())
                        .filter(work -> work instanceof DueWork.Command command
                                && command.lease().key().equals(key)))
                .hasSize(1);
    }

    private boolean isDue(String member) {
        return redis.text("ZSCORE", layout.due(key), member) != null;
    }
}
