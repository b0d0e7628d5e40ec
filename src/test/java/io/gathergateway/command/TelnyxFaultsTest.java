package io.gathergateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.TelnyxPort;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What goes wrong on the way, over real sockets: each fault has its answer, and none leaves anything behind. */
class TelnyxFaultsTest {
    private final TelnyxRig rig = new TelnyxRig();

    @BeforeAll
    static void warmUp() {
        TelnyxRig.warmUp();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void silenceEndsWithAResetConnection() {
        Promise<Void> closedByUs = Promise.promise();
        TelnyxClient client = rig.quick(rig.tcp(socket -> socket.closeHandler(closedByUs::complete)));

        assertThat(rig.send(client)).isEqualTo(new Answer.NoAnswer("silence"));
        Loop.await(closedByUs.future());
    }

    @Test
    void aLateAnswerMeetsNoOtherRequest() {
        AtomicInteger requests = new AtomicInteger();
        TelnyxClient client = rig.quick(rig.tcp(socket -> socket.handler(bytes -> {
            if (requests.incrementAndGet() == 1) {
                rig.loop.vertx.setTimer(1_700, late -> socket.write(TelnyxRig.answer("500 Late", "")));
            } else {
                rig.loop.vertx.setTimer(400, inTime -> socket.write(TelnyxRig.answer("200 OK", "")));
            }
        })));

        assertThat(rig.send(client)).isEqualTo(new Answer.NoAnswer("silence"));
        assertThat(rig.send(client)).isEqualTo(new Answer.Response(200, "", null));
    }

    @Test
    void aResetIsNoAnswer() {
        TelnyxClient client = rig.client(rig.tcp(socket -> socket.handler(bytes -> socket.close())));

        assertThat(rig.send(client)).isEqualTo(new Answer.NoAnswer("reset"));
    }

    @Test
    void halfAnAnswerIsNoAnswer() {
        TelnyxClient client = rig.client(rig.tcp(socket -> socket.handler(bytes -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"data\":");
            rig.loop.vertx.setTimer(50, later -> socket.close());
        })));

