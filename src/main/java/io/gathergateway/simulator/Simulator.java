package io.gathergateway.simulator;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
    private final SimulatorVerticle verticle;
    private volatile @Nullable String deployment;

    /** {@code callers} are those that {@code POST /sim/calls} can name. */
    public Simulator(Vertx vertx, SimulatorOptions options, List<CallerScript> callers) {
        this.vertx = vertx;
        this.options = options;
        this.signer = new Signer(options.seed());
        Map<String, CallerScript> byName = new LinkedHashMap<>();
        callers.forEach(caller -> byName.put(caller.name(), caller));
        this.verticle = new SimulatorVerticle(options, signer, truth, byName);
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

    /**
     * Places a call and plays it. Completes when it is over on all legs and its webhooks are delivered or given up; fails
     * only when no webhook URL is set.
     */
    public Future<CallReport> call(CallerScript script) {
        return onLoop(() -> {
            if (!verticle.webhooks().hasTarget()) {
                return Future.failedFuture("no webhook URL is set");
            }
            World world = verticle.world();
            return world.report(world.call(script));
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
