package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.scenario.Scenario.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The customer's backend, as the scenarios tell it, over plain HTTP: a request for {@code /https/crm.example.com/a} is one
 * for {@code https://crm.example.com/a}. It is as fast as it is in life, however fast the callers are. Confined to the simulator's event loop.
 */
final class BackendServer {
    private static final Pattern DETOUR = Pattern.compile("/(https?)/(.*)");

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
        Optional<Reply> reply = calls.reply(request.method().name(), address(request));
        if (reply.isEmpty()) {
            request.response().setStatusCode(500).end();
            return;
        }
        vertx.setTimer(
                Math.max(1, reply.get().after()),
                timer -> say(request, reply.get().kind()));
    }

    /** What was asked for: what stands in the path where a detour leads here, else what the request was addressed to. */
    private static String address(HttpServerRequest request) {
        Matcher detour = DETOUR.matcher(request.uri());
        return detour.matches() ? detour.group(1) + "://" + detour.group(2) : request.absoluteURI();
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
