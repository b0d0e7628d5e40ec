package io.gathergateway.session;

import static io.gathergateway.call.TestCall.KEY;
import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.pressed;
import static io.gathergateway.flow.Written.PLAIN;
import static io.gathergateway.flow.Written.flow;
import static io.gathergateway.flow.Written.say;
import static io.gathergateway.flow.Written.set;
import static io.gathergateway.flow.Written.variable;
import static io.gathergateway.flow.Written.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Flows;
import io.gathergateway.call.Journal;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.TestCall;
import io.gathergateway.flow.Digits;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Retries;
import io.gathergateway.flow.Step;
import io.gathergateway.store.MemorySessionStore;
import io.gathergateway.store.StoreSettings;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is written of a decision, and which observations find their call, on a store in memory. */
class CommitLoopTest {
    private static final String PIN = "4711";

    private final MemorySessionStore store = new MemorySessionStore(StoreSettings.DEFAULT, () -> 0);
    private final Decider decider = new Decider(AssistantVoice.DEFAULT, TestCall.noBugs());
    private final FlowSet flows = flows();
    private final RevisionCatalog catalog = new RevisionCatalog(flows, flows);
    private final CommitLoop loop = loop();

    @Test
    void whatIsSensitiveIsSealedInTheJournalUnderAKeyThatGoesWithIt() {
        apply(TestCall.initiated("1"));
        apply(TestCall.answered("2", LEG));
        apply(gathered("3", null, "valid", PIN));
        String journalKey = stored().journalKey();
        assertThat(journalKey).isNotNull();
        assertThat(journal()).allSatisfy(line -> assertThat(line).doesNotContain(PIN));
        assertThat(Journal.replay(decider, Flows.among(flows), KEY, journal(), journalKey))
                .isEqualTo(new Journal.Replay.Same());

        apply(TestCall.hungUp("4", LEG, "normal_clearing"));
        assertThat(SessionCodec.write(stored())).doesNotContain(PIN, journalKey);
        assertThat(Journal.replay(decider, Flows.among(flows), KEY, journal(), null))
                .isEqualTo(new Journal.Replay.Sealed(3));
    }

    @Test
    void anObservationThatTheStepWaitsForFindsItsCallOnAnyPod() {
        CommitLoop other = loop();
        apply(TestCall.initiated("1"));
        apply(TestCall.answered("2", LEG));
        assertThat(other.watches(pressed("3", "#")).result())
                .as("a gather hears its keys itself")
                .isFalse();
        apply(gathered("4", null, "valid", PIN));
        assertThat(loop.watches(pressed("5", "1")).result()).isFalse();
        assertThat(loop.watches(pressed("5", "#")).result()).isTrue();
        assertThat(other.watches(pressed("5", "#")).result())
                .as("a pod that does not hold the session")
                .isTrue();
        assertThat(other.apply(pressed("5", "#")).result()).isEqualTo(Applied.COMMITTED);
        assertThat(loop.apply(pressed("5", "#")).result()).isEqualTo(Applied.DUPLICATE);
    }

    private void apply(SessionEvent event) {
        assertThat(loop.apply(event).result()).isEqualTo(Applied.COMMITTED);
    }

    private CallSession stored() {
        return SessionCodec.read(store.load(KEY).result().orElseThrow().state());
    }

    private List<String> journal() {
        return store.journal(KEY).result();
    }

    private CommitLoop loop() {
        SetLookup sets = new SetLookup(
                catalog,
                revision -> Future.succeededFuture(Optional.empty()),
                set -> Future.failedFuture("nothing to read"),
                (revision, outcome) -> {
                    throw new AssertionError("a set that is at hand was searched");
                });
        return new CommitLoop(
                store,
                decider,
                catalog,
                sets,
                CallClock.of(InstantSource.system()),
                new SessionCache(10),
                (event, threw) -> Future.failedFuture(new AssertionError("a decision threw")),
                new Nobody());
    }

    private static FlowSet flows() {
        Step.Gather pin = new Step.Gather(
                "pin",
                say("Your PIN?"),
                new Retries(3, List.of(), List.of()),
                new Digits(4, 4, "0123456789", "#"),
                Duration.ofSeconds(6),
                Duration.ofSeconds(4),
                null,
                "pin",
                true,
                Map.of(),
                PLAIN,
                ways("next: record", "exhausted: bye", "failed: bye"));
        Step.RecordVoice record = new Step.RecordVoice(
                "record",
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                "#",
                null,
                PLAIN,
                ways("next: bye", "failed: bye"));
        return set(
                flow("test", null, List.of(variable("pin", null, true)), pin, record, new Step.Hangup("bye", PLAIN)));
    }

    /** Nobody is told. */
    private static final class Nobody implements CommitLoop.Committed {
        @Override
        public void decided(SessionEvent event, Decision decision) {}

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
