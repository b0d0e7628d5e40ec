package io.gathergateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.outbox.Answer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Over real sockets on the loopback. */
class TelnyxClientTest {
    private static final SessionKey KEY = new SessionKey("call-1");
    private static final OutboxCommand.Request REQUEST =
            new OutboxCommand.Request("POST", "/calls/v3%3AMdI91%3D%3D/actions/speak", "{\"payload\":\"Grüß Gott\"}");
    private static final CommandOptions.Wire PATIENT = CommandOptions.Wire.DEFAULT;
    private static final CommandOptions.Wire QUICK = new CommandOptions.Wire(
            4, 8, Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofSeconds(5), 64 * 1024);
    private static final CommandOptions.Breaker STURDY =
            new CommandOptions.Breaker(Duration.ofSeconds(10), 1_000, 50, Duration.ofSeconds(1), 1);

    private final Loop loop = new Loop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void theRequestGoesOutAsItLiesInTheOutbox() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        TelnyxClient client = client(http(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri());
            seen.add(request.getHeader("authorization"));
            seen.add(request.getHeader("content-type"));
            seen.add(body.toString());
            request.response().end("{\"data\":{\"result\":\"ok\"}}");
        })));

        assertThat(send(client)).isEqualTo(new Answer.Response(200, "", null));
        assertThat(seen)
                .containsExactly(
                        "POST /v2/calls/v3%3AMdI91%3D%3D/actions/speak",
                        "Bearer KEY-1",
                        "application/json",
                        "{\"payload\":\"Grüß Gott\"}");
    }

    @Test
    void aPutIsAPut() {
        TelnyxClient client = client(http(request ->
                request.response().setStatusCode(request.method().name().equals("PUT") ? 200 : 400).end()));
        var update = new OutboxCommand.Request("PUT", "/calls/a/actions/client_state_update", "{}");

        assertThat(loop.get(() -> client.send(KEY, update))).isEqualTo(new Answer.Response(200, "", null));
    }

    @ParameterizedTest
    @CsvSource({"422, 90018", "404, ''", "401, 10009", "500, 10007", "429, 90103"})
    void statusAndCodeOfARefusalComeBack(int status, String code) {
        TelnyxClient client = client(http(request -> request.response()
                .setStatusCode(status)
                .end("{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"No\"}]}")));

        assertThat(send(client)).isEqualTo(new Answer.Response(status, code, null));
    }

    @Test
    void a429SaysHowLongToWait() {
        TelnyxClient client = client(http(request -> request.response()
                .setStatusCode(429)
                .putHeader("X-RateLimit-Reset", "4")
                .end("broken {")));

        assertThat(send(client)).isEqualTo(new Answer.Response(429, "", Duration.ofSeconds(4)));
    }

    @Test
    void aRedirectIsAnAnswerAndTheKeyStaysHere() {
        AtomicInteger elsewhere = new AtomicInteger();
        int other = http(request -> {
            elsewhere.incrementAndGet();
            request.response().end();
        });
        TelnyxClient client = client(http(request -> request.response()
                .setStatusCode(307)
                .putHeader("location", "http://127.0.0.1:" + other + "/")
                .end()));

        assertThat(send(client)).isEqualTo(new Answer.Response(307, "", null));
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void silenceEndsWithAResetConnection() {
        Promise<Void> closedByUs = Promise.promise();
        TelnyxClient client = quick(tcp(socket -> socket.closeHandler(closedByUs::complete)));

        assertThat(send(client)).isEqualTo(new Answer.NoAnswer("silence"));
        Loop.await(closedByUs.future());
    }

    @Test
    void aLateAnswerMeetsNoOtherRequest() {
        AtomicInteger requests = new AtomicInteger();
        TelnyxClient client = quick(tcp(socket -> socket.handler(bytes -> {
            if (requests.incrementAndGet() == 1) {
                loop.vertx.setTimer(1_700, late -> socket.write(answer("500 Late", "")));
            } else {
                loop.vertx.setTimer(400, inTime -> socket.write(answer("200 OK", "")));
            }
        })));

        assertThat(send(client)).isEqualTo(new Answer.NoAnswer("silence"));
        assertThat(send(client)).isEqualTo(new Answer.Response(200, "", null));
    }

    @Test
    void aResetIsNoAnswer() {
        TelnyxClient client = client(tcp(socket -> socket.handler(bytes -> socket.close())));

        assertThat(send(client)).isEqualTo(new Answer.NoAnswer("reset"));
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        TelnyxClient client = client(tcp(socket -> socket.handler(bytes -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":");
            loop.vertx.setTimer(50, later -> socket.close());
        })));

        assertThat(send(client)).isEqualTo(new Answer.NoAnswer("cut off"));
    }

    @Test
    void aBodyThatDripsIsHeldToTheDeadlineOfTheWhole() {
        TelnyxClient client = quick(tcp(socket -> socket.handler(bytes -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
            long drip = loop.vertx.setPeriodic(50, tick -> socket.write("x"));
            socket.closeHandler(closed -> loop.vertx.cancelTimer(drip));
        })));

        assertThat(send(client)).isEqualTo(new Answer.NoAnswer("silence"));
    }

    @Test
    void aHugeBodyIsNotReadToItsEnd() {
        Promise<Void> closedByUs = Promise.promise();
        TelnyxClient client = client(tcp(socket -> {
            socket.closeHandler(closedByUs::complete);
            socket.handler(bytes -> socket.write("HTTP/1.1 422 No\r\ncontent-length: 100000000\r\n\r\n" + "x".repeat(70_000)));
        }));

        assertThat(send(client)).isEqualTo(new Answer.NoAnswer("too long"));
        Loop.await(closedByUs.future());
    }

    @Test
    void whatIsNotHttpIsNoAnswer() {
        TelnyxClient client = client(tcp(socket -> socket.handler(bytes -> socket.write("SSH-2.0-OpenSSH\r\n\r\n"))));

        assertThat(send(client)).isInstanceOf(Answer.NoAnswer.class);
    }

    @Test
    void whereNobodyListensNothingIsSent() {
        NetServer gone = Loop.await(loop.vertx.createNetServer().connectHandler(s -> {}).listen(0, "127.0.0.1"));
        TelnyxClient client = client(gone.actualPort());
        Loop.await(gone.close());

        assertThat(send(client)).isEqualTo(new Answer.NotSent("no connection", Duration.ofMillis(500)));
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() {
        AtomicInteger connections = new AtomicInteger();
        TelnyxClient client = client(tcp(socket -> {
            connections.incrementAndGet();
            socket.handler(bytes -> socket.write(answer("422 No", "{\"errors\":[]}")));
        }));

        for (int i = 0; i < 5; i++) {
            assertThat(send(client)).isEqualTo(new Answer.Response(422, "", null));
        }
        assertThat(connections).hasValue(1);
    }

    @Test
    void connectionsAndThoseWhoWaitForOneAreBounded() {
        AtomicInteger connections = new AtomicInteger();
        int port = tcp(socket -> connections.incrementAndGet());
        var narrow = new CommandOptions.Wire(
                1, 1, Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofSeconds(5), 1_000);
        TelnyxClient client = client(port, narrow, STURDY);

        List<Future<Answer>> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sent.add(loop.start(() -> client.send(KEY, REQUEST)));
        }

        assertThat(sent.stream().map(Loop::await))
                .containsExactly(
                        new Answer.NoAnswer("silence"),
                        new Answer.NotSent("too many requests wait", Duration.ofMillis(500)),
                        new Answer.NotSent("too many requests wait", Duration.ofMillis(500)));
        assertThat(connections).hasValue(1);
        assertThat(client.inFlight()).isZero();
    }

    @Test
    void theBreakerOpensAtTheRateAndLetsAProbeThrough() {
        AtomicInteger status = new AtomicInteger(503);
        AtomicInteger arrived = new AtomicInteger();
        int port = http(request -> {
            arrived.incrementAndGet();
            request.response().setStatusCode(status.get()).end();
        });
        var touchy = new CommandOptions.Breaker(Duration.ofSeconds(10), 4, 50, Duration.ofSeconds(1), 1);
        TelnyxClient client = client(port, PATIENT, touchy);

        for (int i = 0; i < 4; i++) {
            assertThat(send(client)).isEqualTo(new Answer.Response(503, "", null));
        }
        assertThat(client.breakerState()).isEqualTo(2);
        assertThat(send(client)).isEqualTo(new Answer.NotSent("breaker open", Duration.ofSeconds(1)));
        assertThat(arrived).hasValue(4);

        status.set(200);
        after(1_100);
        assertThat(send(client)).isEqualTo(new Answer.Response(200, "", null));
        assertThat(client.breakerState()).isZero();
    }

    @Test
    void refusalsAndRateLimitsOpenNoBreaker() {
        AtomicInteger turn = new AtomicInteger();
        int port = http(request -> request.response()
                .setStatusCode(turn.incrementAndGet() % 2 == 0 ? 429 : 422)
                .end());
        var touchy = new CommandOptions.Breaker(Duration.ofSeconds(10), 2, 1, Duration.ofSeconds(5), 1);
        TelnyxClient client = client(port, PATIENT, touchy);

        for (int i = 0; i < 20; i++) {
            assertThat(send(client)).isInstanceOf(Answer.Response.class);
        }
        assertThat(client.breakerState()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"calls/a", "/calls/a b", "'/calls/a\r\nhost: evil'", "http://evil/"})
    void aPathThatIsNoneIsNeverWritten(String path) {
        AtomicInteger arrived = new AtomicInteger();
        TelnyxClient client = client(tcp(socket -> arrived.incrementAndGet()));

        Answer answer = loop.get(() -> client.send(KEY, new OutboxCommand.Request("POST", path, "{}")));

        assertThat(answer).isEqualTo(new Answer.NotSent("not an HTTP request", Duration.ofSeconds(5)));
        assertThat(arrived).hasValue(0);
    }

    private Answer send(TelnyxClient client) {
        return loop.get(() -> client.send(KEY, REQUEST));
    }

    private void after(long millis) {
        loop.get(() -> loop.vertx.timer(millis, TimeUnit.MILLISECONDS));
    }

    private TelnyxClient client(int port) {
        return client(port, PATIENT, STURDY);
    }

    private TelnyxClient quick(int port) {
        return client(port, QUICK, STURDY);
    }

    private TelnyxClient client(int port, CommandOptions.Wire wire, CommandOptions.Breaker breaker) {
        URI base = URI.create("http://127.0.0.1:" + port + "/v2/");
        var options = new CommandOptions(base, () -> "KEY-1", 1, wire, breaker);
        return loop.get(() ->
                Future.succeededFuture(new TelnyxClient(loop.vertx, options, InstantSource.system())));
    }

    private static String answer(String status, String body) {
        return "HTTP/1.1 " + status + "\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    private int http(Handler<HttpServerRequest> handler) {
        return Loop.await(loop.vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }

    private int tcp(Handler<NetSocket> handler) {
        return Loop.await(loop.vertx.createNetServer().connectHandler(handler).listen(0, "127.0.0.1"))
                .actualPort();
    }
}