        assertThat(rig.send(client)).isEqualTo(new Answer.NoAnswer("cut off"));
    }

    @Test
    void aBodyThatDripsIsHeldToTheDeadlineOfTheWhole() {
        TelnyxClient client = rig.quick(rig.tcp(socket -> socket.handler(bytes -> {
            socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
            long drip = rig.loop.vertx.setPeriodic(50, tick -> socket.write("x"));
            socket.closeHandler(closed -> rig.loop.vertx.cancelTimer(drip));
        })));

        assertThat(rig.send(client)).isEqualTo(new Answer.NoAnswer("silence"));
    }

    @Test
    void aHugeBodyIsNotReadToItsEnd() {
        Promise<Void> closedByUs = Promise.promise();
        TelnyxClient client = rig.client(rig.tcp(socket -> {
            socket.closeHandler(closedByUs::complete);
            socket.handler(
                    bytes -> socket.write("HTTP/1.1 422 No\r\ncontent-length: 100000000\r\n\r\n" + "x".repeat(70_000)));
        }));

        assertThat(rig.send(client)).isEqualTo(new Answer.NoAnswer("too long"));
        Loop.await(closedByUs.future());
    }

    @Test
    void whatIsNotHttpIsNoAnswer() {
        TelnyxClient client =
                rig.client(rig.tcp(socket -> socket.handler(bytes -> socket.write("SSH-2.0-OpenSSH\r\n\r\n"))));

        assertThat(rig.send(client)).isInstanceOf(Answer.NoAnswer.class);
    }

    @Test
    void whereNobodyListensNothingIsSent() throws IOException {
        // Bound and not listening: nobody else can take the port meanwhile.
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            TelnyxClient client = rig.client(silent.getLocalPort());

            assertThat(rig.send(client)).isEqualTo(new Answer.NotSent("no connection", Duration.ofMillis(500)));
        }
    }

    @Test
    void connectionsAndThoseWhoWaitForOneAreBounded() {
        AtomicInteger connections = new AtomicInteger();
        int port = rig.tcp(socket -> connections.incrementAndGet());
        var narrow = new CommandOptions.Wire(
                1, 1, Duration.ofMillis(500), Duration.ofMillis(1_500), Duration.ofSeconds(5), 1_000);
        TelnyxClient client = rig.client(port, narrow, TelnyxRig.STURDY);

        List<Future<Answer>> sent = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sent.add(rig.loop.start(() -> client.send(TelnyxRig.KEY, TelnyxRig.REQUEST)));
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
        int port = rig.http(request -> {
            arrived.incrementAndGet();
            request.response().setStatusCode(status.get()).end();
        });
        var touchy = new CommandOptions.Breaker(Duration.ofSeconds(10), 4, 50, Duration.ofSeconds(1), 1);
        TelnyxClient client = rig.client(port, TelnyxRig.PATIENT, touchy);

        for (int i = 0; i < 4; i++) {
            assertThat(rig.send(client)).isEqualTo(new Answer.Response(503, "", null));
        }
        assertThat(client.breakerState()).isEqualTo(2);
        assertThat(rig.send(client)).isEqualTo(new Answer.NotSent("breaker open", Duration.ofSeconds(1)));
        assertThat(arrived).hasValue(4);

        status.set(200);
        rig.after(1_100);
        assertThat(rig.send(client)).isEqualTo(new Answer.Response(200, "", null));
        assertThat(client.breakerState()).isZero();
    }

    @Test
    void onlyTheProbesMeetATelnyxThatIsStillIll() {
        AtomicInteger arrived = new AtomicInteger();
        int port = rig.http(request -> {
            if (arrived.incrementAndGet() <= 4) {
                request.response().setStatusCode(503).end();
            }
            // And then nothing more, so that the probes stay under way.
        });
        var touchy = new CommandOptions.Breaker(Duration.ofSeconds(10), 4, 50, Duration.ofMillis(300), 2);
        TelnyxClient client = rig.client(port, TelnyxRig.QUICK, touchy);
        var gather = new OutboxCommand.Request("POST", "/calls/v3%3AMdI91%3D%3D/actions/gather_using_ai", "{}");
        for (int i = 0; i < 4; i++) {
            rig.send(client);
        }
        rig.after(400);

        List<Future<Answer>> sent = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            sent.add(rig.loop.start(() -> client.send(TelnyxRig.KEY, TelnyxRig.REQUEST)));
            sent.add(rig.loop.start(() -> client.send(TelnyxRig.KEY, gather)));
        }

        assertThat(sent.stream().map(Loop::await).filter(Answer.NotSent.class::isInstance))
                .hasSize(6);
        assertThat(rig.loop.get(() -> client.pulse(TelnyxRig.KEY, "/calls/a"))).isEqualTo(TelnyxPort.Pulse.UNKNOWN);
        assertThat(arrived).as("four failures, two probes").hasValue(6);
        assertThat(client.breakerState()).isEqualTo(2);
    }

    @Test
    void assistantsThatFailAreSparedAndHoldUpNothingElse() {
        int port = rig.http(request -> request.response()
                .setStatusCode(request.path().endsWith("gather_using_ai") ? 503 : 200)
                .end());
        var touchy = new CommandOptions.Breaker(Duration.ofSeconds(10), 4, 50, Duration.ofSeconds(30), 1);
        TelnyxClient client = rig.client(port, TelnyxRig.PATIENT, touchy);
        var gather = new OutboxCommand.Request("POST", "/calls/v3%3AMdI91%3D%3D/actions/gather_using_ai", "{}");
        var start = new OutboxCommand.Request("POST", "/calls/v3%3AMdI91%3D%3D/actions/ai_assistant_start", "{}");

        for (int i = 0; i < 4; i++) {
            assertThat(rig.send(client, gather)).isEqualTo(new Answer.Response(503, "", null));
        }
        assertThat(client.assistantBreakerState()).isEqualTo(2);
        assertThat(client.breakerState()).isZero();
        assertThat(rig.send(client, gather)).isInstanceOf(Answer.Spared.class);
        assertThat(rig.send(client, start)).isInstanceOf(Answer.Spared.class);
        assertThat(rig.send(client)).isEqualTo(new Answer.Response(200, "", null));
    }

    @Test
    void refusalsAndRateLimitsOpenNoBreaker() {
        AtomicInteger turn = new AtomicInteger();
        int port = rig.http(request -> request.response()
                .setStatusCode(turn.incrementAndGet() % 2 == 0 ? 429 : 422)
                .end());
        var touchy = new CommandOptions.Breaker(Duration.ofSeconds(10), 2, 1, Duration.ofSeconds(5), 1);
        TelnyxClient client = rig.client(port, TelnyxRig.PATIENT, touchy);

        for (int i = 0; i < 20; i++) {
            assertThat(rig.send(client)).isInstanceOf(Answer.Response.class);
        }
        assertThat(client.breakerState()).isZero();
    }
}
