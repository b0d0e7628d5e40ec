package io.gathergateway.cli;

import io.gathergateway.api.ApiOptions;
import io.gathergateway.api.ApiVerticle;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.Decider;
import io.gathergateway.callout.CalloutClient;
import io.gathergateway.command.CommandOptions;
import io.gathergateway.command.CommandVerticle;
import io.gathergateway.command.SteadyClock;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.ops.EventLoopLag;
import io.gathergateway.ops.LoopBeats;
import io.gathergateway.ops.ManagementVerticle;
import io.gathergateway.ops.MemoryGuard;
import io.gathergateway.ops.Metrics;
import io.gathergateway.ops.ReadinessCheck;
import io.gathergateway.outbox.Dispatch;
import io.gathergateway.outbox.Outbox;
import io.gathergateway.outbox.Sweeper;
import io.gathergateway.session.CallClock;
import io.gathergateway.session.RevisionCatalog;
import io.gathergateway.session.RevisionVerticle;
import io.gathergateway.session.SessionVerticle;
import io.gathergateway.store.RedisPreflight;
import io.gathergateway.webhook.WebhookSetup;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway: the three verticles, the management port, the links to Redis. Starts from the store outwards, so
 * that nothing is accepted that could not be kept, and ends the other way round, so that what was accepted is finished.
 */
