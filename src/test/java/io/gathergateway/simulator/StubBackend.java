package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntUnaryOperator;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The smallest backend: verifies each webhook, and answers each event it knows, once, with the one command it has for
 * it. Keeps what is wrongly signed.
 */
final class StubBackend {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Vertx vertx;
    private final Simulator simulator;
    private final WebClient client;
    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final Set<String> replied = ConcurrentHashMap.newKeySet();
    final List<Received> received = new CopyOnWriteArrayList<>();
    final List<String> unsigned = new CopyOnWriteArrayList<>();
    /** The status for the n-th delivery of an event, from 1. */
    volatile IntUnaryOperator status = attempt -> 200;

    record Received(JsonNode body, String timestamp, String userAgent, String raw) {
        String type() {
            return body.path("data").path("event_type").asText();
        }

        int attempt() {
            return body.path("meta").path("attempt").asInt();
        }

        JsonNode payload() {
            return body.path("data").path("payload");
        }
    }

    StubBackend(Vertx vertx, Simulator simulator) {
        this.vertx = vertx;
        this.simulator = simulator;
        this.client = WebClient.create(vertx, new WebClientOptions(), new PoolOptions().setHttp1MaxSize(64));
    }

    Future<URI> start() {
        return vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> take(request, body)))
                .listen(0, "127.0.0.1")
                .map(server -> URI.create("http://127.0.0.1:" + server.actualPort() + "/webhooks"));
    }

    Future<Integer> send(String callControlId, String command, String body) {
        return client.postAbs(simulator.apiBase() + "/calls/" + URLEncoder.encode(callControlId, StandardCharsets.UTF_8)
                        + "/actions/" + command)
                .putHeader("Authorization", "Bearer " + simulator.apiKey())
                .putHeader("Content-Type", "application/json")
                .sendBuffer(Buffer.buffer(body))
                .map(answer -> answer.statusCode());
    }

    private void take(HttpServerRequest request, Buffer body) {
        try {
            String timestamp = request.getHeader("Telnyx-Timestamp");
            if (!verified(timestamp, body.getBytes(), request.getHeader("Telnyx-Signature-Ed25519"))) {
                unsigned.add(body.toString());
            }
            JsonNode json = JSON.readTree(body.getBytes());
            Received webhook = new Received(json, timestamp, request.getHeader("User-Agent"), body.toString());
            received.add(webhook);
            String id = json.path("data").path("id").asText();
            int answer = status.applyAsInt(seen.merge(id, 1, Integer::sum));
            request.response().setStatusCode(answer).end();
            if (answer == 200 && replied.add(id)) {
                reply(webhook);
            }
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void reply(Received webhook) {
        JsonNode payload = webhook.payload();
        String status = payload.path("status").asText();
        boolean incoming = payload.path("direction").asText("incoming").equals("incoming");
        String target = payload.path("call_control_id").asText();
        boolean ours = !payload.path("client_state").asText("").equals("YmVl");
        String id = "\"command_id\":\"" + UUID.randomUUID() + "\"";
        switch (ours && incoming ? webhook.type() + " " + status : "") {
            case "call.initiated " -> send(target, "answer", "{" + id + "}");
            case "call.answered " ->
                send(
                        target,
                        "gather_using_speak",
                        "{\"payload\":\"Welcome. Press 1.\",\"voice\":\"AWS.Polly.Joanna\","
                                + "\"maximum_digits\":1,\"maximum_tries\":1,\"timeout_millis\":3000," + id + "}");
            case "call.gather.ended valid" ->
                send(
                        target,
                        "gather_using_ai",
                        "{\"greeting\":\"Your name?\",\"parameters\":{\"type\":\"object\","
                                + "\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}," + id
                                + "}");
            case "call.gather.ended timeout" ->
                send(target, "transfer", "{\"to\":\"+15550199\",\"target_leg_client_state\":\"YmVl\"," + id + "}");
            case "call.ai_gather.ended valid" ->
                send(
                        target,
                        "speak",
                        "{\"payload\":\"Thank you, "
                                + payload.path("result").path("name").asText() + ".\",\"voice\":\"AWS.Polly.Joanna\","
                                + id + "}");
            case "call.speak.ended completed" -> send(target, "hangup", "{" + id + "}");
            default -> {}
        }
    }

    private boolean verified(String timestamp, byte[] body, String signature) {
        Ed25519Signer verifier = new Ed25519Signer();
        byte[] key = Base64.getDecoder().decode(simulator.publicKeyBase64());
        verifier.init(false, new Ed25519PublicKeyParameters(key, 0));
        byte[] head = (timestamp + "|").getBytes(StandardCharsets.US_ASCII);
        verifier.update(head, 0, head.length);
        verifier.update(body, 0, body.length);
        return verifier.verifySignature(Base64.getDecoder().decode(signature));
    }
}
