package io.gathergateway.session;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
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
    private final InstantSource clock;
    private final BiFunction<SessionKey, Instant, Instant> time;
    private final SessionCache cache;
    private final Committed committed;
    private final Sealing sealing = new Sealing();

    /** {@code time} says what time it is in a call, by the clock's now; decisions alone go by it. */
    CommitLoop(
            SessionStore store,
            Decider decider,
            InstantSource clock,
            BiFunction<SessionKey, Instant, Instant> time,
            SessionCache cache,
            Committed committed) {
        this.store = store;
        this.decider = decider;
        this.clock = clock;
        this.time = time;
        this.cache = cache;
        this.committed = committed;
    }

    /** Told of each commit, in order; hands the leases to whoever sends. */
    interface Committed {
        void decided(SessionEvent event, Decision decision);

        /** An event without a session changed nothing, and nothing is written of it. */
        void ignored(Decision decision);

        void granted(Lease lease, Instant askedAt);

        /** A session this owner held in memory is gone from the store, before the call ended (P14). */
        void lost(SessionEvent event);
    }

    /** Whether a call waits for an observation, as far as this owner knows or, where it does not, the store. */
    Future<Boolean> watches(SessionEvent.Webhook observation) {
        long now = time.apply(observation.key(), clock.instant()).toEpochMilli();
        CallSession cached = cache.get(observation.key());
        if (cached != null && decider.watches(cached, observation, now)) {
            return Future.succeededFuture(true);
        }
        if (!decider.mayWatch(observation.event())) {
            return Future.succeededFuture(false);
        }
        // Another pod may have gone on with the call since.
        return store.load(observation.key())
                .map(stored -> stored.map(s -> SessionCodec.read(s.state()))
                        .filter(session -> decider.watches(session, observation, now))
                        .isPresent());
    }

    /** Deals with an event. Fails where the store could not say that it is written. */
    Future<Applied> apply(SessionEvent event) {
        CallSession cached = cache.get(event.key());
        if (cached != null) {
            return decide(event, cached, 0);
        }
        if (event instanceof SessionEvent.Webhook webhook && webhook.opensCall()) {
            // Most likely there is no session yet; if there is, the commit brings it back.
            return decide(event, null, 0);
        }
        return store.load(event.key())
                .compose(stored -> decide(
                        event, stored.map(s -> SessionCodec.read(s.state())).orElse(null), 0));
    }

    private Future<Applied> decide(SessionEvent event, @Nullable CallSession session, int conflicts) {
        Instant now = clock.instant();
        long at = time.apply(event.key(), now).toEpochMilli();
        Sealing.Line line = sealing.line(event, at, decider.decide(session, event, at));
        Decision decision = line.decision();
        CallSession next = decision.next();
        if (next == null && session != null) {
            return Future.succeededFuture(Applied.IGNORED);
        }
        return store.commit(commit(event, session, decision, line.text()))
                .onFailure(unknown -> cache.forget(event.key()))
                .compose(result -> switch (result) {
                    case CommitResult.Committed done -> {
                        if (next == null) {
                            committed.ignored(decision);
                            yield Future.succeededFuture(Applied.IGNORED);
                        }
                        cache.put(event.key(), next);
                        committed.decided(event, decision);
                        done.leases().forEach(lease -> committed.granted(lease, now));
                        yield Future.succeededFuture(decision.reason() == null ? Applied.COMMITTED : Applied.IGNORED);
                    }
                    case CommitResult.Duplicate duplicate -> Future.succeededFuture(Applied.DUPLICATE);
                    case CommitResult.Gone gone -> Future.succeededFuture(Applied.IGNORED);
                    case CommitResult.Conflict conflict -> again(event, conflict, conflicts + 1);
                });
    }

    private Future<Applied> again(SessionEvent event, CommitResult.Conflict conflict, int conflicts) {
        if (conflicts > MAX_CONFLICTS) {
            cache.forget(event.key());
            return Future.failedFuture(new IllegalStateException("the session keeps changing under this event"));
        }
        if (conflict.version() == 0) {
            cache.forget(event.key());
            committed.lost(event);
            return decide(event, null, conflicts);
        }
        CallSession newer = SessionCodec.read(conflict.state());
        return decide(event, newer, conflicts);
    }

    private static Commit commit(SessionEvent event, @Nullable CallSession session, Decision decision, String journal) {
        CallSession next = decision.next();
        Decision.Settled settled = decision.settled();
        return new Commit(
                event.key(),
                session == null ? 0 : session.version(),
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
