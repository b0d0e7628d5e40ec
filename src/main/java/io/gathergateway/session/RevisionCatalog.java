package io.gathergateway.session;

import io.gathergateway.call.Flows;
import io.gathergateway.flow.FlowSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * The flow sets this pod knows, by revision, and which of them new calls begin with. One for all event loops of a pod:
 * thread-safe, and what it hands out is immutable. Bounded: of those that no new call begins with, the one not used for
 * longest goes.
 */
public final class RevisionCatalog {
    private static final int MOST = 64;

    private final FlowSet own;
    private final FlowSet fallback;
    private final int most;
    private final Map<String, Known> sets = new ConcurrentHashMap<>();
    private final AtomicLong uses = new AtomicLong();
    private volatile Flows live;

    /** A set and when it was used last; {@code fresh} until the next {@link #used}. */
    private static final class Known {
        private final FlowSet set;
        private volatile long lastUse;
        private volatile boolean fresh = true;

        private Known(FlowSet set) {
            this.set = set;
        }
    }

    /**
     * New calls begin with this pod's own files, until told otherwise.
     *
     * @param fallback stands in for the set of a running call that cannot be had
     */
    public RevisionCatalog(FlowSet own, FlowSet fallback) {
        this(own, fallback, MOST);
    }

    RevisionCatalog(FlowSet own, FlowSet fallback, int most) {
        this.own = own;
        this.fallback = fallback;
        this.most = most;
        this.live = Flows.only(own);
        add(own);
        add(fallback);
    }

    /** What new calls begin with. */
    public Flows live() {
        return live;
    }

    /** From now on new calls begin so. */
    public void goLive(Flows flows) {
        live = flows;
        lasting().forEach(this::add);
    }

    /** The set of this pod's own files. */
    public FlowSet own() {
        return own;
    }

    /** Stands in for a set that cannot be had. */
    public FlowSet fallback() {
        return fallback;
    }

    /** A set by its revision; empty where this pod does not know it (any more). */
    public Optional<FlowSet> known(String revision) {
        Known known = sets.get(revision);
        if (known == null) {
            return Optional.empty();
        }
        known.lastUse = uses.incrementAndGet();
        if (!known.fresh) {
            known.fresh = true;
        }
        return Optional.of(known.set);
    }

    void add(FlowSet set) {
        sets.computeIfAbsent(set.revision(), revision -> new Known(set)).lastUse = uses.incrementAndGet();
        if (sets.size() > most) {
            sets.values().stream()
                    .filter(known -> lasting().noneMatch(set1 -> set1.revision().equals(known.set.revision())))
                    .min(Comparator.comparingLong(known -> known.lastUse))
                    .ifPresent(oldest -> sets.remove(oldest.set.revision()));
        }
    }

    /** Every set this pod knows. */
    Stream<FlowSet> all() {
        return sets.values().stream().map(known -> known.set);
    }

    /** The sets in use since this was asked last, and those that new calls begin with: Redis is to keep them. */
    List<FlowSet> used() {
        Stream<FlowSet> running = sets.values().stream()
                .filter(known -> known.fresh)
                .peek(known -> known.fresh = false)
                .map(known -> known.set);
        return Stream.concat(lasting(), running).distinct().toList();
    }

    private Stream<FlowSet> lasting() {
        Flows now = live;
        Flows.Canary canary = now.canary();
        return Stream.concat(
                Stream.of(own, fallback, now.live()), canary == null ? Stream.empty() : Stream.of(canary.set()));
    }
}
