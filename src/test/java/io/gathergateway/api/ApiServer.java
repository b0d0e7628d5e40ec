package io.gathergateway.api;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.Flows;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.SessionStore;
import io.gathergateway.webhook.RawHttp;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The control API on a free port; in place of the owners a consumer that keeps what it gets, and of Redis a map. */
final class ApiServer implements AutoCloseable {
    static final String TOKEN = "t0ken-that-nobody-must-see";
    private static final int OWNERS = 4;

    final List<SessionEvent> received = new CopyOnWriteArrayList<>();
    final MeterRegistry registry = new SimpleMeterRegistry();

    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final BlockingQueue<Message<SessionEvent>> held = new LinkedBlockingQueue<>();
    private final Vertx vertx = Vertx.vertx();
    private final ApiVerticle verticle;

    /** {@code answer} of every owner; null leaves each event to {@link #nextHeld}. */
    ApiServer(@Nullable Applied answer, int inFlight, Supplier<Flows> live) {
        LocalCodecs.register(vertx.eventBus());
        for (int i = 0; i < OWNERS; i++) {
            vertx.eventBus().<SessionEvent>localConsumer(Addresses.session(i), message -> {
                received.add(message.body());
                if (answer == null) {
                    held.add(message);
                } else {
                    message.reply(answer, LocalCodecs.local());
                }
            });
        }
        verticle = new ApiVerticle(
                new ApiOptions("127.0.0.1", 0, List.of("another-token", TOKEN), OWNERS, inFlight),
                live,
                () -> Future.succeededFuture(new States()),
                registry);
        await(vertx.deployVerticle(verticle));
    }

    ApiServer(@Nullable Applied answer) {
        this(answer, 100, () -> FLOWS);
    }

    static final Flows FLOWS = Flows.only(
            switch (FlowReader.read("reminder.yaml", """
                    flow: reminder
                    start: hello
                    voice: AWS.Polly.Joanna-Neural
                    on: { failed: bye }
                    takes:
                      name: { type: string }
                      age: { type: integer, minimum: 18 }
                    steps:
                      hello: { say: "Hello ${name}, ${age}.", next: bye }
                      bye: hangup
                    """)) {
                case FlowReading.Loaded loaded -> loaded.set();
                case FlowReading.Refused refused ->
                    throw new AssertionError(refused.problems().render());
            });

    /** A call that is in Redis; {@code more} are further keys of its state, as JSON. */
    void call(String id, String stage, String more) {
        states.put(id, """
                {"id":"%s","version":3,"revision":"rev-1","startedAt":1790000000000,"legs":{},"stage":"%s","steps":1,
                 "tries":0,"noInput":0,"noMatch":0,"hangUps":0,"assistant":false,"timers":{},"variables":{"input":"4711"},
                 "from":"+13125550199","to":"+13125550100"%s}
                """.formatted(id, stage, more));
    }

    RawHttp connect() throws Exception {
        return new RawHttp(verticle.port());
    }

    /** A request's head, as text, and its body. */
    RawHttp.Answer send(String head, String body) throws Exception {
        try (RawHttp http = connect()) {
            http.write(head(head, body.getBytes(StandardCharsets.UTF_8).length) + body);
            return http.read();
        }
    }

    /** One that is allowed and has a JSON body. */
    RawHttp.Answer post(String path, String body, String... headers) throws Exception {
        return send(posting(path, headers), body);
    }

    RawHttp.Answer get(String path) throws Exception {
        return send("GET " + path + " HTTP/1.1\nAuthorization: Bearer " + TOKEN, "");
    }

    static String posting(String path, String... headers) {
        String more = headers.length == 0 ? "" : "\n" + String.join("\n", headers);
        return "POST " + path + " HTTP/1.1\nAuthorization: Bearer " + TOKEN + "\nContent-Type: application/json" + more;
    }

    static String head(String lines, int length) {
        return (lines + "\nHost: gateway\nContent-Length: " + length + "\n\n").replace("\n", "\r\n");
    }

    /** The next event of owners that do not answer by themselves. */
    Message<SessionEvent> nextHeld() throws InterruptedException {
        return Objects.requireNonNull(held.poll(10, TimeUnit.SECONDS), "nothing arrived within 10 s");
    }

    double count(String operation, int status) {
        return registry.get("gateway.api.requests")
                .tag("operation", operation)
                .tag("status", String.valueOf(status))
                .counter()
                .count();
    }

    @Override
    public void close() {
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (InterruptedException
                | java.util.concurrent.ExecutionException
                | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Knows states only. */
    private final class States implements SessionStore {
        @Override
        public Future<Optional<Stored>> load(SessionKey key) {
            return Future.succeededFuture(
                    Optional.ofNullable(states.get(key.id())).map(state -> new Stored(3, state)));
        }

        @Override
        public Future<CommitResult> commit(Commit commit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<Lease>> settle(Lease lease) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<Lease>> renew(Lease lease) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> release(Lease lease, Duration delay) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<DueWork>> claim(int shard, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<String>> journal(SessionKey key) {
            throw new UnsupportedOperationException();
        }
    }
}
