package io.gathergateway.simulator;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Line;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A Telnyx to run against: takes commands over HTTP, sends signed webhooks, plays scripted callers. May be used from any
 * thread; all its work is done on one event loop.
 */
public final class Simulator {
    private final Vertx vertx;
    private final SimulatorOptions options;
    private final Signer signer;
    private final TruthLog truth = new TruthLog();
    private final CallTimes times = new CallTimes();
    private final SimulatorVerticle verticle;
    private volatile @Nullable String deployment;

    /** {@code callers} are the scenarios that {@code POST /sim/calls} can name. */
    public Simulator(Vertx vertx, SimulatorOptions options, List<Scenario> callers) {
        this.vertx = vertx;
        this.options = options;
        this.signer = new Signer(options.seed());
        Map<String, Scenario> byName = new LinkedHashMap<>();
        callers.forEach(caller -> byName.put(caller.name(), caller));
        this.verticle = new SimulatorVerticle(options, signer, truth, times, byName);
    }

    /** Completes with the port it listens on. */
    public Future<Integer> start() {
        return vertx.deployVerticle(verticle).map(id -> {
            deployment = id;
            return verticle.port();
        });
    }

    /** Stops at once: running calls are not reported any more. */
    public Future<Void> stop() {
        String id = deployment;
        deployment = null;
        return id == null ? Future.succeededFuture() : vertx.undeploy(id);
    }

    /** The address for commands, to be used where Telnyx's {@code https://api.telnyx.com/v2} would be. */
    public URI apiBase() {
        return URI.create("http://" + options.host() + ":" + verticle.port() + "/v2");
    }

    /** The key webhooks are verified with: 32 bytes in base64. */
    public String publicKeyBase64() {
        return signer.publicKeyBase64();
    }

    public String apiKey() {
        return options.apiKey();
    }

    /** Sends webhooks there from now on, also those that are being repeated. */
    public Future<Void> webhooksTo(URI url) {
        return onLoop(() -> {
            verticle.webhooks().to(url);
            return Future.succeededFuture();
        });
    }

    /** What goes wrong from now on; from any thread. */
    public Future<Void> troubles(Troubles now) {
        return onLoop(() -> {
            verticle.misfortune().become(now);
            return Future.succeededFuture();
        });
    }

    /** Where the backend of the scenarios answers; only with {@link SimulatorOptions#backendPort}. */
    public URI backend() {
        return URI.create("http://" + options.host() + ":" + verticle.backendPort());
    }

    /** Tells what the scenarios say happens outside of a call, with the call's session id; from any thread. */
    public Future<Void> eventsTo(BiFunction<String, Line.Event, Future<Void>> events) {
        return onLoop(() -> {
            verticle.world().calls().tellOutside(events);
            return Future.succeededFuture();
        });
    }

    /** What time it is in a call whose scenario says when it happens; from any thread. */
    public Instant timeOf(String callSessionId, Instant now) {
        return times.of(callSessionId, now);
    }

    /**
     * Plays a call: an incoming one is placed, for one that the gateway places its dial is awaited. Completes when it is
     * over on all legs and its webhooks are delivered or given up; fails only when no webhook URL is set.
     */
    public Future<CallReport> call(Scenario script) {
        return call(script, begun -> {});
    }

    /** The same; {@code begun} is told the call's session id as soon as a call that the gateway places has one. */
    public Future<CallReport> call(Scenario script, Consumer<String> begun) {
        return onLoop(() -> {
            if (!verticle.webhooks().hasTarget()) {
                return Future.failedFuture("no webhook URL is set");
            }
            World world = verticle.world();
            return switch (script.start()) {
                case Scenario.Start.Incoming incoming -> world.calls().report(world.call(script));
                case Scenario.Start.Placed placed -> world.foreseen().await(script, begun);
            };
        });
    }

    public TruthLog truth() {
        return truth;
    }

    private <T> Future<T> onLoop(java.util.function.Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        verticle.loop().runOnContext(ignored -> action.get().onComplete(promise));
        return promise.future();
    }
}
