package io.gathergateway.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real sockets, from outside. */
class ManagementVerticleTest {
    private final AtomicBoolean redis = new AtomicBoolean(true);
    private final AtomicBoolean alive = new AtomicBoolean(true);
    private final AtomicBoolean verifier = new AtomicBoolean(true);
    private final Vertx vertx = Vertx.vertx(ManagementVerticle.ownLoop());
    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics("1.2.3-test");
    private final ManagementVerticle management = new ManagementVerticle(
            "127.0.0.1",
            0,
            metrics,
            List.of(new ReadinessCheck("verifier", verifier::get), new ReadinessCheck("redis", redis::get)),
            alive::get);

    @BeforeEach
    void deploy() throws Exception {
        vertx.deployVerticle(management).await(10, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        vertx.close().await(10, TimeUnit.SECONDS);
        metrics.close();
    }

    @Test
    void isReadyWhileEveryCheckHolds() throws Exception {
        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertThat(answer.body()).isEqualTo("{\"ready\":true,\"checks\":{\"verifier\":\"up\",\"redis\":\"up\"}}");
    }

    @Test
    void namesTheCheckThatDoesNotHold() throws Exception {
        redis.set(false);

        HttpResponse<String> answer = get("/health/ready");

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"ready\":false,\"checks\":{\"verifier\":\"up\",\"redis\":\"down\"}}");
        assertThat(get("/metrics").body())
                .contains("gateway_ready{check=\"redis\"} 0.0", "gateway_ready{check=\"verifier\"} 1.0");
    }

    @Test
    void isAliveWhenNotReady() throws Exception {
        redis.set(false);
        verifier.set(false);

        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void showsWhatEveryPodShows() throws Exception {
        HttpResponse<String> answer = get("/metrics");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body())
                .contains("gateway_build_info{java=\"", "version=\"1.2.3-test\"} 1\n")
                .contains("jvm_memory_used_bytes{area=\"heap\"} ", "jvm_memory_max_bytes{area=\"heap\"} ")
                .containsPattern("process_start_time_seconds 1\\.\\d+E9");
    }

    @ParameterizedTest(name = "{0} {1} is answered {2}")
    @CsvSource({
        "POST,   /health/live,    405, GET",
        "DELETE, /health/ready,   405, GET",
        "PUT,    /metrics,        405, GET",
        "GET,    /,               404, ",
        "GET,    /health,         404, ",
        "GET,    /metrics/,       404, ",
        "POST,   /webhooks/telnyx, 404, "
    })
    void anythingElseIsRefused(String method, String path, int status, String allow) throws Exception {
        HttpRequest request = request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();

        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("allow").orElse(null)).isEqualTo(allow);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management.actualPort() + path));
    }
}
