package io.gathergateway.simulator;

import io.gathergateway.scenario.Scenario;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Wires the simulator on one event loop: all its calls live there. */
final class SimulatorVerticle extends VerticleBase {
    private final SimulatorOptions options;
    private final Signer signer;
    private final TruthLog truth;
    private final CallTimes times;
    private final Map<String, Scenario> callers;
    private final Misfortune misfortune;
    private @Nullable HttpServer server;
    private @Nullable HttpServer backend;
    private @Nullable World world;
    private @Nullable WebhookSender webhooks;

    SimulatorVerticle(
            SimulatorOptions options, Signer signer, TruthLog truth, CallTimes times, Map<String, Scenario> callers) {
        this.options = options;
        this.signer = signer;
        this.truth = truth;
        this.times = times;
        this.callers = callers;
        this.misfortune = new Misfortune(options.seed());
    }

    @Override
    public Future<?> start() {
        misfortune.become(options.troubles());
        WebhookSender sender = new WebhookSender(vertx, options, signer, truth, misfortune);
        World all = new World(vertx, options, sender, times);
        Router router = Router.router(vertx);
        new TelnyxApi(options, all, truth, misfortune, sender.givenUp()).routes(router);
        new ControlApi(all, sender, truth, misfortune, callers).routes(router);
        webhooks = sender;
        world = all;
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost(options.host())
                        .setPort(options.port())
                        .setAcceptBacklog(4096)
                        .setIdleTimeout(60))
                .requestHandler(router)
                .listen()
                .onSuccess(listening -> server = listening)
                .compose(listening -> startBackend(all.calls()));
    }

    private Future<?> startBackend(Calls calls) {
        Integer port = options.backendPort();
        return port == null
                ? Future.succeededFuture()
                : new BackendServer(vertx, options, calls).start(port).onSuccess(listening -> backend = listening);
    }

    @Override
    public Future<?> stop() {
        if (webhooks != null) {
            webhooks.close();
        }
        return Future.succeededFuture();
    }

    /** Where everything of the simulator runs. */
    Context loop() {
        return context;
    }

    Misfortune misfortune() {
        return misfortune;
    }

    int port() {
        return started(server).actualPort();
    }

    int backendPort() {
        return started(backend).actualPort();
    }

    World world() {
        return started(world);
    }

    WebhookSender webhooks() {
        return started(webhooks);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the simulator is not started");
        }
        return part;
    }
}
