package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The webhooks that were given up, newest first, as {@code GET /v2/webhook_deliveries} lists them: the last 1,000.
 * Confined to the simulator's event loop.
 */
final class GivenUp {
    private static final int MOST = 1_000;
    private static final int LARGEST_PAGE = 250;

    private final Deque<Delivery> deliveries = new ArrayDeque<>();

    private record Delivery(Instant finishedAt, ObjectNode json) {}

    void add(ObjectNode webhook, @Nullable URI url, Instant startedAt, Instant finishedAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("record_type", "webhook_delivery").put("status", "failed");
        json.put(
                "id",
                UUID.nameUUIDFromBytes(webhook.path("id").asText().getBytes(StandardCharsets.UTF_8))
                        .toString());
        json.put("started_at", startedAt.toString()).put("finished_at", finishedAt.toString());
        json.set("webhook", webhook);
        ObjectNode attempt = json.putArray("attempts").addObject();
        attempt.put("status", "failed").put("started_at", startedAt.toString());
        attempt.put("finished_at", finishedAt.toString());
        attempt.putObject("http").putObject("request").put("url", String.valueOf(url));
        deliveries.addFirst(new Delivery(finishedAt, json));
        if (deliveries.size() > MOST) {
            deliveries.removeLast();
        }
    }

    void list(RoutingContext context) {
        String status = context.queryParams().get("filter[status][eq]");
        Instant from;
        int number;
        int size;
        try {
            from = Instant.parse(or(context, "filter[finished_at][gte]", Instant.EPOCH.toString()));
            number = Math.max(1, Integer.parseInt(or(context, "page[number]", "1")));
            size = Math.clamp(Integer.parseInt(or(context, "page[size]", "20")), 1, LARGEST_PAGE);
        } catch (DateTimeParseException | NumberFormatException e) {
            TelnyxApi.send(context, 422, JsonNodeFactory.instance.objectNode());
            return;
        }
        List<ObjectNode> found = "delivered".equals(status)
                ? List.of()
                : deliveries.stream()
                        .filter(delivery -> !delivery.finishedAt().isBefore(from))
                        .map(Delivery::json)
                        .toList();
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode data = body.putArray("data");
        found.stream().skip((long) (number - 1) * size).limit(size).forEach(data::add);
        body.putObject("meta")
                .put("page_number", number)
                .put("page_size", size)
                .put("total_results", found.size())
                .put("total_pages", (found.size() + size - 1) / size);
        TelnyxApi.send(context, 200, body);
    }

    private static String or(RoutingContext context, String name, String usual) {
        String value = context.queryParams().get(name);
        return value == null ? usual : value;
    }
}
