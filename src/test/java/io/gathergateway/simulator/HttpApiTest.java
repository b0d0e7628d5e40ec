package io.gathergateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.scenario.Scenario;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator's paths, as any client sees them. */
class HttpApiTest {
    private static final String DIAL =
            "{\"connection_id\":\"1\",\"from\":\"+15550100\",\"to\":\"+15550199\"," + "\"command_id\":\"one\"}";
    private static final Scenario BRIEF = Scripts.read("""
            scenarios: { brief: { does: [ { wait: 100ms }, { hang_up: true } ] } }
            """).getFirst();

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    private final Simulator simulator = new Simulator(
            vertx, SimulatorOptions.defaults().withSpeed(50).withStuckAfter(Duration.ofSeconds(2)), List.of(BRIEF));

    @BeforeEach
    void start() {
        await(simulator.start());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST | /v2/calls/v3%3Aunknown/actions/answer              | {}       | 404 10005
            POST | /v2/calls/unknown/actions/answer                   | {}       | 422 90015
            POST | /v2/calls/v3%3Aunknown/actions/answer              | {        | 400 10023
            POST | /v2/calls/v3%3Aunknown/actions/answer              | []       | 400 10023
            GET  | /v2/calls/v3%3Aunknown/actions/answer              |          | 405 10030
            POST | /v2/calls/v3%3Aunknown/actions/client_state_update | {}       | 405 10030
            PUT  | /v2/calls/v3%3Aunknown/actions/client_state_update | {}       | 404 10005
            GET  | /v2/calls/v3%3Aunknown                             |          | 404 10005
            GET  | /v2/calls                                          |          | 405 10030
            GET  | /v2/nothing                                        |          | 404 10005
            POST | /v2/calls                                          | {}       | 422 10004
            """)
    void whatCannotBeIsRefusedInTelnyxsWords(String method, String path, String body, String answer)
            throws IOException, InterruptedException {
        HttpResponse<String> response = send(method, path, body == null ? "" : body, simulator.apiKey());

        assertThat(response.statusCode() + " " + code(response)).isEqualTo(answer);
    }

    @Test
    void anotherKeyIsRefused() throws IOException, InterruptedException {
        HttpResponse<String> response = send("POST", "/v2/calls/v3%3Ax/actions/answer", "{}", "KEYother");

        assertThat(response.statusCode() + " " + code(response)).isEqualTo("401 10009");
        assertThat(simulator.truth().commands()).isEmpty();
    }

    @Test
    void aRepeatedDialPlacesNoSecondCall() throws IOException, InterruptedException {
        String first = send("POST", "/v2/calls", DIAL, simulator.apiKey()).body();
        String again = send("POST", "/v2/calls", DIAL, simulator.apiKey()).body();
        String id = new ObjectMapper()
                .readTree(first)
                .path("data")
                .path("call_control_id")
                .asText();

        assertThat(again).isEqualTo(first);
        assertThat(simulator.truth().effectsByCommandId()).containsEntry("one", 1);
        assertThat(send("GET", "/v2/calls/" + id.replace(":", "%3A"), "", simulator.apiKey())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCallIsStartedAndReportedOverHttp() throws IOException, InterruptedException {
        assertThat(send("POST", "/sim/calls", "{\"caller\":\"brief\"}", "").statusCode())
                .isEqualTo(409);
        StubBackend backend = new StubBackend(vertx, simulator);
        URI url = await(backend.start());
        await(simulator.webhooksTo(url));

        HttpResponse<String> started = send("POST", "/sim/calls", "{\"caller\":\"brief\"}", "");
        String id = new ObjectMapper().readTree(started.body()).path("id").asText();
        assertThat(started.statusCode()).isEqualTo(201);
        assertThat(send("GET", "/sim/calls/" + id, "", "").statusCode()).isEqualTo(200);
        assertThat(send("GET", "/sim/calls/none", "", "").statusCode()).isEqualTo(404);
        assertThat(send("POST", "/sim/calls", "{\"caller\":\"nobody\"}", "").statusCode())
                .isEqualTo(404);
        await(simulator.call(BRIEF));
        assertThat(send("GET", "/sim/log", "", "").body())
                .contains("\"kind\":\"webhook\"")
                .contains("call.hangup");
    }

    @Test
    void troublesAreMadeOverHttpAndEnd() throws IOException, InterruptedException {
        assertThat(send("PUT", "/sim/troubles", "{\"refused\":1,\"status\":502}", "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(send("POST", "/v2/calls", DIAL, simulator.apiKey()).statusCode())
                .isEqualTo(502);
        assertThat(simulator.truth().effectsByCommandId()).isEmpty();

        send("PUT", "/sim/troubles", "{}", "");

        assertThat(send("POST", "/v2/calls", DIAL, simulator.apiKey()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoExceedsTheRateIsToldWhenItIsReset() throws IOException, InterruptedException {
        send("PUT", "/sim/troubles", "{\"per_second\":1}", "");
        HttpResponse<String> answer = send("POST", "/v2/calls", DIAL, simulator.apiKey());
        for (int i = 0; i < 20 && answer.statusCode() != 429; i++) {
            answer = send("POST", "/v2/calls", DIAL, simulator.apiKey());
        }

        assertThat(answer.statusCode() + " " + code(answer)).isEqualTo("429 10011");
        assertThat(answer.headers().firstValue("x-ratelimit-remaining")).hasValue("0");
        assertThat(answer.headers().firstValue("x-ratelimit-reset")).hasValue("1");
    }

    @Test
    void aMuteTelnyxCarriesOutAndDoesNotAnswer() throws IOException, InterruptedException {
        send("PUT", "/sim/troubles", "{\"mute\":1}", "");
        HttpRequest dial = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + simulator.apiBase().getPort() + "/v2/calls"))
                .POST(HttpRequest.BodyPublishers.ofString(DIAL))
                .header("Authorization", "Bearer " + simulator.apiKey())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofMillis(700))
                .build();

        assertThatExceptionOfType(HttpTimeoutException.class)
                .isThrownBy(() -> http.send(dial, HttpResponse.BodyHandlers.ofString()));
        assertThat(simulator.truth().effectsByCommandId()).containsEntry("one", 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"doubled": 2}   | a share must be 0 to 1, not 2.0
            {"dubled": 1}    | there is no dubled; there are disorder_millis, doubled, lost, mute, per_second, refused, status
            {"status": 200}  | disorder and perSecond must not be negative, status must be 400 to 599
            """)
    void aWrongTroubleIsNamed(String body, String told) throws IOException, InterruptedException {
        HttpResponse<String> answer = send("PUT", "/sim/troubles", body, "");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(told);
    }

    private HttpResponse<String> send(String method, String path, String body, String key)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + simulator.apiBase().getPort() + path);
        HttpRequest.BodyPublisher publisher = HttpRequest.BodyPublishers.ofString(body);
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, publisher)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static String code(HttpResponse<String> response) throws IOException {
        return new ObjectMapper()
                .readTree(response.body())
                .path("errors")
                .path(0)
                .path("code")
                .asText();
    }

    @SuppressWarnings("NullAway") // A future of Void gives null.
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
