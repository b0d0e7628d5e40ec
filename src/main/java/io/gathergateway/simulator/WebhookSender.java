package io.gathergateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.simulator.TruthEntry.WebhookSent;
import io.gathergateway.simulator.TruthEntry.WebhookSettled;
import io.gathergateway.telnyx.model.Effect.Webhook;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Delivers webhooks: signed, with Telnyx's headers, answered within the attempt's time or repeated. 5xx, 408, 429 and no
 * answer are repeated after the configured delays, signed anew; anything else that is not 2xx ends the delivery (Telnyx's
 * voice webhook page). Confined to the simulator's event loop.
 */
final class WebhookSender {
    private static final int CONNECTIONS = 256;
    private static final ObjectWriter JSON = new ObjectMapper().writer(printer());

    private final Vertx vertx;
    private final SimulatorOptions options;
    private final Signer signer;
    private final TruthLog truth;
    private final Misfortune misfortune;
    private final Random random;
    private final WebClient client;
    private final GivenUp givenUp = new GivenUp();
    private @Nullable URI target;

    WebhookSender(Vertx vertx, SimulatorOptions options, Signer signer, TruthLog truth, Misfortune misfortune) {
        this.vertx = vertx;
        this.options = options;
        this.signer = signer;
        this.truth = truth;
        this.misfortune = misfortune;
        this.random = new Random(options.seed());
        this.target = options.webhookUrl();
        this.client = WebClient.create(
                vertx,
                new WebClientOptions()
                        .setUserAgent("telnyx-webhooks")
                        .setFollowRedirects(false)
                        .setConnectTimeout((int) options.attemptTimeout().toMillis()),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(100_000));
    }

    void to(URI url) {
        target = url;
    }

    boolean hasTarget() {
        return target != null;
    }

    /** Tells {@code call} when it is sent first, and when it is delivered or given up. */
    void send(Webhook webhook, CallRecord call) {
        if (misfortune.loses(webhook.type())) {
            givenUp(webhook);
            return;
        }
        call.webhookMade();
        vertx.setTimer(call.sendAfter(latency(), misfortune.keepsOrder()), timer -> attempt(webhook, call, 1));
        if (misfortune.doubles()) {
            vertx.setTimer(1 + latency() * 2, timer -> post(webhook, call, 1));
        }
    }

    /** Sends one that {@link CallRecord#webhookMade made} its way late already. */
    void sendLate(Webhook webhook, CallRecord call) {
        attempt(webhook, call, 1);
    }

    /** What Telnyx tells of those it gave up. */
    GivenUp givenUp() {
        return givenUp;
    }

    private void givenUp(Webhook webhook) {
        Instant now = Instant.now();
        givenUp.add(webhook.data(), target, now, now);
    }

    void close() {
        client.close();
    }

    private void attempt(Webhook webhook, CallRecord call, int attempt) {
        call.webhookSent(System.currentTimeMillis());
        post(webhook, call, attempt).onSuccess(status -> {
            boolean acknowledged = status / 100 == 2;
            if (!acknowledged
                    && repeats(status)
                    && attempt <= options.retryDelays().size()) {
                Duration delay = options.retryDelays().get(attempt - 1);
                vertx.setTimer(Math.max(1, delay.toMillis()), timer -> attempt(webhook, call, attempt + 1));
                return;
            }
            truth.add(new WebhookSettled(
                    System.currentTimeMillis(),
                    call.callSessionId(),
                    webhook.id(),
                    webhook.type(),
                    attempt,
                    status,
                    acknowledged));
            if (!acknowledged) {
                givenUp(webhook);
            }
            call.webhookSettled(acknowledged);
        });
    }

    /** The status answered; 0 for none. Never fails. */
    private io.vertx.core.Future<Integer> post(Webhook webhook, CallRecord call, int attempt) {
        URI url = target;
        if (url == null) {
            return io.vertx.core.Future.succeededFuture(0);
        }
        byte[] body = body(webhook, attempt, url);
        long sentAt = System.currentTimeMillis();
        String timestamp = Long.toString(sentAt / 1000);
        return client.postAbs(url.toString())
                .timeout(options.attemptTimeout().toMillis())
                .putHeader("Content-Type", "application/json")
                .putHeader("Telnyx-Signature-Ed25519", signer.sign(timestamp, body))
                .putHeader("Telnyx-Timestamp", timestamp)
                .sendBuffer(Buffer.buffer(body))
                .map(response -> response.statusCode())
                .otherwise(0)
                .onSuccess(status -> truth.add(new WebhookSent(
                        sentAt,
                        call.callSessionId(),
                        webhook.id(),
                        webhook.type(),
                        status,
                        System.currentTimeMillis() - sentAt)));
    }

    private static boolean repeats(int status) {
        return status == 0 || status == 408 || status == 429 || status / 100 == 5;
    }

    private long latency() {
        long usual = options.real(options.latency().toMillis());
        return usual + random.nextLong(usual + 1) + misfortune.delay();
    }

    private static byte[] body(Webhook webhook, int attempt, URI url) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.set("data", webhook.data());
        body.putObject("meta").put("attempt", attempt).put("delivered_to", url.toString());
        try {
            return JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree always serialises", e);
        }
    }

    /** The real body is indented by two spaces, so that whoever re-serialises it fails the signature here too. */
    private static DefaultPrettyPrinter printer() {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
        printer.indentObjectsWith(lines);
        printer.indentArraysWith(lines);
        return printer;
    }
}
