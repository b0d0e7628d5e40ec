package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.ids;
import static io.gathergateway.store.StoreFixture.newKey;
import static io.gathergateway.store.StoreFixture.superseding;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a commit does to the lanes of the outbox. */
class CommitLanesTest extends CommitFixture {
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
}
