package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.scenario.Scenario.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/**
 * The customer's backend, as the scenarios tell it, over plain HTTP. The flows name the backend's own address and the
 * gateway asks here instead, so a request is matched by method, path and query alone, whatever its host. Confined to the
 * simulator's event loop.
 */
final class BackendServer {
    private final Vertx vertx;
    private final SimulatorOptions options;
    private final Calls calls;

    BackendServer(Vertx vertx, SimulatorOptions options, Calls calls) {
        this.vertx = vertx;
        this.options = options;
        this.calls = calls;
    }

    Future<HttpServer> start(int port) {
        return vertx.createHttpServer(new HttpServerOptions()
                        .setHost(options.host())
                        .setPort(port)
                        .setIdleTimeout(60))
                .requestHandler(request -> request.body().onSuccess(body -> take(request)))
                .listen();
    }

    private void take(HttpServerRequest request) {
        Optional<Reply> reply = calls.reply(request.method().name(), request.uri());
        if (reply.isEmpty()) {
            request.response().setStatusCode(500).end();
            return;
        }
        // A slow backend is slow in the call's time, as the callers are.
        vertx.setTimer(options.real(reply.get().after()), timer -> say(request, reply.get().kind()));
    }

    private static void say(HttpServerRequest request, Reply.Kind kind) {
        switch (kind) {
            case Reply.Kind.Answers(int status, JsonNode body) -> {
                request.response().setStatusCode(status);
                if (body == null) {
                    request.response().end();
                } else {
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end(body.toString());
                }
            }
            // That the gateway does not even ask is its own affair.
            case Reply.Kind.Fails fails -> request.connection().close();
            case Reply.Kind.Degraded degraded -> request.connection().close();
        }
    }
}
