package io.gathergateway.ops;

import io.gathergateway.door.Door;
import io.gathergateway.door.Guests;
import io.micrometer.core.instrument.Gauge;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The management port: {@code /health/live}, {@code /health/ready}, {@code /metrics}; everything else is 404 or 405.
 *
 * <p>Deploy one instance in a Vertx of its own, made with {@link #ownLoop()}: then a scrape never delays a webhook, and
 * a gateway busy with webhooks still answers its probes. Nothing here asks Redis or Telnyx; every answer comes from
 * memory.
 */
public final class ManagementVerticle extends VerticleBase {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final int IDLE_SECONDS = 60;

    /** Probes and scrapes come every few seconds or make a new connection; nobody else should come at all. */
    private static final Door.Bounds BOUNDS =
            new Door.Bounds(200, Duration.ofSeconds(5), Duration.ofSeconds(IDLE_SECONDS));

    private static final int MAX_HEADER_BYTES = 8 * 1024;

    private final String host;
    private final int port;
    private final Metrics metrics;
    private final List<ReadinessCheck> checks;
    private final BooleanSupplier alive;
    private final Door door;
    private final Map<String, Consumer<HttpServerResponse>> pages =
            Map.of("/health/live", this::live, "/health/ready", this::ready, "/metrics", this::metrics);

    /** Set by {@link #start()} on the verticle's loop, before its future completes; read only after that. */
    private @Nullable HttpServer server;

    /**
     * @param port 0 lets the system choose, see {@link #actualPort()}
     * @param checks all must hold for the pod to be ready; each is a {@code gateway_ready} series too
     * @param alive false where only a new process helps: answered from memory, as the checks are
     */
    public ManagementVerticle(
            String host, int port, Metrics metrics, List<ReadinessCheck> checks, BooleanSupplier alive) {
        this.host = host;
        this.port = port;
        this.metrics = metrics;
        this.checks = List.copyOf(checks);
        this.alive = alive;
        this.door = new Door("management", BOUNDS, metrics.registry());
    }

    /** Options for the Vertx this verticle has for itself: one event loop, and workers it does not use. */
    public static VertxOptions ownLoop() {
        return new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1);
    }

    @Override
    public Future<?> start() {
        for (ReadinessCheck check : checks) {
            Gauge.builder("gateway.ready", check, c -> c.passes() ? 1 : 0)
                    .description("Whether this readiness check holds")
                    .tag("check", check.name())
                    .register(metrics.registry());
        }
        HttpServer made = vertx.createHttpServer(new HttpServerOptions()
                .setHost(host)
                .setPort(port)
                .setIdleTimeout(IDLE_SECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES));
        server = made;
        Guests guests = door.guests(vertx);
        return made.connectionHandler(guests::came)
                .requestHandler(request -> answer(guests, request))
                .listen();
    }

    /** The port listened on, once deployed. */
    public int actualPort() {
        if (server == null) {
            throw new IllegalStateException("not deployed");
        }
        return server.actualPort();
    }

    private void answer(Guests guests, HttpServerRequest request) {
        if (!guests.head(request)) {
            return;
        }
        HttpServerResponse response = request.response();
        response.endHandler(sent -> guests.answered(request));
        Consumer<HttpServerResponse> page = pages.get(String.valueOf(request.path()));
        if (page == null) {
            response.setStatusCode(404).end();
        } else if (HttpMethod.GET.equals(request.method())) {
            guests.proved(request);
            page.accept(response);
        } else {
            response.setStatusCode(405).putHeader("Allow", "GET").end();
        }
    }

    private void live(HttpServerResponse response) {
        boolean live = alive.getAsBoolean();
        json(response, live ? 200 : 503, new JsonObject().put("live", live));
    }

    private void metrics(HttpServerResponse response) {
        response.putHeader("Content-Type", PROMETHEUS_TEXT)
                .end(metrics.prometheus().scrape());
    }

    private void ready(HttpServerResponse response) {
        boolean all = true;
        JsonObject states = new JsonObject();
        for (ReadinessCheck check : checks) {
            boolean passes = check.passes();
            all &= passes;
            states.put(check.name(), passes ? "up" : "down");
        }
        json(response, all ? 200 : 503, new JsonObject().put("ready", all).put("checks", states));
    }

    private static void json(HttpServerResponse response, int status, JsonObject body) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.encode());
    }
}
