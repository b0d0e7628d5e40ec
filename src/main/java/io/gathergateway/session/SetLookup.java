package io.gathergateway.session;

import io.gathergateway.call.Amnesia;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.store.StoredSet;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the flow set a decision is made with: at hand, or fetched once for all calls of this event loop that wait for it.
 * Where it is not in Redis, or this release cannot read it, the fallback stands in; where Redis does not answer, nothing
 * is decided. Confined to one event loop.
 */
final class SetLookup {
    private final RevisionCatalog catalog;
    private final Function<String, Future<Optional<StoredSet>>> store;
    private final Function<StoredSet, Future<FlowReading>> reader;
    private final Told told;
    private final Map<String, Future<FlowSet>> underWay = new HashMap<>();

    /** How a search in Redis ended; names of a metric's label. */
    enum Outcome {
        FOUND,
        /** Redis does not have it. */
        MISSING,
        /** What Redis has is none of this release's language, or not what its revision says. */
        UNREADABLE,
        /** Redis did not answer. */
        UNAVAILABLE
    }

    /** Is told of every search in Redis. */
    interface Told {
        void searched(String revision, Outcome outcome);
    }

    /**
     * @param store of this event loop
     * @param reader reads a set, away from the event loop
     */
    SetLookup(
            RevisionCatalog catalog,
            Function<String, Future<Optional<StoredSet>>> store,
            Function<StoredSet, Future<FlowReading>> reader,
            Told told) {
        this.catalog = catalog;
        this.store = store;
        this.reader = reader;
        this.told = told;
    }

    /** The set to decide an event with, {@code session} as it is stored; fails where Redis does not answer. */
    Future<FlowSet> of(@Nullable CallSession session, SessionEvent event) {
        if (Amnesia.tells(session, event)) {
            return Future.succeededFuture(catalog.fallback());
        }
        if (session == null) {
            return Future.succeededFuture(catalog.live().begin(event));
        }
        return switch (session.stage()) {
            // It has not begun: any set is its own.
            case PARKED ->
                own(session)
                        .map(set -> set.revision().equals(session.revision())
                                ? set
                                : catalog.live().begin(event));
            case RUNNING, HANDED_OVER, HANGING_UP, ENDED -> own(session);
        };
    }

    /** The set a call is on, or the fallback. */
    Future<FlowSet> own(CallSession session) {
        Optional<FlowSet> known = catalog.known(session.revision());
        return known.isPresent() ? Future.succeededFuture(known.get()) : search(session.revision());
    }

    private Future<FlowSet> search(String revision) {
        Future<FlowSet> already = underWay.get(revision);
        if (already != null) {
            return already;
        }
        Future<FlowSet> searching = store.apply(revision)
                .onFailure(silent -> told.searched(revision, Outcome.UNAVAILABLE))
                .compose(stored -> stored.map(set -> read(revision, set))
                        .orElseGet(() -> Future.succeededFuture(fallBack(revision, Outcome.MISSING))));
        if (!searching.isComplete()) {
            underWay.put(revision, searching);
            searching.onComplete(done -> underWay.remove(revision));
        }
        return searching;
    }

    private Future<FlowSet> read(String revision, StoredSet stored) {
        // A reader that throws will throw again: the call must not wait for it for ever.
        return reader.apply(stored).map(Optional::of).otherwiseEmpty().map(reading -> {
            if (reading.isPresent()
                    && reading.get() instanceof FlowReading.Loaded(FlowSet set)
                    && set.revision().equals(revision)) {
                catalog.add(set);
                told.searched(revision, Outcome.FOUND);
                return set;
            }
            return fallBack(revision, Outcome.UNREADABLE);
        });
    }

    private FlowSet fallBack(String revision, Outcome outcome) {
        told.searched(revision, outcome);
        return catalog.fallback();
    }
}
