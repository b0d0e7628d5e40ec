package io.gathergateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.cli.Pods.Pod;
import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Trap;
import io.gathergateway.ops.Metrics;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.store.RawRedis;
import io.gathergateway.store.RedisServer;
import io.gathergateway.webhook.WebhookSigner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code dead} as it is typed, beside whole gateways: what cannot be dealt with is kept, told, and tried again. */
class DeadCommandTest {
    private static final String SORRY = "Sorry, something broke.";
    private static final WebhookSigner SIGNER = new WebhookSigner(7);
    private static final Map<String, Scenario> CALLERS = Pods.callers("""
            scenarios:
              healthy:
                does: [ { press: "1" }, { hears: good question }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway }
              poisoned:
                does: [ { press: "2" }, { hears: something broke } ]
                expect: { ended_by: gateway }
            """);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aDecisionThatThrowsIsPutAsideItsCallerHearsTheFallbackAndAllOthersGoOn() throws Exception {
        Trap trap = new Trap(flows(), "desk", "bad");
        trap.arm();
        try (Pods pods = new Pods()) {
            Pod pod = pods.start(trap.set(), Follow.FILE, new Fallback(SORRY, null, null));
            pods.webhooksTo(pod);
            List<Future<CallReport>> healthy = pods.begin(10, caller("healthy"));
            CallReport poisoned = pods.play(caller("poisoned"));
            assertThat(poisoned.deviations()).isEmpty();
            assertThat(poisoned.heard()).last().isEqualTo(SORRY);
            assertThat(poisoned.endedBy()).isEqualTo(EndedBy.GATEWAY);
            assertThat(pods.ended(healthy)).allSatisfy(report -> {
                assertThat(report.deviations()).isEmpty();
                assertThat(report.heard()).last().asString().contains("thanks");
            });

            String redis = pods.redis.url();
            assertThat(dead(redis, "list")).isZero();
            assertThat(lines())
                    .singleElement()
                    .asString()
                    .contains("  decision_threw  " + poisoned.callSessionId()
                            + "  call.gather.ended  java.lang.IllegalState");
            assertThat(dead(redis, "list", "--json")).isZero();
            JsonObject entry = new JsonArray(out.toString()).getJsonObject(0);
            assertThat(entry.containsKey("event")).isFalse();
            String id = entry.getString("id");
            assertThat(dead(redis, "show", id)).isZero();
            assertThat(out.toString()).contains("\"digits\" : \"2\"").doesNotContain(Trap.MESSAGE);

            trap.disarm();
            assertThat(dead(redis, "redrive", id)).isZero();
            assertThat(lines()).containsExactly(id + "  too late: its call is over, nothing changed");
            assertThat(dead(redis, "list")).isZero();
            assertThat(lines()).containsExactly("the dead list is empty");
        }
    }

