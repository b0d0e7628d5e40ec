package io.gathergateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.door.Door;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** The verticle on a free port, and in place of the sessions a consumer that keeps what it gets. */
final class WebhookServer implements AutoCloseable {
    private static final int OWNERS = 4;
    private static final Door.Bounds USUAL = new Door.Bounds(1_000, Duration.ofSeconds(4), Duration.ofSeconds(75));

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final AtomicBoolean memoryShort = new AtomicBoolean();
    final List<SessionEvent> received = new CopyOnWriteArrayList<>();

    private final BlockingQueue<Message<SessionEvent>> held = new LinkedBlockingQueue<>();
    private final BlockingQueue<SessionEvent.Webhook> observed = new LinkedBlockingQueue<>();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.ofEpochSecond(WebhookRequest.NOW));
    private final Vertx vertx = Vertx.vertx();
    private final WebhookSetup setup;
    private final String deployment;

    private WebhookServer(List<WebhookKey> keys, int maxInFlight, VerifierChoice choice, int instances) {
        this(keys, maxInFlight, choice, instances, USUAL);
    }

    private WebhookServer(
            List<WebhookKey> keys, int maxInFlight, VerifierChoice choice, int instances, Door.Bounds door) {
        InstantSource clock = now::get;
        WebhookOptions options = new WebhookOptions(
                "127.0.0.1", 0, keys, WebhookRequest.TOKENS, OWNERS, maxInFlight, door, memoryShort::get, clock);
        LocalCodecs.register(vertx.eventBus());
        setup = WebhookSetup.create(options, choice, registry);
        deployment = await(vertx.deployVerticle(setup::verticle, new DeploymentOptions().setInstances(instances)));
    }

    /** Answers each event with COMMITTED. */
    static WebhookServer committing() {
        return answering(Applied.COMMITTED);
    }

    static WebhookServer answering(Object answer) {
        return plain().consume(message -> message.reply(answer, LocalCodecs.local()));
    }

    /** Leaves each event to {@link #nextHeld}. */
    static WebhookServer holding(int maxInFlight) {
        WebhookServer server =
                new WebhookServer(List.of(WebhookRequest.SIGNER.key()), maxInFlight, VerifierChoice.best(), 1);
        return server.consume(server.held::add);
    }

    /** Nobody owns a call. */
    static WebhookServer plain() {
        return with(VerifierChoice.best(), WebhookRequest.SIGNER.key());
    }

    static WebhookServer with(VerifierChoice choice, WebhookKey... keys) {
        return new WebhookServer(List.of(keys), 100, choice, 1);
    }

    static WebhookServer ofInstances(int instances) {
        return new WebhookServer(List.of(WebhookRequest.SIGNER.key()), 100, VerifierChoice.best(), instances)
                .consume(message -> message.reply(Applied.COMMITTED, LocalCodecs.local()));
    }

    /** Bounds its connections so, and commits. */
    static WebhookServer bounded(Door.Bounds door) {
        return new WebhookServer(List.of(WebhookRequest.SIGNER.key()), 100, VerifierChoice.best(), 1, door)
                .consume(message -> message.reply(Applied.COMMITTED, LocalCodecs.local()));
    }

    WebhookServer consume(java.util.function.Consumer<Message<SessionEvent>> owner) {
        for (int i = 0; i < OWNERS; i++) {
            vertx.eventBus().<SessionEvent>localConsumer(Addresses.session(i), message -> {
                received.add(message.body());
                owner.accept(message);
            });
            vertx.eventBus()
                    .<SessionEvent.Webhook>localConsumer(
                            Addresses.observations(i), message -> observed.add(message.body()));
        }
        return this;
    }

    RawHttp connect() throws IOException {
        return new RawHttp(setup.port());
    }

    RawHttp.Answer send(WebhookRequest request) throws IOException {
        try (RawHttp http = connect()) {
            http.write(request.head());
            http.writeUnlessClosed(request.body());
            return http.read();
        }
    }

    /** The next message of {@link #holding}, to be answered by the test. */
    Message<SessionEvent> nextHeld() throws InterruptedException {
        return Objects.requireNonNull(held.poll(10, TimeUnit.SECONDS), "nothing arrived within 10 s");
    }

    SessionEvent.Webhook nextObserved() throws InterruptedException {
        return Objects.requireNonNull(observed.poll(10, TimeUnit.SECONDS), "nothing was observed within 10 s");
    }

    void advance(long seconds) {
        now.updateAndGet(instant -> instant.plusSeconds(seconds));
    }

    double count(WebhookResult result) {
        return registry.get("gateway.webhooks")
                .tag("result", result.label())
                .counter()
                .count();
    }

    /** Webhooks that brought such a token. */
    double tokens(String kind) {
        return registry.get("gateway.webhook.tokens")
                .tag("kind", kind)
                .counter()
                .count();
    }

    /** Connections closed on strangers for this reason. */
    double closed(String reason) {
        return registry.get("gateway.connections.closed")
                .tag("reason", reason)
                .counter()
                .count();
    }

    double openConnections() {
        return registry.get("gateway.connections").gauge().value();
    }

    /** As when the process was told to end. */
    void expectEnd() {
        setup.expectEnd();
    }

    boolean verifies() {
        return setup.verifies();
    }

    Future<Void> undeploy() {
        return vertx.undeploy(deployment);
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the condition within 10 s").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.ExecutionException e) {
            throw new AssertionError(e);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("nothing happened within 20 s", e);
        }
    }
}
