package io.gathergateway.session;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.store.SessionStore;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** One owner of calls as {@link SessionVerticle} wires it, without an event bus: for the seeded simulation. */
public final class CallOwner {
    private final CommitLoop loop;
    private final CallQueue queue;

    /** Is told what was committed. */
    public interface Told {
        void decided(SessionEvent event, Decision decision);

        void granted(Lease lease, Instant askedAt);

        void lost(SessionEvent event);
    }

    /**
     * All calls are on one flow set, which is at hand.
     *
     * @param bugs is told of decisions that threw
     */
    public CallOwner(
            SessionStore store, FlowSet flows, InstantSource clock, Told told, Consumer<RuntimeException> bugs) {
        RevisionCatalog catalog = new RevisionCatalog(flows, flows);
        SetLookup sets = new SetLookup(
                catalog,
                revision -> Future.succeededFuture(Optional.empty()),
                set -> Future.failedFuture("nothing to read"),
                (revision, outcome) -> {});
        this.queue = new CallQueue(SessionOptions.DEFAULT.waitingPerCall(), SessionOptions.DEFAULT.waiting());
        this.loop = new CommitLoop(
                store,
                new Decider(AssistantVoice.DEFAULT, bugs),
                catalog,
                sets,
                CallClock.of(clock),
                new SessionCache(SessionOptions.DEFAULT.cached()),
                (event, threw) -> Future.succeededFuture(),
                new Listener(told));
    }

    /** An event, behind all earlier ones of its call. */
    public Future<Applied> apply(SessionEvent event) {
        return queue.run(event.key(), () -> loop.apply(event));
    }

    /** An observation: an event only where its call waits for it. */
    public void observe(SessionEvent.Webhook observation) {
        loop.watches(observation).onSuccess(watched -> {
            if (watched) {
                apply(observation);
            }
        });
    }

    private record Listener(Told told) implements CommitLoop.Committed {
        @Override
        public void decided(SessionEvent event, Decision decision) {
            told.decided(event, decision);
        }

        @Override
        public void ignored(Decision decision) {}

        @Override
        public void granted(Lease lease, Instant askedAt) {
            told.granted(lease, askedAt);
        }

        @Override
        public void lost(SessionEvent event) {
            told.lost(event);
        }
    }
}
