package io.gathergateway.command;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TokenSeal;
import io.gathergateway.outbox.Answer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A client on an event loop of its own, servers on the loopback for it to meet. */
final class TelnyxRig implements AutoCloseable {
    static final TokenSeal TOKENS = new TokenSeal(List.of("a key of the test that nobody guesses"));

    static final SessionKey KEY = new SessionKey("call-1");
    static final OutboxCommand.Request REQUEST =
            new OutboxCommand.Request("POST", "/calls/v3%3AMdI91%3D%3D/actions/speak", "{\"payload\":\"Grüß Gott\"}");
    static final CommandOptions.Wire PATIENT = CommandOptions.Wire.DEFAULT;
    static final CommandOptions.Wire QUICK = new CommandOptions.Wire(
            4, 8, Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofSeconds(5), 64 * 1024);
    static final CommandOptions.Breaker STURDY =
            new CommandOptions.Breaker(Duration.ofSeconds(10), 1_000, 50, Duration.ofSeconds(1), 1);

    final Loop loop = new Loop();

    /** The first exchange of a JVM loads hundreds of classes on the loop, which on a busy machine takes seconds. */
    static void warmUp() {
        try (TelnyxRig rig = new TelnyxRig()) {
            TelnyxClient client = rig.client(
                    rig.http(request -> request.response().setStatusCode(422).end("{}")));
            for (int i = 0; i < 5 && !(rig.send(client) instanceof Answer.Response); i++) {
                rig.after(100);
            }
        }
    }

    @Override
    public void close() {
        loop.close();
    }

    Answer send(TelnyxClient client) {
        return send(client, REQUEST);
    }

    Answer send(TelnyxClient client, OutboxCommand.Request request) {
        return loop.get(() -> client.send(KEY, request));
    }

    void after(long millis) {
        loop.get(() -> loop.vertx.timer(millis, TimeUnit.MILLISECONDS));
    }

    TelnyxClient client(int port) {
        return client(port, PATIENT, STURDY);
    }

    TelnyxClient quick(int port) {
        return client(port, QUICK, STURDY);
    }

    TelnyxClient client(int port, Supplier<String> key) {
        return client(port, key, PATIENT, STURDY);
    }

    TelnyxClient client(int port, CommandOptions.Wire wire, CommandOptions.Breaker breaker) {
        return client(port, () -> "KEY-1", wire, breaker);
    }

    private TelnyxClient client(
            int port, Supplier<String> key, CommandOptions.Wire wire, CommandOptions.Breaker breaker) {
        URI base = URI.create("http://127.0.0.1:" + port + "/v2/");
        var options = new CommandOptions(base, key, TOKENS, 1, wire, breaker);
        return loop.get(() -> Future.succeededFuture(new TelnyxClient(loop.vertx, options, InstantSource.system())));
    }

    static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    int http(Handler<HttpServerRequest> handler) {
        return Loop.await(loop.vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }

    int tcp(Handler<NetSocket> handler) {
        return Loop.await(loop.vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }
}
