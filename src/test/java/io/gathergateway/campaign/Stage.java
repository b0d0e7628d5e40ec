package io.gathergateway.campaign;

import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.gathergateway.store.RedisServer;
import io.gathergateway.store.SentinelServers;
import io.gathergateway.yaml.Problems;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Gateways over one Redis and one simulated Telnyx, with a proxy wherever a fault may strike: before the gateways
 * (it sends new connections only to those that are ready, as a Kubernetes service does), before Telnyx, and before Redis
 * for each gateway. Used by one thread.
 */
final class Stage implements AutoCloseable {
    /** How much faster than life callers are; the gateways' own time is real. */
    private static final double SPEED = 4;

    /** Of the sentinel: two processors bear much at once, and a server that is slow is not dead. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration STUCK = Duration.ofMinutes(4);

    final Vertx vertx = Vertx.vertx();
    final @Nullable SentinelServers sentinel;
    final RedisServer redis;
    final Simulator simulator;
    final FlowSet flows;
    final List<Scenario> callers;
    final List<GatewayProcess> pods = new ArrayList<>();
    final List<FaultProxy> toRedis = new ArrayList<>();
    final FaultProxy toTelnyx;
    private final AtomicIntegerArray ready;
    private final ScheduledExecutorService probes;

    /** {@code folder} is for configurations and logs. */
    Stage(Path folder, Setting setting) throws Exception {
        int count = setting.pods();
        ready = new AtomicIntegerArray(count);
        probes = Executors.newScheduledThreadPool(count);
        sentinel = setting.sentinel() ? SentinelServers.start(PATIENCE, setting.options(folder)) : null;
        redis = sentinel == null ? RedisServer.start(setting.options(folder)) : sentinel.master();
        simulator = new Simulator(
                vertx,
                SimulatorOptions.defaults().withSpeed(SPEED).withBackendPort(0).withStuckAfter(STUCK),
                List.of());
        Waits.result(simulator.start());
        toTelnyx = FaultProxy.start(vertx, List.of(simulator.apiBase().getPort()), index -> true);
        String flow =
                resource("calls.yaml").replace("BACKEND", simulator.backend().toString());
        Path file = Files.writeString(folder.resolve("calls.yaml"), flow);
        flows = ((FlowReading.Loaded) FlowReader.read("calls.yaml", flow)).set();
        callers = ScenarioReader.read("calls.test.yaml", resource("calls.test.yaml"), new Problems());
        for (int pod = 0; pod < count; pod++) {
            FaultProxy own = FaultProxy.start(vertx, List.of(redis.port()), index -> true);
            toRedis.add(own);
            pods.add(new GatewayProcess("gateway-" + (pod + 1), folder, environment(own)));
        }
        FaultProxy toPods = FaultProxy.start(
                vertx, pods.stream().map(GatewayProcess::webhookPort).toList(), index -> ready.get(index) > 0);
        URI webhooks = URI.create("http://127.0.0.1:" + toPods.port() + "/webhooks/telnyx");
        for (GatewayProcess pod : pods) {
            // Its callers live faster than Telnyx, which gives up a webhook within seconds here.
            pod.start(file, """
                    redis: { durability: %s }
                    telnyx: { reconcile: { every: 10s, delivered_to: "%s" } }
                    callouts: { hosts: { "127.0.0.1:%d": {} } }
                    """.formatted(
                            setting.durability(), webhooks, simulator.backend().getPort()));
        }
        IntStream.range(0, count).forEach(this::probe);
        Waits.until("the gateways are ready", () -> IntStream.range(0, count).allMatch(pod -> ready.get(pod) > 0));
        Waits.result(simulator.webhooksTo(webhooks));
    }

    /** Where Redis is, past the proxies. */
    String redisUrl() {
        return sentinel == null ? redis.url() : sentinel.url();
    }

    private Map<String, String> environment(FaultProxy ownRedis) {
        return Map.of(
                "REDIS_URL",
                // Whoever is told of its master by a sentinel goes there past any proxy.
                sentinel == null ? "redis://127.0.0.1:" + ownRedis.port() : redisUrl(),
                "TELNYX_API_BASE",
                "http://127.0.0.1:" + toTelnyx.port() + "/v2",
                "TELNYX_API_KEY",
                simulator.apiKey(),
                "TELNYX_PUBLIC_KEY",
                simulator.publicKeyBase64());
    }

    private void probe(int pod) {
        Runnable look = () -> ready.set(pod, pods.get(pod).isReady() ? 1 : 0);
        var unused = probes.scheduleWithFixedDelay(look, 0, 200, TimeUnit.MILLISECONDS);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Stage.class.getResourceAsStream("/campaign/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        probes.shutdownNow();
        pods.forEach(GatewayProcess::close);
        vertx.close();
        if (sentinel == null) {
            redis.close();
        } else {
            sentinel.close();
        }
    }
}
