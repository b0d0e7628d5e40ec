package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.Scenario.Start;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.net.URI;

/** The gateway's control API, as the customer's backend calls it. May be used from any thread. */
public final class GatewayApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int TAKEN = 202;

    private final WebClient web;
    private final URI api;
    private final String token;

    /** With the token that opens it. */
    public GatewayApi(Vertx vertx, URI api, String token) {
        this.web = WebClient.create(vertx);
        this.api = api;
        this.token = token;
    }

    /** Has a call placed; fails where the gateway does not take it. */
    public Future<Void> place(String flow, String connection, Start.Placed call, String idempotencyKey) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("flow", flow)
                .put("connection", connection)
                .put("to", call.to())
                .put("from", call.from());
        body.set("with", JSON.<JsonNode>valueToTree(call.with()));
        return post("/v1/calls", idempotencyKey, body);
    }

    /** Tells a call of an event; fails where the gateway does not take it. */
    public Future<Void> tell(String call, Line.Event event, String idempotencyKey) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", event.name());
        if (event.data() != null) {
            body.set("data", event.data());
        }
        return post("/v1/calls/" + call + "/events", idempotencyKey, body);
    }

    private Future<Void> post(String path, String idempotencyKey, ObjectNode body) {
        return web.postAbs(api + path)
                .bearerTokenAuthentication(token)
                .putHeader("Idempotency-Key", idempotencyKey)
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(body.toString()))
                .compose(GatewayApi::taken);
    }

    private static Future<Void> taken(HttpResponse<Buffer> response) {
        return response.statusCode() == TAKEN
                ? Future.succeededFuture()
                : Future.failedFuture(response.statusCode() + " " + response.bodyAsString());
    }
}
