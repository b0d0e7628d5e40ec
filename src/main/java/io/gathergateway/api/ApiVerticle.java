package io.gathergateway.api;

import io.gathergateway.call.Flows;
import io.gathergateway.door.Door;
import io.gathergateway.door.Guests;
import io.gathergateway.store.SessionStore;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens for those who run the calls: {@link ApiEndpoint} says what they may ask. Deployed after the owners of calls;
 * stopping it finishes what it has in flight.
 */
public final class ApiVerticle extends VerticleBase {
    /** Longer than a body's deadline and an answer's together. */
    private static final long SHUTDOWN_SECONDS = 7;

    private static final Door.Bounds BOUNDS = new Door.Bounds(1_000, Duration.ofSeconds(4), Duration.ofSeconds(30));

    private final ApiOptions options;
    private final Supplier<Flows> live;
    private final Supplier<Future<SessionStore>> stores;
    private final ApiMetrics metrics;
    private final Door door;
    private @Nullable HttpServer server;
    private volatile int port;

    /**
     * @param live what new calls begin with
     * @param stores opens this event loop's own store; called on it
     */
    public ApiVerticle(
            ApiOptions options, Supplier<Flows> live, Supplier<Future<SessionStore>> stores, MeterRegistry registry) {
        this.options = options;
        this.live = live;
        this.stores = stores;
        this.metrics = new ApiMetrics(registry);
        this.door = new Door("api", BOUNDS, registry);
    }

    @Override
    public Future<?> start() {
        return stores.get().compose(store -> {
            Guests guests = door.guests(vertx);
            Operations operations = new Operations(vertx, options.owners(), live, store);
            HttpServer created = vertx.createHttpServer(serverOptions())
                    .connectionHandler(guests::came)
                    .requestHandler(new ApiEndpoint(vertx, options, operations, guests, metrics));
            server = created;
            return created.listen(options.port(), options.host()).onSuccess(listening -> port = listening.actualPort());
        });
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    /** The port listened on; 0 before. */
    public int port() {
        return port;
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setIdleTimeout(30)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(8 * 1024)
                .setMaxInitialLineLength(2 * 1024)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
    }
}
