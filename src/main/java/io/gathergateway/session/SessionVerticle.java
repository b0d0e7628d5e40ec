package io.gathergateway.session;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.bus.SendCommand;
import io.gathergateway.call.Attempt;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.store.DeadEntry;
import io.gathergateway.store.DeadList;
import io.gathergateway.store.RedisError;
import io.gathergateway.store.RedisUnavailable;
import io.gathergateway.store.RevisionStore;
import io.gathergateway.store.SessionStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Instant;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns a share of the pod's calls: consumes their events, one call's in order, and replies when they are committed.
 * Deployed once per owner number; everything in it is touched on its own event loop only.
 */
public final class SessionVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(SessionVerticle.class);

    private static final DeliveryOptions LOCAL = LocalCodecs.local();

    /** The reply's failure code: not committed, try again. */
    public static final int NOT_COMMITTED = 503;

    private final int owner;
    private final SessionOptions options;
    private final Supplier<Future<Stores>> stores;
    private final Decider decider;
    private final RevisionCatalog catalog;
    private final CallClock clock;
    private final SessionMetrics metrics;
    private final DeadMetrics deaths;
    private final CallQueue queue;
    private final Observations observations;

    @SuppressWarnings("NullAway.Init") // set in start(), before any event comes
    private CommitLoop loop;

    /**
     * @param owner which share, counted from 0
     * @param stores opens this event loop's own stores; called on it
     * @param catalog of this pod
     */
    public SessionVerticle(
            int owner,
            SessionOptions options,
            Supplier<Future<Stores>> stores,
            Decider decider,
            RevisionCatalog catalog,
            CallClock clock,
            MeterRegistry registry) {
        this.owner = owner;
        this.options = options;
        this.stores = stores;
        this.decider = decider;
        this.catalog = catalog;
        this.clock = clock;
        this.metrics = new SessionMetrics(registry);
        this.deaths = new DeadMetrics(registry);
        this.queue = new CallQueue(options.waitingPerCall(), options.waiting());
        this.observations = new Observations(this::look, metrics);
    }

    @Override
    public Future<?> start() {
        return stores.get().compose(opened -> {
            SetLookup sets = new SetLookup(
                    catalog,
                    opened.revisions()::get,
                    stored -> vertx.executeBlocking(() -> SetReading.of(stored)),
                    this::searched);
            SessionCache cache = new SessionCache(options.cached());
            CommitLoop.Poisoned poisoned = (event, threw) -> putAside(opened.dead(), event, threw);
            loop = new CommitLoop(opened.sessions(), decider, catalog, sets, clock, cache, poisoned, new Announcer());
            MessageConsumer<SessionEvent> consumer =
                    vertx.eventBus().localConsumer(Addresses.session(owner), this::consume);
            MessageConsumer<SessionEvent.Webhook> observer = vertx.eventBus()
                    .localConsumer(Addresses.observations(owner), message -> observations.offer(message.body()));
            return Future.all(consumer.completion(), observer.completion());
        });
    }

    /** One event loop's ways to Redis. */
    public record Stores(SessionStore sessions, RevisionStore revisions, DeadList dead) {}

    /** Where Redis refuses it for good, the call's fallback does not wait: its journal has the event. */
    private Future<Void> putAside(DeadList dead, SessionEvent event, Attempt.Threw threw) {
        DeadEntry entry = DeadLetters.of(event, threw);
        return dead.put(entry).onSuccess(v -> deaths.put(entry.reason())).recover(failure -> {
            if (!(failure instanceof RedisError)) {
                return Future.failedFuture(failure);
            }
            deaths.notPut(entry.reason());
            LOG.atError()
                    .addKeyValue("callId", event.key().id())
                    .addKeyValue("eventId", event.id())
                    .log("Redis refuses an entry of the dead list: may the gateway's user write {dead}:*?");
            return Future.succeededFuture();
        });
    }

    private void searched(String revision, SetLookup.Outcome outcome) {
        metrics.searched(outcome);
        switch (outcome) {
            case FOUND -> LOG.atInfo().addKeyValue("revision", revision).log("a running call's flows came from Redis");
            case MISSING, UNREADABLE ->
                LOG.atError()
                        .addKeyValue("revision", revision)
                        .addKeyValue("why", outcome)
                        .log("a running call's flows cannot be had, the fallback stands in");
            case UNAVAILABLE -> {}
        }
    }

    /** Nobody waits for an answer, and what nobody watches costs the calls nothing. */
    private Future<?> look(SessionEvent.Webhook observation) {
        return loop.watches(observation)
                .compose(watched -> watched
                        ? queue.run(observation.key(), () -> loop.apply(observation))
                                .onSuccess(metrics::applied)
                        : Future.<Applied>succeededFuture());
    }

    private void consume(Message<SessionEvent> message) {
        SessionEvent event = message.body();
        queue.run(event.key(), () -> loop.apply(event)).onComplete(result -> {
            if (result.succeeded()) {
                metrics.applied(result.result());
                message.reply(result.result(), LOCAL);
            } else {
                metrics.failed();
                LOG.atWarn()
                        .addKeyValue("callId", event.key().id())
                        .addKeyValue("eventId", event.id())
                        .addKeyValue("reason", reason(result.cause()))
                        .log("event not committed");
                message.fail(NOT_COMMITTED, "not committed");
            }
        });
    }

    /** What is ours to say; the message of anything else may hold what a caller said. */
    private static String reason(Throwable cause) {
        boolean ours = cause instanceof RedisUnavailable || cause instanceof CallQueue.CallQueueFull;
        return ours ? String.valueOf(cause.getMessage()) : cause.getClass().getSimpleName();
    }

    /** Tells the sender and whoever watches what was committed. */
    private final class Announcer implements CommitLoop.Committed {
        @Override
        public void decided(SessionEvent event, Decision decision) {
            metrics.decided(decision);
            decision.gaps()
                    .forEach(gap -> LOG.atWarn()
                            .addKeyValue("callId", event.key().id())
                            .addKeyValue("eventId", event.id())
                            .addKeyValue("step", gap.flow() + "/" + gap.step())
                            .addKeyValue("at", gap.at())
                            .addKeyValue("reason", gap.says())
                            .log("an expression of the flow could not be evaluated"));
            vertx.eventBus().publish(Addresses.TRACE, Trace.of(event, decision), LOCAL);
        }

        @Override
        public void ignored(Decision decision) {
            metrics.decided(decision);
        }

        @Override
        public void granted(Lease lease, Instant askedAt) {
            vertx.eventBus().send(Addresses.COMMANDS, new SendCommand(lease, askedAt), LOCAL);
        }

        @Override
        public void lost(SessionEvent event) {
            metrics.lost();
            LOG.atError()
                    .addKeyValue("callId", event.key().id())
                    .addKeyValue("eventId", event.id())
                    .log("Redis no longer has the session of a call that goes on");
        }
    }
}
