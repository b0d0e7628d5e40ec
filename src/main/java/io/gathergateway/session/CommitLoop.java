package io.gathergateway.session;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.Amnesia;
import io.gathergateway.call.Attempt;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Takes one event through load, decide and commit, and again where another pod was faster. What it promises: the
 * future succeeds only when the event is dealt with for good (P2), and never applies it twice (P3).
 *
 * <p>Runs on one event loop; the events of one call come one after the other.
 */
final class CommitLoop {
    /** More conflicts in a row than two pods on one call can make; then the sender's repetition is the better way. */
    private static final int MAX_CONFLICTS = 16;

    private final SessionStore store;
    private final Decider decider;
    private final RevisionCatalog catalog;
    private final SetLookup sets;
    private final CallClock clock;
    private final SessionCache cache;
    private final Poisoned poisoned;
    private final Committed committed;
    private final Sealing sealing = new Sealing();

    CommitLoop(
            SessionStore store,
            Decider decider,
            RevisionCatalog catalog,
            SetLookup sets,
            CallClock clock,
            SessionCache cache,
            Poisoned poisoned,
            Committed committed) {
        this.store = store;
        this.decider = decider;
        this.catalog = catalog;
        this.sets = sets;
        this.clock = clock;
        this.cache = cache;
        this.poisoned = poisoned;
        this.committed = committed;
    }

    /** Takes events whose decision threw. */
    interface Poisoned {
        /** Done when the event is put aside, or cannot be, for good; fails where it must be tried again. */
        Future<Void> put(SessionEvent event, Attempt.Threw threw);
    }

    /** Told of each commit, in order; hands the leases to whoever sends. */
    interface Committed {
        void decided(SessionEvent event, Decision decision);

        /** An event without a session changed nothing, and nothing is written of it. */
        void ignored(Decision decision);

        void granted(Lease lease, Instant askedAt);

        /**
         * A session, or its newest versions, are gone from the store before the call ended (P14): this owner held it in
         * memory, or a token tells of it.
         */
        void lost(SessionEvent event);
    }

    /** Whether a call waits for an observation, as far as this owner knows or, where it does not, the store. */
    Future<Boolean> watches(SessionEvent.Webhook observation) {
        SessionCache.Known cached = cache.get(observation.key());
        Future<Boolean> atHand =
                cached == null ? Future.succeededFuture(false) : watches(cached.session(), observation);
        return atHand.compose(watches -> {
            if (watches || catalog.all().noneMatch(set -> decider.mayWatch(set, observation.event()))) {
                return Future.succeededFuture(watches);
            }
            // Another pod may have gone on with the call since.
            return store.load(observation.key())
                    .compose(stored -> stored.map(s -> watches(SessionCodec.read(s.state()), observation))
                            .orElseGet(() -> Future.succeededFuture(false)));
        });
    }

    private Future<Boolean> watches(CallSession session, SessionEvent.Webhook observation) {
        long now = clock.instant(observation.key()).toEpochMilli();
        return sets.own(session).map(set -> decider.watches(set, session, observation, now));
    }

    /** Deals with an event. Fails where the store could not say that it is written. */
    Future<Applied> apply(SessionEvent event) {
        SessionCache.Known cached = cache.get(event.key());
        // Older than its cause: another pod had the call since, or the store forgot. The store knows.
        if (cached != null && !Amnesia.isAhead(event, cached.session())) {
            return decide(event, cached.session(), cached.lastEventId(), 0);
        }
        if (event instanceof SessionEvent.Webhook webhook && webhook.opensCall()) {
            // Most likely there is no session yet; if there is, the commit brings it back.
            return decide(event, null, null, 0);
        }
        return store.load(event.key())
                .compose(stored -> decide(
                        event, stored.map(s -> SessionCodec.read(s.state())).orElse(null), null, 0));
    }

    /** {@code last} is the event that made the session, where this owner knows it. */
    private Future<Applied> decide(
            SessionEvent event, @Nullable CallSession session, @Nullable String last, int conflicts) {
        return sets.of(session, event).compose(set -> decide(set, event, session, last, conflicts));
    }

    /** Where the decision throws, the fallback stands in from here on; not before the event is put aside. */
    private Future<Applied> decide(
            FlowSet set, SessionEvent event, @Nullable CallSession session, @Nullable String last, int conflicts) {
        long at = clock.instant(event.key()).toEpochMilli();
        return switch (decider.attempt(set, session, event, at)) {
            case Attempt.Made(Decision decision) -> commit(event, session, last, conflicts, at, decision);
            case Attempt.Threw threw ->
                poisoned.put(event, threw)
                        .compose(v -> commit(
                                event,
                                session,
                                last,
                                conflicts,
                                at,
                                decider.decide(catalog.fallback(), session, event, at)));
        };
    }

    private Future<Applied> commit(
            SessionEvent event,
            @Nullable CallSession session,
            @Nullable String last,
            int conflicts,
            long at,
            Decision decided) {
        Instant now = clock.instant();
        Sealing.Line line = sealing.line(event, at, decided);
        Decision decision = line.decision();
        CallSession next = decision.next();
        if (next == null && session != null) {
            return Future.succeededFuture(Applied.IGNORED);
        }
        return store.commit(commit(event, session, last, decision, line.text()))
                .onFailure(unknown -> cache.forget(event.key()))
                .compose(result -> switch (result) {
                    case CommitResult.Committed done -> {
                        if (next == null) {
                            committed.ignored(decision);
                            yield Future.succeededFuture(Applied.IGNORED);
                        }
                        if (Amnesia.tells(session, event)) {
                            committed.lost(event);
                        }
                        cache.put(event.key(), next, event.id());
                        committed.decided(event, decision);
                        done.leases().forEach(lease -> committed.granted(lease, now));
                        yield Future.succeededFuture(decision.reason() == null ? Applied.COMMITTED : Applied.IGNORED);
                    }
                    case CommitResult.Duplicate duplicate -> Future.succeededFuture(Applied.DUPLICATE);
                    case CommitResult.Gone gone -> Future.succeededFuture(Applied.IGNORED);
                    case CommitResult.Conflict conflict -> again(event, session, conflict, conflicts + 1);
                });
    }

    private Future<Applied> again(
            SessionEvent event, @Nullable CallSession known, CommitResult.Conflict conflict, int conflicts) {
        if (conflicts > MAX_CONFLICTS) {
            cache.forget(event.key());
            return Future.failedFuture(new IllegalStateException("the session keeps changing under this event"));
        }
        CallSession stored = conflict.version() == 0 ? null : SessionCodec.read(conflict.state());
        if (known != null && (stored == null || stored.version() < known.version())) {
            cache.forget(event.key());
            // Where its token tells it too, it is counted with the commit.
            if (!Amnesia.tells(stored, event)) {
                committed.lost(event);
            }
        }
        return decide(event, stored, null, conflicts);
    }

    private static Commit commit(
            SessionEvent event,
            @Nullable CallSession session,
            @Nullable String last,
            Decision decision,
            String journal) {
        CallSession next = decision.next();
        Decision.Settled settled = decision.settled();
        return new Commit(
                event.key(),
                session == null ? 0 : session.version(),
                last,
                event.id(),
                next == null ? null : SessionCodec.write(next),
                journal,
                decision.commands(),
                decision.timers(),
                settled == null ? null : new Commit.Settled(settled.lane(), settled.commandId()),
                decision.clearedLanes(),
                decision.ended());
    }
}
