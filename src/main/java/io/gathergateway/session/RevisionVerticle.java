package io.gathergateway.session;

import io.gathergateway.call.Flows;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.store.LiveRevision;
import io.gathergateway.store.RedisUnavailable;
import io.gathergateway.store.RevisionStore;
import io.gathergateway.store.StoredSet;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the flow sets that this pod's calls are on in Redis, where other pods find them, and follows what is live there
 * if it is told to. One per pod, deployed before any call comes; everything in it is touched on its own event loop only.
 */
public final class RevisionVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(RevisionVerticle.class);

    private final RevisionCatalog catalog;
    private final Follow follow;
    private final Supplier<Future<RevisionStore>> stores;
    private final Predicate<FlowSet> mayRun;
    private final Pace pace;
    private final Set<String> refused = new HashSet<>();
    private final AtomicInteger current = new AtomicInteger(1);
    private @Nullable LiveRevision seen;
    private boolean failing;

    @SuppressWarnings("NullAway.Init") // set in start(), before anything needs it
    private RevisionStore store;

    /** What new calls begin with. */
    public enum Follow {
        /** This pod's own files. */
        FILE,
        /** What was published. */
        LIVE
    }

    /**
     * How often Redis is asked.
     *
     * @param poll for what is live
     * @param keep to keep the sets in use; far shorter than what they outlive sessions by
     */
    public record Pace(Duration poll, Duration keep) {
        public static final Pace USUAL = new Pace(Duration.ofSeconds(2), Duration.ofMinutes(10));
    }

    /**
     * @param stores opens this event loop's own store; called on it
     * @param mayRun whether this pod's configuration lets a set be live here
     * @param registry takes whether new calls begin with what is live
     */
    public RevisionVerticle(
            RevisionCatalog catalog,
            Follow follow,
            Supplier<Future<RevisionStore>> stores,
            Predicate<FlowSet> mayRun,
            Pace pace,
            MeterRegistry registry) {
        this.catalog = catalog;
        this.follow = follow;
        this.stores = stores;
        this.mayRun = mayRun;
        this.pace = pace;
        Gauge.builder("gateway.flows.current", current, AtomicInteger::get)
                .description("0 while what was published cannot go live in this pod: new calls begin as before")
                .register(registry);
    }

    /** Fails where Redis does not take the sets that calls will be on. */
    @Override
    public Future<?> start() {
        return stores.get().compose(opened -> {
            store = opened;
            return put(catalog.own())
                    .compose(v -> put(catalog.fallback()))
                    .compose(v -> follow == Follow.LIVE ? begin() : Future.succeededFuture())
                    .onSuccess(v -> {
                        again(pace.keep(), this::keep);
                        if (follow == Follow.LIVE) {
                            again(pace.poll(), this::poll);
                        }
                    });
        });
    }

    private Future<Void> put(FlowSet set) {
        return store.put(set.revision(), SetReading.stored(set));
    }

    /** Where nothing was published yet, this pod's own files are. */
    private Future<Void> begin() {
        FlowSet own = catalog.own();
        return store.publishFirst(own.revision(), SetReading.stored(own)).compose(v -> poll());
    }

    /** Work that goes on for ever, a while after it was done last; up to a fifth sooner, so that pods do not keep step. */
    private void again(Duration pause, Supplier<Future<Void>> work) {
        long millis = pause.toMillis();
        long jitter = ThreadLocalRandom.current().nextLong(millis / 5 + 1);
        vertx.setTimer(Math.max(1, millis - jitter), id -> work.get().onComplete(done -> again(pause, work)));
    }

    /** A failure is told by the link; the next turn comes. */
    private Future<Void> keep() {
        List<Future<Void>> all = catalog.used().stream()
                .map(set -> store.keep(set.revision()).compose(there -> {
                    if (!there) {
                        LOG.atWarn()
                                .addKeyValue("revision", set.revision())
                                .log("Redis lost flows in use, they are written again");
                    }
                    return there ? Future.<Void>succeededFuture() : put(set);
                }))
                .toList();
        return Future.join(all).otherwiseEmpty().mapEmpty();
    }

    /** That Redis does not answer is told by the link; what else goes wrong, nobody else would. */
    private Future<Void> poll() {
        return store.live()
                .compose(live ->
                        live.isEmpty() || live.get().equals(seen) ? Future.<Void>succeededFuture() : adopt(live.get()))
                .onSuccess(v -> failing = false)
                .recover(failure -> {
                    if (!(failure instanceof RedisUnavailable)) {
                        fails(failure);
                    }
                    return Future.succeededFuture();
                });
    }

    /** Once, however often it comes round. */
    private void fails(Throwable failure) {
        current.set(0);
        if (!failing) {
            failing = true;
            LOG.atError().setCause(failure).log("what is live cannot be followed, new calls begin as before");
        }
    }

    /** What this pod cannot run does not become live here: it goes on with what it has. */
    private Future<Void> adopt(LiveRevision live) {
        LiveRevision.Canary canary = live.canary();
        Future<Optional<FlowSet>> main = set(live.revision());
        Future<Optional<FlowSet>> trial =
                canary == null ? Future.succeededFuture(Optional.empty()) : set(canary.revision());
        return Future.all(main, trial).map(both -> {
            Flows now = catalog.live();
            FlowSet set = main.result().orElse(now.live());
            Flows.Canary tried = canary == null
                    ? null
                    : trial.result()
                            .map(some -> new Flows.Canary(some, canary.percent(), Set.copyOf(canary.numbers())))
                            .orElse(null);
            catalog.goLive(new Flows(set, tried));
            boolean complete = main.result().isPresent() && (canary == null || tried != null);
            // What could not be read now is not looked at again before something else is published.
            seen = live;
            current.set(complete ? 1 : 0);
            LOG.atInfo()
                    .addKeyValue("revision", set.revision())
                    .addKeyValue("canary", tried == null ? "" : tried.set().revision())
                    .addKeyValue("complete", complete)
                    .log("new calls begin with these flows");
            return null;
        });
    }

    private Future<Optional<FlowSet>> set(String revision) {
        Optional<FlowSet> known = catalog.known(revision);
        if (known.isPresent()) {
            return Future.succeededFuture(known.filter(set -> fits(set)));
        }
        return store.get(revision)
                .compose(stored -> stored.map(this::read)
                        .orElseGet(() -> Future.succeededFuture(null))
                        .map(reading -> {
                            if (reading instanceof FlowReading.Loaded(FlowSet set)
                                    && set.revision().equals(revision)) {
                                return Optional.of(set).filter(this::fits);
                            }
                            refuse(revision, "they are not in Redis, or not in a language of this release");
                            return Optional.empty();
                        }));
    }

    /** A reader that throws will throw again: null, as where there is nothing. */
    private Future<@Nullable FlowReading> read(StoredSet stored) {
        return vertx.<@Nullable FlowReading>executeBlocking(() -> SetReading.of(stored))
                .otherwise(bug -> {
                    LOG.atError().setCause(bug).log("published flows made their reader fail");
                    return null;
                });
    }

    private boolean fits(FlowSet set) {
        boolean fits = mayRun.test(set);
        if (!fits) {
            refuse(set.revision(), "they ask a host or name a secret that this pod's configuration lacks");
        }
        return fits;
    }

    private void refuse(String revision, String why) {
        if (refused.add(revision)) {
            LOG.atError()
                    .addKeyValue("revision", revision)
                    .addKeyValue("why", why)
                    .log("published flows do not go live in this pod");
        }
    }
}
