package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.ids;
import static io.gathergateway.store.StoreFixture.newKey;
import static io.gathergateway.store.StoreFixture.superseding;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.SessionStore.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommitScriptTest {
    private static final Duration HOUR = Duration.ofHours(1);

    private StoreFixture fixture;
    private RawRedis redis;
    private final SessionLayout layout = new SessionLayout(StoreSettings.DEFAULT.shards());

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

    @Test
    void theFirstCommitMakesVersionOneAndTheStateCanBeLoaded() {
        SessionKey key = newKey();

        assertThat(fixture.commit(draft(key, 0, "e1").make("{\"städte\":1}")))
                .isEqualTo(new CommitResult.Committed(1, List.of()));
        assertThat(load(key)).contains(new Stored(1, "{\"städte\":1}"));
    }

    @Test
    void aSessionThatIsNotThereLoadsAsEmpty() {
        assertThat(load(newKey())).isEmpty();
    }

    @Test
    void anEventIsAppliedOnceHoweverOftenItComes() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").make());
        fixture.committed(draft(key, 1, "e2").make());

        // To a pod that is up to date, and to one whose copy is stale: a duplicate, not a conflict.
        assertThat(fixture.commit(draft(key, 2, "e1").make())).isEqualTo(new CommitResult.Duplicate());
        assertThat(fixture.commit(draft(key, 0, "e1").make())).isEqualTo(new CommitResult.Duplicate());
        assertThat(load(key)).map(Stored::version).contains(2L);
    }

    @Test
    void aStaleVersionWritesNothingAndBringsTheStateBack() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").make("{\"now\":1}"));

        assertThat(fixture.commit(draft(key, 0, "e2")
                        .command("leg", "c1")
                        .timer("t", HOUR)
                        .make("{\"other\":1}")))
                .isEqualTo(new CommitResult.Conflict(1, "{\"now\":1}"));
        assertThat(load(key)).contains(new Stored(1, "{\"now\":1}"));
        assertThat(fields(key)).doesNotContain("e:e2", "l", "t");
        assertThat(dueMembers(key)).isEmpty();
    }

    @Test
    void aSessionThatIsGoneIsAConflictWithNoState() {
        assertThat(fixture.commit(draft(newKey(), 7, "e1").make())).isEqualTo(new CommitResult.Conflict(0, ""));
    }

    @Test
    void anIgnoredEventOfNoSessionWritesNothing() {
        SessionKey key = newKey();

        assertThat(fixture.commit(draft(key, 0, "e1").make(null))).isEqualTo(new CommitResult.Committed(0, List.of()));
        assertThat(redis.number("EXISTS", layout.call(key))).isZero();

        fixture.committed(draft(key, 0, "e1").make("{}"));
        assertThat(fixture.commit(draft(key, 0, "e2").make(null))).isEqualTo(new CommitResult.Conflict(1, "{}"));
        assertThatThrownBy(() -> fixture.commit(draft(key, 1, "e3").make(null)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFirstCommandOfALaneIsLeasedWithTheCommitThatDecidedIt() {
        SessionKey key = newKey();
        OutboxCommand command = StoreFixture.command("leg", "c1");

        CommitResult.Committed committed =
                fixture.committed(draft(key, 0, "e1").add(command).make());

        assertThat(committed.leases())
                .containsExactly(new Lease(
                        key, "leg", "c1", "speak", command.request(), 1, 1, Duration.ZERO, Duration.ofSeconds(30)));
        assertThat(dueMembers(key)).containsExactly("c|" + key.id() + "|leg");
        long score = Long.parseLong(String.valueOf(redis.text("ZSCORE", layout.due(key), "c|" + key.id() + "|leg")));
        assertThat(score - redisMillis()).isBetween(0L, 5_000L);
    }

    @Test
    void aLaneHasOneHeadAtATimeAndLanesDoNotWaitForEachOther() {
        SessionKey key = newKey();

        CommitResult.Committed committed = fixture.committed(draft(key, 0, "e1")
                .command("a", "a1")
                .command("a", "a2")
                .command("b", "b1")
                .make());
        assertThat(ids(committed.leases())).containsExactly("a1", "b1");

        assertThat(fixture.committed(draft(key, 1, "e2").command("a", "a3").make())
                        .leases())
                .isEmpty();
        assertThat(settleInTurn(key, "a", 2, "a1", "a2", "a3")).containsExactly("a2", "a3");
    }

    @Test
    void settlingGrantsTheNextHeadInTheSameCommit() {
        SessionKey key = newKey();
        fixture.committed(
                draft(key, 0, "e1").command("leg", "c1").command("leg", "c2").make());

        CommitResult.Committed committed = fixture.committed(
                draft(key, 1, "e2").settle("leg", "c1").command("leg", "c3").make());

        assertThat(ids(committed.leases())).containsExactly("c2");
        assertThat(committed.leases().getFirst().number()).isEqualTo(1);
        assertThat(committed.leases().getFirst().attempt()).isEqualTo(1);
    }

    @Test
    void settlingTheLastCommandGrantsTheOneThatTheSameCommitAppends() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").command("leg", "c1").make());

        assertThat(ids(fixture.committed(draft(key, 1, "e2")
                                .settle("leg", "c1")
                                .command("leg", "c2")
                                .make())
                        .leases()))
                .containsExactly("c2");
    }

    @Test
    void settlingWhatIsNotTheHeadChangesNothing() {
        SessionKey key = newKey();
        fixture.committed(
                draft(key, 0, "e1").command("leg", "c1").command("leg", "c2").make());

        for (String other : List.of("c2", "c0", "c", "c11")) {
            assertThat(fixture.committed(draft(key, load(key).orElseThrow().version(), "settle " + other)
                                    .settle("leg", other)
                                    .make())
                            .leases())
                    .isEmpty();
        }
        assertThat(fixture.committed(
                                draft(key, 5, "no lane").settle("nowhere", "c1").make())
                        .leases())
                .isEmpty();
        assertThat(settleInTurn(key, "leg", 6, "c1", "c2")).containsExactly("c2");
    }

    @Test
    void anEmptyLaneLeavesNothingBehind() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").command("leg", "c1").make());
        fixture.committed(draft(key, 1, "e2").settle("leg", "c1").make());

        assertThat(fields(key)).containsExactlyInAnyOrder("v", "s", "e:e1", "e:e2", "j:1", "j:2");
        assertThat(dueMembers(key)).isEmpty();
    }

    @Test
    void hangupTakesThePlaceOfEverythingUntried() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1")
                .command("leg", "tried")
                .command("leg", "waiting")
                .make());

        // The tried head may have taken effect: it stays in front until it is settled.
        assertThat(fixture.committed(draft(key, 1, "e2")
                                .add(superseding("leg", "hangup"))
                                .make())
                        .leases())
                .isEmpty();
        assertThat(settleInTurn(key, "leg", 2, "tried", "hangup")).containsExactly("hangup");
        assertThat(fields(key)).noneMatch(field -> field.startsWith("o:"));
    }

    @Test
    void hangupTakesThePlaceOfAHeadThatWasNeverTried() {
        SessionKey key = newKey();
        Lease lease = fixture.committed(draft(key, 0, "e1").command("leg", "c1").make())
                .leases()
                .getFirst();
        fixture.onLoop(() -> fixture.store.release(lease, HOUR).map(true));

        assertThat(ids(fixture.committed(draft(key, 1, "e2")
                                .command("leg", "c2")
                                .add(superseding("leg", "hangup"))
                                .command("leg", "after")
                                .make())
                        .leases()))
                .containsExactly("hangup");
        assertThat(settleInTurn(key, "leg", 2, "hangup", "after")).containsExactly("after");
    }

    @Test
    void aClearedLaneLosesEvenWhatWasSent() {
        SessionKey key = newKey();
        Lease sent = fixture.committed(draft(key, 0, "e1")
                        .command("leg", "c1")
                        .command("leg", "c2")
                        .command("other", "o1")
                        .make())
                .leases()
                .getFirst();

        assertThat(ids(fixture.committed(draft(key, 1, "e2")
                                .clear("leg")
                                .clear("nowhere")
                                .command("leg", "c3")
                                .make())
                        .leases()))
                .containsExactly("c3");
        // The old lease has the number of the new one, but it is of another command.
        assertThat(fixture.onLoop(() -> fixture.store.renew(sent))).isEmpty();
        assertThat(settleInTurn(key, "leg", 2, "c3")).isEmpty();
        assertThat(dueMembers(key)).containsExactly("c|" + key.id() + "|other");
    }

    @Test
    void timersAreSetSetAnewAndCancelledWithTheDecision() {
        SessionKey key = newKey();
        fixture.committed(
                draft(key, 0, "e1").timer("answer", HOUR).timer("limit", HOUR).make());
        assertThat(dueMembers(key)).containsExactlyInAnyOrder("t|" + key.id() + "|answer", "t|" + key.id() + "|limit");
        assertThat(redis.text("HGET", layout.call(key), "t"))
                .contains("answer 1\n")
                .contains("limit 1\n");

        fixture.committed(draft(key, 1, "e2")
                .timer("answer", Duration.ofMinutes(1))
                .cancel("limit")
                .cancel("unknown")
                .make());

        assertThat(redis.text("HGET", layout.call(key), "t")).isEqualTo("answer 2\n");
        assertThat(dueMembers(key)).containsExactly("t|" + key.id() + "|answer");
        long score = Long.parseLong(String.valueOf(redis.text("ZSCORE", layout.due(key), "t|" + key.id() + "|answer")));
        assertThat(score - redisMillis()).isBetween(50_000L, 60_000L);

        // The last change of a name in one commit holds.
        fixture.committed(
                draft(key, 2, "e3").cancel("answer").timer("answer", HOUR).make());
        assertThat(redis.text("HGET", layout.call(key), "t")).isEqualTo("answer 3\n");
        fixture.committed(
                draft(key, 3, "e4").timer("answer", HOUR).cancel("answer").make());
        assertThat(fields(key)).doesNotContain("t");
        assertThat(dueMembers(key)).isEmpty();
    }

    @Test
    void anEndedCallKeepsItsStateForAWhileAndNoWork() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1")
                .command("a", "a1")
                .command("a", "a2")
                .command("b", "b1")
                .timer("limit", HOUR)
                .make());

        assertThat(fixture.committed(
                                draft(key, 1, "e2").timer("late", HOUR).end().make("{\"ended\":true}"))
                        .leases())
                .isEmpty();

        assertThat(load(key)).contains(new Stored(2, "{\"ended\":true}"));
        assertThat(fields(key)).containsExactlyInAnyOrder("v", "s", "e:e1", "e:e2", "j:1", "j:2");
        assertThat(dueMembers(key)).isEmpty();
        assertThat(redis.number("PTTL", layout.call(key))).isBetween(3_590_000L, 3_600_000L);
        assertThat(redis.number("PTTL", layout.tombstone(key))).isBetween(86_390_000L, 86_400_000L);
    }

    @Test
    void aCommandOfTheLastCommitIsStillSent() {
        SessionKey key = newKey();
        fixture.committed(
                draft(key, 0, "e1").command("a", "a1").command("b", "b1").make());

        assertThat(ids(fixture.committed(draft(key, 1, "e2")
                                .command("report", "r1")
                                .end()
                                .make())
                        .leases()))
                .containsExactly("r1");
        assertThat(dueMembers(key)).containsExactly("c|" + key.id() + "|report");
    }

    @Test
    void aTombstoneAbsorbsLateWebhooks() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").end().make());
        // While the state is there, late events are decided on it.
        fixture.committed(draft(key, 1, "e2").end().make());
        redis.number("DEL", layout.call(key));

        assertThat(fixture.commit(draft(key, 0, "e3").make())).isEqualTo(new CommitResult.Gone());
        assertThat(fixture.commit(draft(key, 2, "e3").make())).isEqualTo(new CommitResult.Gone());
        assertThat(fixture.commit(draft(key, 0, "e3").make(null))).isEqualTo(new CommitResult.Gone());
        assertThat(redis.number("EXISTS", layout.call(key))).isZero();
    }

    @Test
    void aLiveSessionLastsADayFromItsLastCommit() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").make());
        redis.number("PEXPIRE", layout.call(key), "5000");
        fixture.committed(draft(key, 1, "e2").make());

        assertThat(redis.number("PTTL", layout.call(key))).isBetween(86_390_000L, 86_400_000L);
    }

    @Test
    void ofRacingCommitsOnOneVersionExactlyOneIsCommitted() {
        SessionKey key = newKey();
        try (StoreFixture other = StoreFixture.shared(StoreSettings.DEFAULT)) {
            List<CompletableFuture<CommitResult>> racing = IntStream.range(0, 100)
                    .mapToObj(i -> {
                        StoreFixture pod = i % 2 == 0 ? fixture : other;
                        Commit commit =
                                draft(key, 0, "e" + i).command("leg", "c" + i).make();
                        return pod.begin(() -> pod.store.commit(commit));
                    })
                    .toList();

            List<CommitResult> results =
                    racing.stream().map(CompletableFuture::join).toList();

            assertThat(results).hasSize(100);
            assertThat(results)
                    .filteredOn(CommitResult.Committed.class::isInstance)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(CommitResult.Conflict.class::isInstance)
                    .hasSize(99)
                    .allMatch(result -> ((CommitResult.Conflict) result).version() == 1);
        }
    }

    private Optional<Stored> load(SessionKey key) {
        return fixture.onLoop(() -> fixture.store.load(key));
    }

    /** Settles these commands one after the other, and gives back what each settling leased. */
    private List<String> settleInTurn(SessionKey key, String lane, long version, String... commands) {
        return IntStream.range(0, commands.length)
                .boxed()
                .flatMap(i -> ids(fixture.committed(draft(key, version + i, "settled " + commands[i] + i)
                                .settle(lane, commands[i])
                                .make())
                        .leases()))
                .toList();
    }

    private List<String> fields(SessionKey key) {
        return redis.list("HKEYS", layout.call(key));
    }

    private List<String> dueMembers(SessionKey key) {
        return redis.list("ZRANGE", layout.due(key), "0", "-1").stream()
                .filter(member -> member.contains(key.id()))
                .toList();
    }

    private long redisMillis() {
        List<String> time = redis.list("TIME");
        return Long.parseLong(time.get(0)) * 1_000 + Long.parseLong(time.get(1)) / 1_000;
    }
}
