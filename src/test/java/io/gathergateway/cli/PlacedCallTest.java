package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.cli.Pods.Pod;
import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.CallReport;
import io.vertx.core.Future;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The control API of a whole gateway: what is sent to it twice happens once, by whichever pod. */
class PlacedCallTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Scenario CALLED =
            Objects.requireNonNull(Pods.callers("""
            scenarios:
              called:
                place: { from: "+13125550100", to: "+13125550199" }
                does: [ { press: "1" }, { hears: second question }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway, commands: [ dial, gather_using_speak, gather_using_speak, speak, hangup ] }
            """).get("called"));
    private static final String PLACE = """
            {"flow": "desk", "to": "+13125550199", "from": "+13125550100", "connection": "1494404757140276705"}""";

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void aCallIsPlacedOnceToldOnceAndShownToItsEnd() throws Exception {
        FlowSet flows = Pods.set("our");
        try (Pods pods = new Pods()) {
            Pod a = pods.start(flows, Follow.FILE, Fallback.USUAL);
            Pod b = pods.start(flows, Follow.FILE, Fallback.USUAL);
            pods.webhooksTo(a);
            Future<CallReport> running = pods.begin(1, CALLED).getFirst();

            HttpResponse<String> placed = post(a, "/v1/calls", "key-1", PLACE);
            assertThat(placed.statusCode()).as(placed.body()).isEqualTo(202);
            String id = JSON.readTree(placed.body()).path("id").asText();
            for (Pod pod : List.of(a, b)) {
                HttpResponse<String> again = post(pod, "/v1/calls", "key-1", PLACE);
                assertThat(again.statusCode()).as(again.body()).isEqualTo(202);
                assertThat(again.body()).isEqualTo(placed.body());
            }
            String events = "/v1/calls/" + id + "/events";
            pods.until("the call waits", () -> a.at(Pods.HOLD).contains(id));
            JsonNode shown = JSON.readTree(get(b, "/v1/calls/" + id).body());
            assertThat(shown.path("started").asText()).isNotEmpty();
            assertThat(shown).isEqualTo(JSON.readTree("""
                            {"id": "%s", "stage": "running", "flow": "desk", "step": "hold", "revision": "%s",
                             "started": "%s"}""".formatted(
                            id, flows.revision(), shown.path("started").asText())));

            assertThat(post(b, events, "event-1", "{\"name\": \"go\"}").statusCode())
                    .isEqualTo(202);
            assertThat(post(a, events, "event-1", "{\"name\": \"go\"}").statusCode())
                    .isEqualTo(202);

            CallReport report = pods.ended(List.of(running)).getFirst();
            assertThat(report.deviations()).isEmpty();
            assertThat(report.heard()).containsExactly("our: first question.", "our: second question.", "our: thanks.");
            assertThat(pods.simulator.truth().commands())
                    .filteredOn(command -> command.name().equals("dial"))
                    .hasSize(1);
            pods.until(
                    "the call is over", () -> a.at("").contains(id) || b.at("").contains(id));
            HttpResponse<String> late = post(b, events, "event-2", "{\"name\": \"go\"}");
            assertThat(late.statusCode()).as(late.body()).isEqualTo(409);
            assertThat(JSON.readTree(get(a, "/v1/calls/" + id).body())
                            .path("stage")
                            .asText())
                    .isEqualTo("ended");
            HttpResponse<String> after = post(b, "/v1/calls", "key-1", PLACE);
            assertThat(after.statusCode()).as(after.body()).isEqualTo(202);
            assertThat(after.body()).as("it is done already").isEqualTo(placed.body());
            assertThat(pods.simulator.truth().commands())
                    .filteredOn(command -> command.name().equals("dial"))
                    .hasSize(1);
        }
    }

    private HttpResponse<String> post(Pod pod, String path, String key, String body) throws Exception {
        return http.send(
                request(pod, path)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(Pod pod, String path) throws Exception {
        return http.send(request(pod, path).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(Pod pod, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + pod.apiPort() + path))
                .header("Authorization", "Bearer " + Pods.TOKEN);
    }
}
