package io.gathergateway.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The webhooks that Telnyx gave up to deliver, as {@code GET /v2/webhook_deliveries} lists them, newest first. They come
 * over a connection that the API key opens, so they are as good as signed ones. Confined to its event loop.
 */
public final class FailedDeliveries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 50;
    private static final int MOST_PAGES = 10;
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private final TelnyxClient client;
    private final String deliveredTo;

    /** @param deliveredTo where Telnyx sends this application's webhooks; others of the account are left out */
    public FailedDeliveries(Vertx vertx, CommandOptions options, InstantSource clock, URI deliveredTo) {
        CommandOptions.Wire wire = options.wire();
        this.client = new TelnyxClient(
                vertx,
                new CommandOptions(
                        options.apiBase(),
                        options.apiKey(),
                        options.tokens(),
                        options.owners(),
                        new CommandOptions.Wire(1, 1, wire.connect(), wire.attempt(), wire.keepAlive(), MAX_BODY),
                        options.breaker()),
                clock);
        this.deliveredTo = deliveredTo.toString();
    }

    /**
     * The bodies of those that were given up since then, as webhooks have them, the oldest first; at most the newest 500.
     * Fails where Telnyx does not list them.
     */
    public Future<List<byte[]>> since(Instant since) {
        return page(since, 1, new ArrayList<>()).map(bodies -> {
            Collections.reverse(bodies);
            return List.copyOf(bodies);
        });
    }

    private Future<List<byte[]>> page(Instant since, int number, List<byte[]> bodies) {
        String path = "/webhook_deliveries?filter%5Bstatus%5D%5Beq%5D=failed&filter%5Bfinished_at%5D%5Bgte%5D="
                + since.truncatedTo(ChronoUnit.MILLIS) + "&page%5Bnumber%5D=" + number + "&page%5Bsize%5D=" + PAGE;
        return client.get(path).compose(answer -> {
            JsonNode data;
            try {
                data = JSON.readTree(answer.getBytes()).path("data");
            } catch (IOException e) {
                return Future.failedFuture("Telnyx's list of deliveries cannot be read");
            }
            data.forEach(delivery -> {
                if (delivery.path("webhook").isObject() && isOurs(delivery)) {
                    bodies.add(JsonNodeFactory.instance
                            .objectNode()
                            .<JsonNode>set("data", delivery.path("webhook"))
                            .toString()
                            .getBytes(StandardCharsets.UTF_8));
                }
            });
            return data.size() < PAGE || number == MOST_PAGES
                    ? Future.succeededFuture(bodies)
                    : page(since, number + 1, bodies);
        });
    }

    private boolean isOurs(JsonNode delivery) {
        for (JsonNode attempt : delivery.path("attempts")) {
            if (attempt.path("http").path("request").path("url").asText().equals(deliveredTo)) {
                return true;
            }
        }
        return false;
    }
}