    @Test
    void aSignedBodyThatIsNoEventIs400KeptAndTriedAgain() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Served served = new Served(redis.url())) {
            assertThat(served.post("{\"data\": {\"event_type\": \"call.hangup\", \"pin\": \"4711\"}}"))
                    .isEqualTo(400);
            untilListed(redis.url());
            assertThat(lines()).singleElement().asString().endsWith("  unusable_body  no_payload");
            assertThat(dead(redis.url(), "list", "--show")).isZero();
            assertThat(out.toString()).contains("4711");
            String id = lines().getFirst().split("  ", 2)[0];
            assertThat(dead(redis.url(), "redrive", "--all")).isEqualTo(1);
            assertThat(lines()).containsExactly(id + "  is no event that this release can read, and stays on the list");

            // As if this release could read what the one before could not.
            String call = "428c31b6-7af4-4bcb-b7f5-5013ef9657c1";
            try (RawRedis raw = redis.connect()) {
                raw.number(
                        "HSET",
                        "{dead}:events",
                        id,
                        new JsonObject().put("body", initiated(call)).encode());
                assertThat(dead(redis.url(), "redrive", id)).isZero();
                assertThat(lines()).containsExactly(id + "  applied");
                assertThat(raw.list("KEYS", "{s*}:call:" + call)).hasSize(1);
            }
            assertThat(dead(redis.url(), "list")).isZero();
            assertThat(lines()).containsExactly("the dead list is empty");
            assertThat(served.metric("gateway_dead_events_total{reason=\"unusable_body\"}"))
                    .isEqualTo("1.0");
        }
    }

    @Test
    void aRedisThatIsAwayNeitherDelaysNorChangesTheAnswerToAnUnusableBody() throws Exception {
        try (RedisServer redis = RedisServer.start();
                Served served = new Served(redis.url())) {
            assertThat(served.post("{}")).isEqualTo(400);
            redis.freeze();
            long begin = System.nanoTime();
            assertThat(served.post("[]")).isEqualTo(400);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(900));
            redis.thaw();
        }
    }

    @Test
    void entriesAreDroppedAndWhatIsNotThereIsTold() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            assertThat(dead(redis.url(), "show", "none")).isEqualTo(1);
            assertThat(err.toString()).contains("none  is not on the dead list");
            assertThat(dead(redis.url(), "redrive", "none")).isEqualTo(1);
            assertThat(lines()).containsExactly("none  is not on the dead list");
            assertThat(dead(redis.url(), "redrive", "--all")).isZero();
            assertThat(dead(redis.url(), "drop", "none")).isEqualTo(1);
            assertThat(lines()).containsExactly("0 of 1 dropped");
            try (RawRedis raw = redis.connect()) {
                raw.number("HSET", "{dead}:heads", "x", "1 {\"id\":\"x\",\"reason\":\"UNUSABLE_BODY\"}");
            }
            assertThat(dead(redis.url(), "redrive", "x")).isEqualTo(1);
            assertThat(lines()).containsExactly("x  waits: no gateway has come to it yet");
            assertThat(dead(redis.url(), "drop", "x", "x")).isZero();
            assertThat(lines()).containsExactly("1 of 1 dropped");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"redrive", "redrive x --all", "show", "drop", "list x"})
    void wrongArgumentsAreStatus2(String args) {
        assertThat(run(("dead " + args + " --redis redis://127.0.0.1:1").split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead", "dead list", "dead show", "dead redrive", "dead drop"})
    void everyCommandExplainsItself(String command) {
        assertThat(run((command + " --help").split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: gather-gateway dead");
    }

    private void untilListed(String redis) throws Exception {
        Instant last = Instant.now().plusSeconds(20);
        do {
            assertThat(Instant.now()).as("nothing is listed").isBefore(last);
            assertThat(dead(redis, "list")).isZero();
        } while (lines().contains("the dead list is empty"));
    }

    private int dead(String redis, String... args) {
        return run(Stream.concat(Stream.of("dead"), Stream.concat(Stream.of(args), Stream.of("--redis", redis)))
                .toArray(String[]::new));
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private static Scenario caller(String name) {
        return Objects.requireNonNull(CALLERS.get(name));
    }

    private static FlowSet flows() {
        FlowReading read = FlowReader.read("desk.yaml", """
                flow: desk
                start: first
                voice: AWS.Polly.Joanna-Neural
                on: { failed: bye }
                steps:
                  first:
                    menu: { prompt: first question., timeout: 100s }
                    keys: { "1": good, "2": bad }
                    exhausted: bye
                  good:
                    menu: { prompt: good question., timeout: 100s }
                    keys: { "1": thanks }
                    exhausted: bye
                  bad: { say: bad., next: bye }
                  thanks: { say: thanks., next: bye }
                  bye: hangup
                """);
        return switch (read) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }

    private static String initiated(String id) {
        return """
                {"data": {"record_type": "event", "event_type": "call.initiated", "id": "%1$s",
                  "occurred_at": "%2$s", "payload": {"call_session_id": "%1$s", "call_control_id": "v3:%1$s",
                  "call_leg_id": "%1$s", "connection_id": "1", "direction": "incoming", "from": "+13125550199",
                  "to": "+13125550100", "state": "parked"}}}""".formatted(id, Instant.now());
    }

    /** A gateway that has a Redis, and nobody where Telnyx should be. */
    private static final class Served implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Gateway gateway;

        Served(String redis) throws Exception {
            gateway = Await.result(
                    Gateway.start(
                            Vertx.vertx(),
                            RedisOnly.config(redis, SIGNER.publicKey()),
                            flows(),
                            new Metrics(Version.text())),
                    Pods.PATIENCE);
        }

        int post(String text) throws Exception {
            byte[] body = text.getBytes(UTF_8);
            long timestamp = Instant.now().getEpochSecond();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.webhookPort() + "/webhooks/telnyx"))
                    .header("Content-Type", "application/json")
                    .header("Telnyx-Timestamp", String.valueOf(timestamp))
                    .header("Telnyx-Signature-Ed25519", SIGNER.sign(timestamp, body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }

        String metric(String name) throws Exception {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.managementPort() + "/metrics"))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .lines()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(name.length()).strip())
                    .findFirst()
                    .orElse("");
        }

        @Override
        public void close() {
            try {
                Await.result(gateway.close(), Pods.PATIENCE);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            http.close();
        }
    }
}
