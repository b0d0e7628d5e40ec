package io.gathergateway.webhook;

import io.gathergateway.bus.LoopLag;
import io.gathergateway.door.Guests;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Listens for webhooks. Instances share one port; stopping one finishes what it has in flight. */
public final class WebhookVerticle extends VerticleBase {
    /** Vert.x's way to say: any free port, one for all servers that give this number. */
    private static final int ANY_SHARED_PORT = -8080;

    /** Longer than a body's deadline and an answer's together. */
    private static final long SHUTDOWN_SECONDS = 7;

    private final WebhookSetup setup;
    private @Nullable HttpServer server;

    WebhookVerticle(WebhookSetup setup) {
        this.setup = setup;
    }

    @Override
    public Future<?> start() throws GeneralSecurityException {
        WebhookOptions options = setup.options();
        SignatureVerifier verifier = setup.choice().create(options.keys());
        Guests guests = setup.door().guests(vertx);
        HttpServer created = vertx.createHttpServer(serverOptions())
                .connectionHandler(guests::came)
                .requestHandler(new WebhookEndpoint(vertx, setup, verifier, guests, new LoopLag(vertx)));
        server = created;
        return created.listen(options.port() == 0 ? ANY_SHARED_PORT : options.port(), options.host())
                .onSuccess(listening -> setup.listeningOn(listening.actualPort()));
    }

    @Override
    public Future<?> stop() {
        return server == null ? Future.succeededFuture() : server.shutdown(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    private static HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setIdleTimeout(75)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxHeaderSize(8 * 1024)
                .setMaxInitialLineLength(2 * 1024)
                .setHttp2ClearTextEnabled(false)
                .setCompressionSupported(false)
                .setDecompressionSupported(false)
                .setTcpNoDelay(true);
    }
}
