package io.gathergateway.load;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.gathergateway.store.EmbeddedRedis;
import io.gathergateway.yaml.Problems;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that stands around Gatling: the simulated Telnyx and the post office in this process, and, unless addresses name
 * others, an embedded Redis and gateways of our own. Owns them; {@link #end} ends them.
 */
final class Surroundings {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long READ_TRUTH_MILLIS = 1_000;

    final Vertx vertx = Vertx.vertx();
    final PostOffice office = new PostOffice(vertx);
    final Simulator simulator;
    final Truth truth;
    final List<Scenario> callers;
    final List<URI> gateways = new ArrayList<>();
    private final List<GatewayProcess> processes = new ArrayList<>();
    private @Nullable EmbeddedRedis redis;
    private @Nullable Restarts restarts;

    /**
     * @param options of the simulated Telnyx, but for where its webhooks go
     * @param named addresses for webhooks of gateways that run already; empty starts {@code own} behind a balancer
     * @param restarted whether our own go and come back while calls come
     */
    Surroundings(SimulatorOptions options, List<URI> named, int own, boolean restarted) throws Exception {
        callers = callers(Path.of("src/load/flows/desk.test.yaml"));
        await(office.open());
        simulator = new Simulator(vertx, options.withWebhookUrl(office.address()), callers);
        await(simulator.start());
        truth = new Truth(simulator.truth());
        vertx.setPeriodic(READ_TRUTH_MILLIS, timer -> truth.read());
        gateways.addAll(named);
        if (named.isEmpty()) {
            redis = EmbeddedRedis.start();
            start(redis.url(), own, restarted);
        }
    }

    private void start(String redisUrl, int count, boolean restarted) throws Exception {
        Path logs = Files.createDirectories(Path.of("target/load"));
        for (int i = 1; i <= count; i++) {
            processes.add(GatewayProcess.start(redisUrl, simulator, logs.resolve("gateway-" + i + ".log")));
        }
        Balancer balancer = new Balancer(processes);
        await(vertx.deployVerticle(balancer));
        gateways.add(balancer.webhooks());
        if (restarted) {
            restarts = new Restarts(processes);
        }
    }

    /** Calls come now that are judged. */
    void judged() {
        if (restarts != null) {
            restarts.begin();
        }
    }

    /** The last call is over. */
    Future<Void> quiet() {
        Restarts running = restarts;
        return running == null
                ? Future.succeededFuture()
                : vertx.executeBlocking(() -> {
                    running.stop();
                    return null;
                });
    }

    private static List<Scenario> callers(Path file) throws IOException {
        Problems problems = new Problems();
        List<Scenario> callers = ScenarioReader.read(file.toString(), Files.readString(file), problems);
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.render());
        }
        return callers;
    }

    /** Ends it all; what was wrong in that, in words. */
    Stream<String> end() throws Exception {
        List<String> wrong = new ArrayList<>();
        for (GatewayProcess process : processes) {
            if (!process.end()) {
                wrong.add("a gateway did not end in order, see target/load");
            }
            process.close();
        }
        if (redis != null) {
            redis.close();
        }
        await(vertx.close());
        return wrong.stream();
    }

    private static <T> T await(Future<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
