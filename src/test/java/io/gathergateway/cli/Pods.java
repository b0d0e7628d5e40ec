package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.CallTrace;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Flows;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionKey;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.config.Secret;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.ops.Metrics;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.GatewayApi;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.gathergateway.store.RedisServer;
import io.gathergateway.store.SessionStore;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.yaml.Problems;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Several gateways over one Redis and one simulated Telnyx, as pods of one deployment are. Their flows are all one
 * {@link #flow}, but for its words. Used from the test's thread.
 */
final class Pods implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Where callers stand who wait for something from outside. */
    static final String HOLD = "hold";

    /** Where callers stand who were asked the second question. */
    static final String SECOND = "second";

    static final String TOKEN = "a-token-for-the-test";

    private static final String LOOPBACK = "127.0.0.1";
    private static final double SPEED = 8;

    final RedisServer redis = RedisServer.start();
    final Simulator simulator;
    private final Vertx vertx = Vertx.vertx();
    private final List<Pod> pods = new ArrayList<>();
    private int told;
    private GatewayConfig.@Nullable Reconcile reconcile;

    /** One gateway, and what it decided: the last step of each call, in this pod's eyes. */
    static final class Pod {
        private final Gateway gateway;
        private final GatewayApi api;
        private final Metrics metrics;
        private final Map<String, String> steps = new HashMap<>();
        private boolean closed;

        private Pod(Gateway gateway, GatewayApi api, Metrics metrics) {
            this.gateway = gateway;
            this.api = api;
            this.metrics = metrics;
        }

        private synchronized void trace(CallTrace trace) {
            if (trace instanceof CallTrace.Decided decided) {
                steps.put(decided.key().id(), decided.ended() ? "" : decided.step());
            }
        }

        /** The calls this pod decided something of, by where they stood then; "" once they ended. */
        synchronized Map<String, String> steps() {
            return Map.copyOf(steps);
        }

        /** Where its control API listens; {@link #TOKEN} opens it. */
        int apiPort() {
            return gateway.apiPort();
        }

        /** A counter of this name, which has no labels. */
        double count(String counter) {
            return metrics.registry().get(counter).counter().count();
        }

        /** The calls that stand at this step. */
        List<String> at(String step) {
            return steps().entrySet().stream()
                    .filter(call -> call.getValue().equals(step))
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    Pods() throws Exception {
        simulator = new Simulator(
                vertx, SimulatorOptions.defaults().withSpeed(SPEED).withStuckAfter(Duration.ofMinutes(15)), List.of());
        Await.result(simulator.start(), PATIENCE);
    }

    /** A flow of two questions; who presses 1 at the first waits for event {@code go} before the second. */
    static String flow(String words) {
        return """
                flow: desk
                start: first
                voice: AWS.Polly.Joanna-Neural
                on: { failed: bye }
                steps:
                  first:
                    menu: { prompt: "%1$s: first question.", timeout: 100s }
                    keys: { "1": hold, "2": second }
                    exhausted: bye
                  hold: { wait: { event: go, timeout: 10m }, next: second, timeout: bye }
                  second:
                    menu: { prompt: "%1$s: second question.", timeout: 100s }
                    keys: { "1": %1$s_thanks }
                    exhausted: bye
                  %1$s_thanks: { say: "%1$s: thanks.", next: bye }
                  bye: hangup
                """.formatted(words);
    }

    static FlowSet set(String words) {
        return switch (FlowReader.read(words + ".yaml", flow(words))) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }

    /** The callers of {@code scenarios}, as a file of scenarios has them. */
    static Map<String, Scenario> callers(String scenarios) {
        Problems problems = new Problems();
        List<Scenario> read = ScenarioReader.read("callers.yaml", scenarios, problems);
        assertThat(problems.render()).isEmpty();
        return read.stream().collect(Collectors.toMap(Scenario::name, scenario -> scenario));
    }

    Pod start(FlowSet flows, Follow follow, Fallback fallback) throws Exception {
        Vertx own = Vertx.vertx();
        Metrics metrics = new Metrics(Version.text());
        Gateway gateway = Await.result(Gateway.start(own, config(follow, fallback), flows, metrics), PATIENCE);
        Pod pod = new Pod(
                gateway,
                new GatewayApi(vertx, URI.create("http://" + LOOPBACK + ":" + gateway.apiPort()), TOKEN),
                metrics);
        pods.add(pod);
        own.eventBus().<CallTrace>localConsumer(Addresses.TRACE, message -> pod.trace(message.body()));
        return pod;
    }

    /** From now on webhooks go nowhere, and pods that start look for what Telnyx gave up. */
    void loseWebhooks() throws Exception {
        // Nobody takes webhooks there, and what is refused is not repeated.
        URI nowhere = URI.create(simulator.apiBase() + "/nowhere");
        Await.result(simulator.webhooksTo(nowhere), PATIENCE);
        reconcile = new GatewayConfig.Reconcile(Duration.ofMillis(200), nowhere);
    }

    private GatewayConfig config(Follow follow, Fallback fallback) {
        return new GatewayConfig(
                new GatewayConfig.Webhook(LOOPBACK, 0, 2_000, GatewayConfig.Webhook.USUAL_CONNECTIONS),
                new GatewayConfig.Telnyx(
                        simulator.apiBase(),
                        new Secret(simulator.apiKey()),
                        List.of(simulator.publicKeyBase64()),
                        List.of(),
                        GatewayConfig.AssistantVoice.ASSISTANT,
                        reconcile),
                new GatewayConfig.Redis(
                        new Secret(redis.url()), null, Duration.ofSeconds(1), 4_000, GatewayConfig.Durability.MEMORY),
                new GatewayConfig.Sessions(Duration.ofHours(24), Duration.ofHours(1)),
                new GatewayConfig.Flows(Path.of("flows.yaml"), follow, fallback),
                new GatewayConfig.Commands(64, 256),
                GatewayConfig.Callouts.NONE,
                new GatewayConfig.Api(LOOPBACK, 0, List.of(new Secret(TOKEN)), 1_000),
                new GatewayConfig.Management(LOOPBACK, 0),
                GatewayConfig.Shutdown.USUAL,
                new GatewayConfig.Log(GatewayConfig.LogFormat.TEXT, Level.WARN));
    }

    /** From now on all webhooks go there, those too that are being repeated. */
    void webhooksTo(Pod pod) throws Exception {
        URI url = URI.create("http://" + LOOPBACK + ":" + pod.gateway.webhookPort() + "/webhooks/telnyx");
        Await.result(simulator.webhooksTo(url), PATIENCE);
    }

    /** Begins calls that do this. */
    List<Future<CallReport>> begin(int calls, Scenario scenario) {
        List<Future<CallReport>> running = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            running.add(simulator.call(scenario));
        }
        return running;
    }

    CallReport play(Scenario scenario) throws Exception {
        return Await.result(simulator.call(scenario), PATIENCE);
    }

    /** Tells these calls of event {@code go}, by this pod's control API. */
    void go(Pod pod, List<String> calls) throws Exception {
        for (String call : calls) {
            told++;
            Await.result(pod.api.tell(call, new Line.Event("go", null), "go-" + told), PATIENCE);
        }
    }

    /** How these calls went. */
    List<CallReport> ended(List<Future<CallReport>> calls) throws Exception {
        return Await.result(Future.all(calls).map(all -> all.<CallReport>list()), PATIENCE);
    }

    /** Ends it as a deployment does: what it accepted is finished. */
    void end(Pod pod) throws Exception {
        pod.closed = true;
        Await.result(pod.gateway.close(), PATIENCE);
    }

    /** Looks until it is so. */
    void until(String what, BooleanSupplier condition) throws Exception {
        Promise<Void> reached = Promise.promise();
        long timer = vertx.setPeriodic(10, id -> {
            if (condition.getAsBoolean()) {
                reached.tryComplete();
            }
        });
        try {
            Await.result(
                    reached.future().timeout(PATIENCE.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS),
                    PATIENCE.plusSeconds(5));
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("never came: " + what, e);
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    /** The revision a call is on, or was to its end, by its session in Redis. */
    String revision(String call) throws Exception {
        SessionKey key = new SessionKey(call);
        return fromStore(store -> store.load(key))
                .map(stored -> SessionCodec.read(stored.state()).revision())
                .orElseThrow();
    }

    /** What the simulated Telnyx saw of these calls held against their journals, replayed with these sets. */
    Proof proof(List<CallReport> reports, Scenario scenario, FlowSet... sets) throws Exception {
        List<Proof.Call> calls = reports.stream()
                .map(report -> new Proof.Call(new SessionKey(report.callSessionId()), report.callSessionId(), scenario))
                .toList();
        Decider decider = new Decider(AssistantVoice.IN_ASSISTANT, bug -> {});
        return fromStore(store -> Proof.of(store, decider, Flows.among(sets), simulator.truth(), calls));
    }

    private <T> T fromStore(Function<SessionStore, Future<T>> work) throws Exception {
        Stores stores = new Stores(vertx, config(Follow.FILE, Fallback.USUAL), new SimpleMeterRegistry());
        stores.expectEnd();
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext().runOnContext(v -> stores.open().compose(work).onComplete(done));
        try {
            return Await.result(done.future(), PATIENCE);
        } finally {
            stores.expectEnd();
            Await.result(stores.close(), PATIENCE);
        }
    }

    @Override
    public void close() {
        try {
            for (Pod pod : pods) {
                if (!pod.closed) {
                    end(pod);
                }
            }
            Await.result(vertx.close(), PATIENCE);
        } catch (Exception e) {
            throw new AssertionError("the pods did not end", e);
        } finally {
            redis.close();
        }
    }
}
