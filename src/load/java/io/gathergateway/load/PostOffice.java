package io.gathergateway.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Where the simulated Telnyx sends its webhooks, and Gatling's couriers fetch them: so Gatling is who delivers, and
 * measures. A webhook was signed when it came here and leaves at once where a courier is free; what the gateway answered
 * is the answer to Telnyx. Thread-safe.
 */
final class PostOffice {
    private final Vertx vertx;
    private final Deque<Letter> letters = new ArrayDeque<>();
    private final Deque<Promise<Optional<Letter>>> couriers = new ArrayDeque<>();
    private boolean closed;
    private int port;

    /** A webhook on its way. */
    record Letter(Buffer body, String signature, String timestamp, HttpServerRequest from) {
        /** Tells Telnyx what was answered; 0 for nothing. */
        void answered(int status) {
            if (status == 0) {
                from.connection().close();
            } else {
                from.response().setStatusCode(status).end();
            }
        }
    }

    PostOffice(Vertx vertx) {
        this.vertx = vertx;
    }

    Future<HttpServer> open() {
        return vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0).setAcceptBacklog(4096))
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen()
                .onSuccess(server -> port = server.actualPort());
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + port + "/webhooks");
    }

    private void take(HttpServerRequest request, Buffer body) {
        Letter letter = new Letter(
                body, request.getHeader("Telnyx-Signature-Ed25519"), request.getHeader("Telnyx-Timestamp"), request);
        Promise<Optional<Letter>> courier;
        synchronized (this) {
            courier = couriers.poll();
            if (courier == null) {
                letters.add(letter);
            }
        }
        if (courier != null) {
            courier.complete(Optional.of(letter));
        }
    }

    /** The next webhook to deliver; empty once there will be none. */
    synchronized Future<Optional<Letter>> next() {
        Letter letter = letters.poll();
        if (letter != null || closed) {
            return Future.succeededFuture(Optional.ofNullable(letter));
        }
        Promise<Optional<Letter>> courier = Promise.promise();
        couriers.add(courier);
        return courier.future();
    }

    /** Sends the couriers home. */
    void close() {
        Deque<Promise<Optional<Letter>>> waiting;
        synchronized (this) {
            closed = true;
            waiting = new ArrayDeque<>(couriers);
            couriers.clear();
        }
        waiting.forEach(courier -> courier.complete(Optional.empty()));
    }
}
