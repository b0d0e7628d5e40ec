package io.gathergateway.callout;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.outbox.CalloutAnswer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A client on an event loop of its own, backends on the loopback for it to ask. */
final class Rig implements AutoCloseable {
    static final SessionKey KEY = new SessionKey("call-1");
    static final Duration PATIENT = Duration.ofSeconds(10);
    static final CalloutOptions.Breaker STURDY =
            new CalloutOptions.Breaker(Duration.ofSeconds(10), 1_000, 50, Duration.ofSeconds(1), 1);

    final Vertx vertx = Vertx.vertx();
    final MeterRegistry registry = new SimpleMeterRegistry();
    final Map<String, CalloutOptions.Host> hosts = new HashMap<>();
    final Map<String, Supplier<String>> secrets = new HashMap<>();
    CalloutOptions.Breaker breaker = STURDY;
    Predicate<@Nullable String> linkLocal = LinkLocal::is;
    private final Context context = vertx.getOrCreateContext();

    /** A backend on the list. */
    String http(Handler<HttpServerRequest> handler) {
        return listed(await(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"))
                .actualPort());
    }

    /** One that speaks whatever it likes. */
    String tcp(Handler<NetSocket> handler) {
        return listed(await(vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1"))
                .actualPort());
    }

    String listed(int port) {
        hosts.put("127.0.0.1:" + port, new CalloutOptions.Host(8, null));
        return "http://127.0.0.1:" + port;
    }

    CalloutClient client() {
        CalloutOptions options = new CalloutOptions(hosts, secrets, CalloutOptions.Wire.DEFAULT, breaker);
        return await(start(() -> Future.succeededFuture(new CalloutClient(vertx, options, registry, linkLocal))));
    }

    CalloutAnswer get(String address) {
        return get(client(), address, PATIENT);
    }

    CalloutAnswer get(CalloutClient client, String address, Duration within) {
        return await(begin(client, address, within));
    }

    Future<CalloutAnswer> begin(CalloutClient client, String address, Duration within) {
        return start(() -> client.ask(KEY, "q1", question("GET", address, "", Map.of(), Map.of()), within));
    }

    CalloutAnswer ask(OutboxCommand.Request request) {
        CalloutClient client = client();
        return await(start(() -> client.ask(KEY, "q1", request, PATIENT)));
    }

    static OutboxCommand.Request question(
            String method, String address, String body, Map<String, String> headers, Map<String, String> secrets) {
        return new OutboxCommand.Request(method, address, body, new OutboxCommand.Callout(headers, secrets, 1));
    }

    void after(long millis) {
        await(start(() -> vertx.timer(millis, TimeUnit.MILLISECONDS)));
    }

    private <T> Future<T> start(Supplier<Future<T>> action) {
        Promise<T> promise = Promise.promise();
        context.runOnContext(now -> action.get().onComplete(promise));
        return promise.future();
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
