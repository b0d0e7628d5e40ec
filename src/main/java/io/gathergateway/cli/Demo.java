package io.gathergateway.cli;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.CallTrace;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Flows;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.config.Secret;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.ops.Metrics;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.GatewayApi;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.event.Level;

/** A gateway and a simulated Telnyx in one process, talking over loopback as they would over the network. */
final class Demo {
    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration START = Duration.ofSeconds(60);

    /** Calls begin this far apart, so that many are under way at once and none starts a stampede. */
    private static final long MILLIS_BETWEEN_CALLS = 8;

    /** Longer than the longest wait of a scenario that one would watch. */
    private static final Duration STUCK_AFTER = Duration.ofMinutes(15);

    private final Vertx gatewayVertx;
    private final Vertx simulatorVertx;
    private final Simulator simulator;
    private final Gateway gateway;
    private final Stores stores;
    private final FlowSet flows;
    private final List<Scenario> scripts;
    private final ScenarioCalls calls;
    private final GatewayApi api;

    private Demo(
            Vertx gatewayVertx,
            Vertx simulatorVertx,
            Simulator simulator,
            Gateway gateway,
            Stores stores,
            FlowSet flows,
            List<Scenario> scripts,
            ScenarioCalls calls,
            GatewayApi api) {
        this.gatewayVertx = gatewayVertx;
        this.simulatorVertx = simulatorVertx;
        this.simulator = simulator;
        this.gateway = gateway;
        this.stores = stores;
        this.flows = flows;
        this.scripts = scripts;
        this.calls = calls;
        this.api = api;
    }

    /**
     * Starts it all.
     *
     * @param speed how much faster than life the callers are
     * @param hurry whether the gateway's time runs as fast as theirs; not for many calls at once, since a machine that
     *     is slow counts as slow callers then
     */
    static Demo start(FlowSet written, List<Scenario> scripts, String redisUrl, double speed, boolean hurry)
            throws Exception {
        Vertx simulatorVertx = Vertx.vertx();
        Simulator simulator = new Simulator(
                simulatorVertx,
                SimulatorOptions.defaults().withSpeed(speed).withBackendPort(0).withStuckAfter(STUCK_AFTER),
                scripts);
        Await.result(simulator.start(), START);
        FlowSet flows = Detour.of(written, simulator.backend());
        String token = UUID.randomUUID().toString();
        GatewayConfig config = config(simulator, flows, redisUrl, token);
        Metrics metrics = new Metrics(Version.text());
        Vertx gatewayVertx = Vertx.vertx();
        ScenarioCalls calls = new ScenarioCalls(simulator, flows.main().name());
        Surroundings surroundings =
                new Surroundings(calls::clock, store -> hurry ? new HurriedStore(store, speed) : store);
        Gateway gateway = Await.result(Gateway.start(gatewayVertx, config, flows, metrics, surroundings), START);
        GatewayApi api =
                new GatewayApi(simulatorVertx, URI.create("http://" + LOOPBACK + ":" + gateway.apiPort()), token);
        Await.result(simulator.eventsTo((call, event) -> calls.outside(api, call, event)), START);
        Await.result(
                simulator.webhooksTo(
                        URI.create("http://" + LOOPBACK + ":" + gateway.webhookPort() + "/webhooks/telnyx")),
                START);
        Stores stores = new Stores(simulatorVertx, config, new SimpleMeterRegistry());
        return new Demo(gatewayVertx, simulatorVertx, simulator, gateway, stores, flows, scripts, calls, api);
    }

    /** What each of its parts would be told in production. */
    private static GatewayConfig config(Simulator simulator, FlowSet flows, String redisUrl, String token) {
        return new GatewayConfig(
                new GatewayConfig.Webhook(LOOPBACK, 0, 2_000, GatewayConfig.Webhook.USUAL_CONNECTIONS),
                new GatewayConfig.Telnyx(
                        simulator.apiBase(),
                        new Secret(simulator.apiKey()),
                        List.of(simulator.publicKeyBase64()),
                        List.of(),
                        GatewayConfig.AssistantVoice.ASSISTANT,
                        null),
                new GatewayConfig.Redis(
                        new Secret(redisUrl), null, Duration.ofSeconds(1), 4_000, GatewayConfig.Durability.MEMORY),
                new GatewayConfig.Sessions(Duration.ofHours(24), Duration.ofHours(1)),
                new GatewayConfig.Flows(Path.of(""), GatewayConfig.Follow.FILE, GatewayConfig.Fallback.USUAL),
                new GatewayConfig.Commands(64, 256),
                Detour.callouts(flows, simulator.backend()),
                new GatewayConfig.Api(LOOPBACK, 0, List.of(new Secret(token)), 1_000),
                new GatewayConfig.Management(LOOPBACK, 0),
                GatewayConfig.Shutdown.USUAL,
                new GatewayConfig.Log(GatewayConfig.LogFormat.TEXT, Level.WARN));
    }

