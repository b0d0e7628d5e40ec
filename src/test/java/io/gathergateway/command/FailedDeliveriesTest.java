package io.gathergateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Telnyx lists as given up: only this application's, in the order it was made. */
class FailedDeliveriesTest {
    private static final URI OURS = URI.create("https://calls.example.com/webhooks/telnyx");
    private static final Instant SINCE = Instant.parse("2026-11-23T12:00:00.123Z");

    private final Vertx vertx = Vertx.vertx();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void allPagesAreReadOldestFirstAndOtherApplicationsAreLeftAlone() throws Exception {
        List<String> ids = since(page -> page == 1
                ? IntStream.range(0, 50)
                        .mapToObj(
                                i -> delivery("new-" + i, i % 2 == 0 ? OURS : URI.create("https://other.example.com/")))
                        .toList()
                : List.of(delivery("oldest", OURS), delivery("longer", URI.create(OURS + "/more"))));
        assertThat(ids).hasSize(26).startsWith("oldest", "new-48").endsWith("new-0");
        assertThat(asked)
                .hasSize(2)
                .allSatisfy(query -> assertThat(query)
                        .contains("filter[status][eq]=failed", "filter[finished_at][gte]=2026-11-23T12:00:00.123Z"));
    }

    @Test
    void endlessPagesAreBounded() throws Exception {
        List<String> ids = since(page -> IntStream.range(0, 50)
                .mapToObj(i -> delivery(page + "-" + i, OURS))
                .toList());
        assertThat(ids).hasSize(500);
    }

    private List<String> since(IntFunction<List<JsonObject>> pages) throws Exception {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            String query = URLDecoder.decode(request.query(), StandardCharsets.UTF_8);
            asked.add(query);
            assertThat(request.getHeader("authorization")).isEqualTo("Bearer key");
            int page = Integer.parseInt(request.getParam("page[number]"));
            request.response()
                    .end(new JsonObject()
                            .put("data", new JsonArray(pages.apply(page)))
                            .encode());
        });
        int port = get(server.listen(0, "127.0.0.1")).actualPort();
        CompletableFuture<List<byte[]>> bodies = new CompletableFuture<>();
        vertx.getOrCreateContext()
                .runOnContext(v -> new FailedDeliveries(
                                vertx,
                                CommandOptions.of(
                                        URI.create("http://127.0.0.1:" + port + "/v2"),
                                        () -> "key",
                                        TelnyxRig.TOKENS,
                                        1),
                                InstantSource.system(),
                                OURS)
                        .since(SINCE)
                        .onSuccess(bodies::complete)
                        .onFailure(bodies::completeExceptionally));
        return bodies.get(30, TimeUnit.SECONDS).stream()
                .map(body -> new JsonObject(new String(body, StandardCharsets.UTF_8))
                        .getJsonObject("data")
                        .getString("id"))
                .toList();
    }

    private static JsonObject delivery(String id, URI to) {
        JsonObject request = new JsonObject().put("url", to.toString());
        return new JsonObject()
                .put("webhook", new JsonObject().put("id", id).put("event_type", "call.hangup"))
                .put(
                        "attempts",
                        new JsonArray().add(new JsonObject().put("http", new JsonObject().put("request", request))));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