final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int MOST_OWNERS = 16;

    private final Vertx vertx;
    private final Vertx managementVertx;
    private final GatewayConfig config;
    private final Metrics metrics;
    private final Stores stores;
    private final Surroundings surroundings;
    private final InstantSource clock = new SteadyClock();
    private final int owners = Math.min(Runtime.getRuntime().availableProcessors(), MOST_OWNERS);
    private final ManagementVerticle management;
    private final WebhookSetup webhooks;
    private final LoopBeats beats;
    private final MemoryGuard memory;
    private final Ending ending;
    private volatile boolean accepting;
    private volatile int apiPort;

    /** A reason not to start that the operator can cure; its message is for them. */
    static final class CannotStart extends RuntimeException {
        private static final long serialVersionUID = 1L;

        CannotStart(String message) {
            super(message, null, false, false);
        }
    }

    private Gateway(
            Vertx vertx, Vertx managementVertx, GatewayConfig config, Metrics metrics, Surroundings surroundings) {
        this.vertx = vertx;
        this.ending = new Ending(vertx);
        this.managementVertx = managementVertx;
        this.config = config;
        this.metrics = metrics;
        this.surroundings = surroundings;
        this.stores = new Stores(vertx, config, metrics.registry());
        this.beats = new LoopBeats(metrics.registry());
        this.memory = new MemoryGuard(metrics.registry());
        this.webhooks = WebhookSetup.create(RoomOptions.webhooks(config, owners, memory::isShort), metrics.registry());
        this.management = new ManagementVerticle(
                config.management().host(),
                config.management().port(),
                metrics,
                List.of(
                        new ReadinessCheck("accepting", () -> accepting),
                        new ReadinessCheck("signatures", webhooks::verifies),
                        new ReadinessCheck("redis", stores::allUp),
                        new ReadinessCheck("event_loops", beats::beating)),
                beats::alive);
    }

    /**
     * Starts all of it. Fails with {@link CannotStart} where Redis is not what it must be, and where a port is taken.
     *
     * @param vertx for the calls; its event bus is the gateway's
     */
    static Future<Gateway> start(Vertx vertx, GatewayConfig config, FlowSet flows, Metrics metrics) {
        return start(vertx, config, flows, metrics, Surroundings.REAL);
    }

    static Future<Gateway> start(
            Vertx vertx, GatewayConfig config, FlowSet flows, Metrics metrics, Surroundings surroundings) {
        RevisionCatalog catalog = new RevisionCatalog(flows, RoomOptions.fallback(config));
        LocalCodecs.register(vertx.eventBus());
        Vertx managementVertx = Vertx.vertx(ManagementVerticle.ownLoop());
        Gateway gateway = new Gateway(vertx, managementVertx, config, metrics, surroundings);
        return gateway.startAll(catalog).map(gateway).onFailure(failed -> gateway.close());
    }

    int webhookPort() {
        return webhooks.port();
    }

    int managementPort() {
        return management.actualPort();
    }

    /** Where the control API listens; 0 where it is off. */
    int apiPort() {
        return apiPort;
    }

    /** Which implementation checks signatures. */
    String verifier() {
        return webhooks.verifier();
    }

    private Future<?> startAll(RevisionCatalog catalog) {
        Decider decider = new Decider(RoomOptions.assistantVoice(config), Gateway::bug);
        return stores.check(Stores.PATIENCE)
                .recover(silent -> Future.failedFuture(new CannotStart("Redis does not answer at " + stores.address()
                        + " (" + silent.getMessage() + "): check REDIS_URL, and that it runs and is a master")))
                .compose(Gateway::ready)
                .onSuccess(v -> stores.watch())
                .compose(v -> managementVertx.deployVerticle(management))
                .compose(v -> watchLoops())
                .compose(v -> vertx.deployVerticle(revisions(catalog)))
                .compose(v -> startSessions(decider, catalog))
                .compose(v -> {
                    CommandVerticle verticle = commands();
                    return vertx.deployVerticle(verticle).onSuccess(id -> ending.sends(id, verticle));
                })
                .compose(v -> startApi(catalog))
                .compose(v -> startWebhooks())
                .onSuccess(v -> accepting = true);
    }

    private static Future<Void> ready(RedisPreflight.Verdict verdict) {
        return switch (verdict) {
            case RedisPreflight.Verdict.Ready ready -> {
                if (!ready.untold().isEmpty()) {
                    LOG.atWarn()
                            .addKeyValue("settings", String.join(", ", ready.untold()))
                            .log("Redis does not tell all it is set to: see that it keeps what redis.durability asks");
                }
                yield Future.succeededFuture();
            }
            case RedisPreflight.Verdict.Refused refused ->
                Future.failedFuture(new CannotStart(String.join("\n", refused.problems())));
        };
    }

    /** One on each event loop: Vert.x gives each deployment the next. */
    private Future<?> watchLoops() {
        List<Future<String>> all = new ArrayList<>();
        for (int loop = 0; loop < VertxOptions.DEFAULT_EVENT_LOOP_POOL_SIZE; loop++) {
            all.add(vertx.deployVerticle(new EventLoopLag(metrics.registry(), beats)));
        }
        return Future.all(all);
    }

    private Deployable revisions(RevisionCatalog catalog) {
        return new RevisionVerticle(
                catalog,
                RoomOptions.follow(config),
                stores::openRevisions,
                set -> CalloutCheck.of(set, config.flows().file(), config.callouts())
                        .isEmpty(),
                RevisionVerticle.Pace.USUAL,
                metrics.registry());
    }

    private Future<?> startSessions(Decider decider, RevisionCatalog catalog) {
        CallClock calls = surroundings.clock().apply(clock);
        List<Future<?>> all = new ArrayList<>();
        all.add(Aftercare.deploy(vertx, config, owners, this::both, stores, clock, metrics.registry()));
        for (int owner = 0; owner < owners; owner++) {
            all.add(vertx.deployVerticle(new SessionVerticle(
                    owner, RoomOptions.sessions(owners), this::both, decider, catalog, calls, metrics.registry())));
        }
        return Future.all(all);
    }

    private Future<SessionVerticle.Stores> both() {
        return stores.openBoth()
                .map(both -> new SessionVerticle.Stores(
                        surroundings.store().apply(both.sessions()), both.revisions(), both.dead()));
    }

    private CommandVerticle commands() {
        GatewayConfig.Telnyx telnyx = config.telnyx();
        CommandOptions usual =
                CommandOptions.of(telnyx.apiBase(), telnyx.apiKey()::reveal, RoomOptions.tokens(config), owners);
        CommandOptions.Wire wire = usual.wire();
        CommandOptions options = new CommandOptions(
                usual.apiBase(),
                usual.apiKey(),
                usual.tokens(),
                owners,
                new CommandOptions.Wire(
                        config.commands().connections(),
                        wire.waiters(),
                        wire.connect(),
                        wire.attempt(),
                        wire.keepAlive(),
                        wire.maxBody()),
                usual.breaker());
        Outbox.Bounds bounds = new Outbox.Bounds(
                config.commands().inFlight(),
                Outbox.Bounds.DEFAULT.waiting(),
                RoomOptions.callouts(config).inFlight(),
                config.commands().connections(),
                config.commands().dialsPerSecond());
        return new CommandVerticle(
                options,
                clock,
                metrics.registry(),
                loop -> new CalloutClient(loop, RoomOptions.callouts(config), metrics.registry()),
                ports -> stores.open()
                        .map(surroundings.store())
                        .map(store -> new Dispatch(ports, store, bounds, Sweeper.Bounds.of(stores.shards()))));
    }

    private Future<?> startApi(RevisionCatalog catalog) {
        Optional<ApiOptions> options = RoomOptions.api(config, owners);
        if (options.isEmpty()) {
            return Future.succeededFuture();
        }
        ApiVerticle verticle = new ApiVerticle(options.get(), catalog::live, stores::open, metrics.registry());
        return vertx.deployVerticle(verticle).onSuccess(id -> {
            ending.takesIn(id);
            apiPort = verticle.port();
        });
    }

    private Future<?> startWebhooks() {
        List<Future<String>> all = new ArrayList<>();
        for (int instance = 0; instance < owners; instance++) {
            all.add(vertx.deployVerticle(webhooks.verticle()).onSuccess(ending::takesIn));
        }
        return Future.all(all);
    }

    /**
     * As {@link #close}, but goes on answering for a while when it is not ready any more, so that whoever sends webhooks
     * can turn to another pod without one that fails. Done within what {@code shutdown.within} allows, and a second.
     */
    Future<Void> end() {
        long deadline = System.nanoTime() + config.shutdown().within().toNanos();
        expectEnd();
        webhooks.expectEnd();
        return ending.after(config.shutdown().keepAnswering(), () -> close(deadline));
    }

    /** Ends in order: not ready, webhooks in flight answered, commands and callouts in flight told, then the rest. */
    Future<Void> close() {
        return close(System.nanoTime() + config.shutdown().within().toNanos());
    }

    private Future<Void> close(long deadline) {
        expectEnd();
        return ending.end(deadline)
                .eventually(stores::close)
                .eventually(managementVertx::close)
                .eventually(vertx::close)
                .onComplete(v -> memory.close());
    }

    /** From now on the pod is not ready, and an end of its links to Redis is no news. */
    void expectEnd() {
        accepting = false;
        stores.expectEnd();
    }

    /** Where, not what: the message of an exception may hold what a caller said. */
    private static void bug(RuntimeException bug) {
        StackTraceElement[] trace = bug.getStackTrace();
        LOG.atError()
                .addKeyValue("kind", bug.getClass().getName())
                .addKeyValue("at", trace.length == 0 ? "" : trace[0])
                .log("a decision failed, the call takes the fallback; this is a bug");
    }
}
