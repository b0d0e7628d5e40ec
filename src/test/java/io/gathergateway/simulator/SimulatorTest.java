package io.gathergateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The simulator over real HTTP, against the smallest backend. */
class SimulatorTest {
    private static final List<String> WAY =
            List.of("answer", "gather_using_speak", "gather_using_ai", "speak", "hangup");
    private static final List<Scenario> SCRIPTS = Scripts.read("""
            scenarios:
              ada:
                call: { from: "+15550111" }
                does: [ { press: "1" }, { answer: { name: Ada } } ]
                expect:
                  ended_by: gateway
                  heard: [ Press 1, "Your name?", "Thank you, Ada." ]
                  commands: [ answer, gather_using_speak, gather_using_ai, speak, hangup ]
              silent:
                call: { from: "+15550112" }
                does: [ { silent: true } ]
                expect: { ended_by: transfer, handed_to: "+15550199", heard: [ Press 1 ] }
            """);
    private static final Scenario ADA = SCRIPTS.get(0);
    private static final Scenario SILENT = SCRIPTS.get(1);

    private final Vertx vertx = Vertx.vertx();
    private Simulator simulator = simulator(fast());
    private StubBackend backend = new StubBackend(vertx, simulator);

    @BeforeEach
    void start() {
        begin(fast());
    }

    @AfterEach
    void close() {
        await(vertx.close());
    }

    @Test
    void aScriptedCallIsPlayedToItsEnd() {
        CallReport report = await(simulator.call(ADA));

        assertThat(report.deviations()).isEmpty();
        assertThat(report.endedBy()).isEqualTo(EndedBy.GATEWAY);
        assertThat(report.latenciesMillis()).hasSize(WAY.size());
        assertThat(report.acknowledged()).isEqualTo(report.webhooks()).isPositive();
        assertThat(backend.unsigned).isEmpty();
        assertThat(backend.received)
                .extracting(StubBackend.Received::type)
                // The backend's next command and the end of the conversation are no cause of each other.
                .containsSubsequence(
                        "call.initiated",
                        "call.answered",
                        "call.dtmf.received",
                        "call.gather.ended",
                        "call.ai_gather.ended",
                        "call.speak.started",
                        "call.speak.ended",
                        "call.hangup")
                .contains("call.conversation.ended")
                .hasSize(9);
    }

    @Test
    void webhooksLookAsTelnyxSendsThem() {
        await(simulator.call(ADA));

        StubBackend.Received first = backend.received.getFirst();
        assertThat(first.userAgent()).isEqualTo("telnyx-webhooks");
        assertThat(first.raw()).startsWith("{\n  \"data\": {\n    \"record_type\": \"event\",\n    \"event_type\": \"");
        assertThat(first.body().path("meta").path("attempt").asInt()).isEqualTo(1);
        assertThat(first.body().path("meta").path("delivered_to").asText()).endsWith("/webhooks");
        assertThat(first.payload().path("client_state").isNull()).isTrue();
        assertThat(first.payload().path("call_control_id").asText()).startsWith("v3:");
    }

    @Test
    void aTransferMakesASecondLegAndJoinsIt() {
        CallReport report = await(simulator.call(SILENT));

        assertThat(report.deviations()).isEmpty();
        assertThat(report.handedTo()).isEqualTo("+15550199");
        assertThat(backend.received.stream().filter(w -> w.type().equals("call.bridged")))
                .hasSize(2);
        assertThat(backend.received.stream()
                        .map(w -> w.payload().path("call_session_id").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void aWebhookAnswered503IsRepeatedAndSignedAnew() {
        backend.status = attempt -> attempt < 3 ? 503 : 200;

        CallReport report = await(simulator.call(ADA));

        assertThat(report.deviations()).isEmpty();
        assertThat(backend.unsigned).isEmpty();
        assertThat(backend.received.stream().filter(w -> w.type().equals("call.initiated")))
                .extracting(StubBackend.Received::attempt)
                .containsExactly(1, 2, 3);
        assertThat(simulator.truth().webhooks()).allSatisfy(webhook -> {
            assertThat(webhook.attempts()).isEqualTo(3);
            assertThat(webhook.acknowledged()).isTrue();
        });
    }

    @Test
    void aWebhookAnswered400IsGivenUpAtOnceAndTheCallIsEnded() {
        begin(fast().withStuckAfter(Duration.ofSeconds(1)));
        backend.status = attempt -> 400;

        CallReport report = await(simulator.call(ADA));

        assertThat(report.givenUp()).isEqualTo(report.webhooks());
        assertThat(report.deviations()).anyMatch(deviation -> deviation.startsWith("stuck"));
        assertThat(simulator.truth().webhooks())
                .allMatch(webhook -> webhook.attempts() == 1 && webhook.status() == 400);
    }

    @Test
    void aWebhookIsGivenUpWhenAllAttemptsAreUsed() {
        begin(fast().withStuckAfter(Duration.ofSeconds(1)));
        backend.status = attempt -> 503;

        CallReport report = await(simulator.call(ADA));

        assertThat(report.acknowledged()).isZero();
        assertThat(simulator.truth().webhooks())
                .allMatch(webhook -> webhook.attempts() == 4 && !webhook.acknowledged());
    }

    @Test
    void duplicatesAndDisorderAreMadeOnRequest() {
        begin(fast().withTroubles(Troubles.NONE.withDoubled(1).withDisorder(Duration.ofMillis(20))));

        CallReport report = await(simulator.call(SILENT));

        Set<String> ids = new HashSet<>();
        long repeated = backend.received.stream()
                .filter(webhook ->
                        !ids.add(webhook.body().path("data").path("id").asText()))
                .count();
        assertThat(report.webhooks()).isPositive();
        assertThat(repeated).isPositive();
    }

    @Test
    void fiftyCallsAtOnceAllEndAsTheyShould() {
        List<Future<CallReport>> calls = IntStream.range(0, 50)
                .mapToObj(i -> simulator.call(i % 5 == 0 ? SILENT : ADA))
                .toList();

        await(Future.all(calls));

        assertThat(calls)
                .allSatisfy(call -> assertThat(call.result().deviations())
                        .as(call.result().toJson().toString())
                        .isEmpty());
        assertThat(simulator.truth().effectsByCommandId().values()).allMatch(effects -> effects == 1);
        assertThat(simulator.truth().commands())
                .allMatch(command -> command.ignoredFields().isEmpty());
        assertThat(backend.unsigned).isEmpty();
    }

    @Test
    void aCallWithoutAWebhookAddressFails() {
        simulator = simulator(fast());
        await(simulator.start());

        Future<CallReport> call = simulator.call(ADA);

        assertThat(await(call.otherwiseEmpty())).isNull();
        assertThat(call.cause()).hasMessage("no webhook URL is set");
    }

    private void begin(SimulatorOptions options) {
        simulator = simulator(options);
        await(simulator.start());
        backend = new StubBackend(vertx, simulator);
        URI url = await(backend.start());
        await(simulator.webhooksTo(url));
    }

    private Simulator simulator(SimulatorOptions options) {
        return new Simulator(vertx, options, SCRIPTS);
    }

    private static SimulatorOptions fast() {
        return SimulatorOptions.defaults()
                .withSpeed(50)
                .withRetryDelays(List.of(Duration.ofMillis(20), Duration.ofMillis(30), Duration.ofMillis(40)));
    }

    @SuppressWarnings("NullAway") // A future of Void gives null.
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
