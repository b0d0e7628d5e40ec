package io.gathergateway.session;

import static io.gathergateway.call.TestCall.KEY;
import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.hungUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.Attempt;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Flows;
import io.gathergateway.call.Journal;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.TestCall;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Trap;
import io.gathergateway.store.DeadEntry;
import io.gathergateway.store.MemorySessionStore;
import io.gathergateway.store.StoreSettings;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of an event whose decision throws: put aside first, then the call takes its fallback, in one commit. */
class PoisonTest {
    private final List<RuntimeException> bugs = new ArrayList<>();
    private final List<DeadEntry> dead = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final MemorySessionStore store = new MemorySessionStore(StoreSettings.DEFAULT, () -> 0);
    private final Decider decider = new Decider(AssistantVoice.DEFAULT, bugs::add);
    private final FlowSet fallback = fallback();
    private final Trap trap = new Trap(TestCall.flows(), "test", "details");
    private Future<Void> taken = Future.succeededFuture();
    private final CommitLoop loop = loop(trap.set());

    @Test
    void theCallTakesItsFallbackAndTheEventIsPutAsideWithItsReason() {
        inTheMenu();
        SessionEvent poison = gathered("3", null, "valid", "1");
        assertThat(apply(poison)).isEqualTo(Applied.COMMITTED);

        assertThat(commands).containsExactly("answer", "gather_using_speak", "speak");
        assertThat(stored().revision()).isEqualTo(fallback.revision());
        assertThat(bugs).hasSize(1);
        assertThat(dead).singleElement().satisfies(entry -> {
            assertThat(entry.reason()).isEqualTo(DeadEntry.Reason.DECISION_THREW);
            assertThat(entry.detail())
                    .startsWith("java.lang.IllegalStateException at io.gathergateway.")
                    .doesNotContain(Trap.MESSAGE, "4711");
            assertThat(entry.call()).isEqualTo(KEY.id());
            assertThat(entry.type()).isEqualTo("call.gather.ended");
            assertThat(entry.eventId()).isEqualTo("3");
            assertThat(DeadLetters.event(entry, none -> Optional.empty())).contains(poison);
        });
    }

    @Test
    void itIsDealtWithForGoodAlsoOnceTheBugIsMended() {
        inTheMenu();
        apply(gathered("3", null, "valid", "1"));
        trap.disarm();
        assertThat(apply(gathered("3", null, "valid", "1"))).isEqualTo(Applied.DUPLICATE);
        assertThat(dead).hasSize(1);
        assertThat(Journal.replay(
                        decider,
                        Flows.among(trap.set(), fallback),
                        KEY,
                        store.journal(KEY).result(),
                        stored().journalKey()))
                .as("the journal says what was decided, whoever replays it")
                .isEqualTo(new Journal.Replay.Same());
    }

    @Test
    void nothingIsCommittedBeforeTheEventIsPutAside() {
        inTheMenu();
        long version = stored().version();
        taken = Future.failedFuture("no Redis");
        assertThat(loop.apply(gathered("3", null, "valid", "1")).failed()).isTrue();
        assertThat(stored().version()).isEqualTo(version);
        taken = Future.succeededFuture();
        assertThat(apply(gathered("3", null, "valid", "1")))
                .as("it comes again")
                .isEqualTo(Applied.COMMITTED);
    }

    @Test
    void aCallThatCannotEvenBeginIsAnsweredByTheFallback() {
        Trap first = new Trap(TestCall.flows(), "test", "menu");
        CommitLoop other = loop(first.set());
        first.arm();
        other.apply(TestCall.initiated("1"));
        assertThat(other.apply(TestCall.answered("2", LEG)).result()).isEqualTo(Applied.COMMITTED);
        assertThat(dead).hasSize(1);
        assertThat(commands).containsExactly("answer", "speak");
    }

    @Test
    void aCallWhoseFallbackThrowsTooIsHungUpAndItsTimersCannotThrowForEver() {
        Trap broken = new Trap(fallback, "gateway-fallback", "sorry");
        broken.arm();
        CommitLoop other = loop(trap.set(), broken.set());
        inTheMenu(other);
        assertThat(other.apply(gathered("3", null, "valid", "1")).result()).isEqualTo(Applied.COMMITTED);
        assertThat(commands).endsWith("hangup");
        assertThat(bugs).hasSize(2);
        assertThat(other.apply(hungUp("4", LEG, "normal_clearing")).result()).isEqualTo(Applied.COMMITTED);
        assertThat(stored().stage()).isEqualTo(CallSession.Stage.ENDED);
    }

    @Test
    void whatTheFlowCallsSensitiveIsNotKept() {
        SessionEvent event = gathered("3", null, "valid", "4711");
        DeadEntry entry = DeadLetters.of(event, new Attempt.Threw("java.lang.Error", "", true));
        assertThat(entry.event()).isEmpty();
        assertThat(entry.toString()).doesNotContain("4711");
        assertThat(DeadLetters.of(event, new Attempt.Threw("java.lang.Error", "", false))
                        .event())
                .contains("4711");
    }

    private void inTheMenu() {
        inTheMenu(loop);
    }

    private void inTheMenu(CommitLoop owner) {
        assertThat(owner.apply(TestCall.initiated("1")).result()).isEqualTo(Applied.COMMITTED);
        assertThat(owner.apply(TestCall.answered("2", LEG)).result()).isEqualTo(Applied.COMMITTED);
        trap.arm();
    }

    private Applied apply(SessionEvent event) {
        return loop.apply(event).result();
    }

    private CallSession stored() {
        return SessionCodec.read(store.load(KEY).result().orElseThrow().state());
    }

    private CommitLoop loop(FlowSet flows) {
        return loop(flows, fallback);
    }

    private CommitLoop loop(FlowSet flows, FlowSet standIn) {
        RevisionCatalog catalog = new RevisionCatalog(flows, standIn);
        SetLookup sets = new SetLookup(
                catalog,
                revision -> Future.succeededFuture(Optional.empty()),
                set -> Future.failedFuture("nothing to read"),
                (revision, outcome) -> {});
        CommitLoop.Poisoned poisoned = (event, threw) -> taken.onSuccess(v -> dead.add(DeadLetters.of(event, threw)));
        return new CommitLoop(
                store,
                decider,
                catalog,
                sets,
                CallClock.of(InstantSource.system()),
                new SessionCache(10),
                poisoned,
                new Recorder());
    }

    private static FlowSet fallback() {
        return switch (Fallback.of("Sorry.", null, null)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }

    private final class Recorder implements CommitLoop.Committed {
        @Override
        public void decided(SessionEvent event, Decision decision) {
            commands.addAll(
                    decision.commands().stream().map(OutboxCommand::name).toList());
        }

        @Override
        public void ignored(Decision decision) {}

        @Override
        public void granted(Lease lease, Instant askedAt) {}

        @Override
        public void lost(SessionEvent event) {
            throw new AssertionError("a session got lost");
        }
    }
}
