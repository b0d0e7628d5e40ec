package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gathergateway.call.SessionKey;
import io.gathergateway.store.SessionStore.Stored;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Versions, events, timers, ends: what a commit does but for its commands. */
class CommitScriptTest extends CommitFixture {
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
    void theSameVersionMadeByAnotherEventIsAConflict() {
        SessionKey key = newKey();
        fixture.committed(draft(key, 0, "e1").make());
        fixture.committed(draft(key, 1, "e2").make("{\"now\":2}"));

        assertThat(fixture.commit(after("forgotten", draft(key, 2, "e3").make())))
                .isEqualTo(new CommitResult.Conflict(2, "{\"now\":2}"));
        assertThat(fixture.commit(after("e1", draft(key, 2, "e3").make())))
                .isEqualTo(new CommitResult.Conflict(2, "{\"now\":2}"));
        assertThat(fixture.commit(after("e2", draft(key, 2, "e3").make())))
                .isEqualTo(new CommitResult.Committed(3, List.of()));
    }

    private static Commit after(String lastEventId, Commit commit) {
        return new Commit(
                commit.key(),
                commit.expectedVersion(),
                lastEventId,
                commit.eventId(),
                commit.state(),
                commit.journal(),
                commit.commands(),
                commit.timers(),
                commit.settled(),
                commit.clearedLanes(),
                commit.ended());
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
}