    void showTimeline(PrintStream out) {
        Timeline timeline = new Timeline(out, InstantSource.system());
        gatewayVertx
                .getOrCreateContext()
                .runOnContext(v -> gatewayVertx
                        .eventBus()
                        .<CallTrace>localConsumer(Addresses.TRACE, message -> timeline.show(message.body())));
    }

    String addresses() {
        return "metrics http://" + LOOPBACK + ":" + gateway.managementPort() + "/metrics, webhooks http://" + LOOPBACK
                + ":" + gateway.webhookPort() + "/webhooks/telnyx, simulated Telnyx " + simulator.apiBase();
    }

    /** Plays the calls and tells how it went; whether everything was as it must be. */
    boolean play(int calls, PrintStream out) throws Exception {
        out.println(
                "Flow " + String.join(", ", flows.flows().keySet()) + ", " + calls + (calls == 1 ? " call" : " calls")
                        + " through http://" + LOOPBACK + ":" + gateway.webhookPort()
                        + "/webhooks/telnyx, signatures checked by "
                        + gateway.verifier());
        out.println();
        long begin = System.nanoTime();
        // The simulator ends every call by itself, stuck ones too, so this ends.
        List<ScenarioCalls.Played> played = Await.result(play(calls), Duration.ofHours(1));
        List<CallReport> reports =
                played.stream().map(ScenarioCalls.Played::report).toList();
        double seconds = (System.nanoTime() - begin) / 1e9;
        Proof proof = Await.result(
                proof(played.stream().map(ScenarioCalls.Played::call).toList()), START);
        DemoSummary.print(out, reports, proof, seconds);
        boolean good = proof.holds() && reports.stream().allMatch(CallReport::asExpected);
        out.println(String.format(
                Locale.ROOT,
                "%n  %s",
                good ? "Every call ended as scripted; nothing lost, nothing doubled." : "NOT as it must be."));
        return good;
    }

    /** At once those that ask no backend; the others one after the other, since a question does not tell its call. */
    private Future<List<ScenarioCalls.Played>> play(int wanted) {
        List<Future<ScenarioCalls.Played>> running = new ArrayList<>();
        Future<?> last = Future.succeededFuture();
        for (int i = 0; i < wanted; i++) {
            Scenario scenario = scripts.get(i % scripts.size());
            Future<ScenarioCalls.Played> call = scenario.backend().isEmpty()
                    ? simulatorVertx
                            .timer(i * MILLIS_BETWEEN_CALLS + 1, TimeUnit.MILLISECONDS)
                            .compose(v -> calls.play(api, scenario))
                    : last.compose(v -> calls.play(api, scenario));
            running.add(call);
            last = scenario.backend().isEmpty() ? last : call;
        }
        return Future.all(running).map(all -> all.list());
    }

    private Future<Proof> proof(List<Proof.Call> calls) {
        Decider decider = new Decider(AssistantVoice.IN_ASSISTANT, bug -> {});
        Promise<Proof> proof = Promise.promise();
        simulatorVertx
                .getOrCreateContext()
                .runOnContext(v -> stores.open()
                        .compose(store -> Proof.of(store, decider, Flows.among(flows), simulator.truth(), calls))
                        .onComplete(proof));
        return proof.future();
    }

    /** The process is being ended from outside: its parts end in any order, which is no news. */
    void expectEnd() {
        gateway.expectEnd();
        stores.expectEnd();
    }

    /** Ends the gateway in order, then the rest. */
    void end() throws Exception {
        Await.result(gateway.close(), START);
        Await.result(stores.close(), START);
        Await.result(simulatorVertx.close(), START);
    }
}
