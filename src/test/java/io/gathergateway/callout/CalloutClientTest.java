package io.gathergateway.callout;

import static io.gathergateway.callout.Rig.await;
import static io.gathergateway.callout.Rig.question;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.outbox.CalloutAnswer;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Against real sockets. */
class CalloutClientTest {
    private final Rig rig = new Rig();

    @AfterEach
    void close() {
        rig.close();
    }

    private record Seen(String method, String uri, MultiMap headers, String body) {}

    private static void tell(HttpServerRequest request, Promise<Seen> seen) {
        request.body().onSuccess(body -> {
            seen.tryComplete(new Seen(
                    request.method().name(),
                    request.uri(),
                    MultiMap.caseInsensitiveMultiMap().addAll(request.headers()),
                    body.toString()));
            request.response().end("{\"open\": true}");
        });
    }

    @Test
    void aQuestionArrivesWholeWithItsSecretAndItsIdempotencyKey() {
        Promise<Seen> seen = Promise.promise();
        String crm = rig.http(request -> tell(request, seen));
        rig.secrets.put("crm", () -> "s3cret$1");

        CalloutAnswer answer = rig.ask(question(
                "POST",
                crm + "/accounts/a%2Fb?full=%20yes",
                "{\"name\":\"Grüße\"}",
                Map.of("X-Call", "call 1", "Idempotency-Key", "mine", "Host", "elsewhere"),
                Map.of("Authorization", "Bearer ${secret.crm}")));

        assertThat(answer)
                .isEqualTo(new CalloutAnswer.Response(
                        200, JsonNodeFactory.instance.objectNode().put("open", true)));
        Seen arrived = await(seen.future());
        assertThat(arrived.method() + " " + arrived.uri()).isEqualTo("POST /accounts/a%2Fb?full=%20yes");
        assertThat(arrived.body()).isEqualTo("{\"name\":\"Grüße\"}");
        assertThat(arrived.headers().get("authorization")).isEqualTo("Bearer s3cret$1");
        assertThat(arrived.headers().getAll("idempotency-key")).containsExactly("q1");
        assertThat(arrived.headers().get("x-call")).isEqualTo("call 1");
        assertThat(arrived.headers().get("content-type")).isEqualTo("application/json");
        assertThat(arrived.headers().get("host")).isEqualTo(crm.substring("http://".length()));
    }

    @Test
    void aGetHasNoBody() {
        Promise<Seen> seen = Promise.promise();
        String crm = rig.http(request -> tell(request, seen));

        rig.get(crm);

        Seen arrived = await(seen.future());
        assertThat(arrived.method() + " " + arrived.uri()).isEqualTo("GET /");
        assertThat(arrived.headers().contains("content-type")).isFalse();
        assertThat(arrived.headers().contains("transfer-encoding")).isFalse();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                argumentSet("nothing", 204, ""),
                argumentSet("no JSON", 200, "<html>"),
                argumentSet("JSON and more", 200, "{} {}"),
                argumentSet("a key twice", 200, "{\"a\":1,\"a\":2}"),
                argumentSet("an error", 500, "oops"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void whatIsNotStrictlyJsonIsNoBody(int status, String body) {
        String crm =
                rig.http(request -> request.response().setStatusCode(status).end(body));

        assertThat(rig.get(crm)).isEqualTo(new CalloutAnswer.Response(status, null));
    }

    @Test
    void aRedirectIsAnAnswerAndNotFollowed() {
        AtomicInteger followed = new AtomicInteger();
        String elsewhere = rig.http(request -> {
            followed.incrementAndGet();
            request.response().end();
        });
        String crm = rig.http(request -> request.response()
                .setStatusCode(302)
                .putHeader("location", elsewhere)
                .end());

        assertThat(rig.get(crm)).isEqualTo(new CalloutAnswer.Response(302, null));
        assertThat(followed).hasValue(0);
    }

    @Test
    void aConnectionThatBreaksIsNoAnswer() {
        String resetting = rig.tcp(socket -> socket.handler(bytes -> socket.close()));
        String halfway = rig.tcp(socket -> socket.handler(
                bytes -> socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{\"open\":"))));

        assertThat(rig.get(resetting)).isEqualTo(new CalloutAnswer.Broken("reset"));
        assertThat(rig.get(halfway)).isEqualTo(new CalloutAnswer.Broken("cut off"));
    }

    @Test
    void whereNobodyListensThereIsNoConnection() throws IOException {
        // Bound and not listening: nobody else can take the port meanwhile.
        try (Socket silent = new Socket()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String nobody = rig.listed(silent.getLocalPort());

            assertThat(rig.get(nobody)).isEqualTo(new CalloutAnswer.Broken("no connection"));
        }
    }

    @Test
    void oneThatIsSlowIsWaitedForUntilTheDeadlineAndItsConnectionClosed() {
        Promise<Void> closedByUs = Promise.promise();
        String slow = rig.tcp(socket -> {
            socket.closeHandler(closedByUs::complete);
            socket.handler(bytes -> {
                socket.write("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n");
                long drip = rig.vertx.setPeriodic(50, tick -> socket.write("x"));
                closedByUs.future().onComplete(closed -> rig.vertx.cancelTimer(drip));
            });
        });

        assertThat(rig.get(rig.client(), slow, Duration.ofMillis(1_500))).isEqualTo(new CalloutAnswer.Silence());
        await(closedByUs.future());
    }

    @Test
    void aHugeAnswerIsNotReadToItsEnd() {
        Promise<Void> closedByUs = Promise.promise();
        String huge = rig.tcp(socket -> {
            socket.closeHandler(closedByUs::complete);
            socket.handler(
                    bytes -> socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n" + "x".repeat(70_000)));
        });

        assertThat(rig.get(huge)).isEqualTo(new CalloutAnswer.Hopeless("too long"));
        await(closedByUs.future());
    }

    @Test
    void aHostThatIsNotListedIsNotAsked() {
        AtomicInteger arrived = new AtomicInteger();
        String crm = rig.http(request -> {
            arrived.incrementAndGet();
            request.response().end();
        });
        rig.hosts.clear();

        assertThat(rig.get(crm)).isEqualTo(new CalloutAnswer.Hopeless("not listed"));
        assertThat(rig.get("file:///etc/passwd")).isEqualTo(new CalloutAnswer.Hopeless("not listed"));
        assertThat(arrived).hasValue(0);
        assertThat(rig.registry
                        .get("gateway.callouts")
                        .tag("host", "other")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void aNameThatLeadsToALinkLocalAddressIsNotAskedButTheAddressItselfMayBe() {
        AtomicInteger arrived = new AtomicInteger();
        String literal = rig.http(request -> {
            arrived.incrementAndGet();
            request.response().end();
        });
        String name = literal.replace("127.0.0.1", "localhost");
        rig.hosts.put(name.substring("http://".length()), new CalloutOptions.Host(8, null));
        rig.linkLocal = "127.0.0.1"::equals;

        assertThat(rig.get(name)).isEqualTo(new CalloutAnswer.Hopeless("link-local address"));
        assertThat(arrived).hasValue(0);
        assertThat(rig.get(literal)).isEqualTo(new CalloutAnswer.Response(200, null));
    }

    @Test
    void aSecretThatIsMissingOrCannotBeSentIsHopeless() {
        String crm = rig.http(request -> request.response().end());
        rig.secrets.put("broken", () -> "a\r\nx-evil: 1");

        assertThat(rig.ask(question("GET", crm, "", Map.of(), Map.of("A", "${secret.none}"))))
                .isEqualTo(new CalloutAnswer.Hopeless("secret not configured"));
        assertThat(rig.ask(question("GET", crm, "", Map.of(), Map.of("A", "${secret.broken}"))))
                .isEqualTo(new CalloutAnswer.Hopeless("not an HTTP request"));
    }

    @Test
    void aSlowHostHoldsUpNobodyButItself() {
        AtomicInteger arrived = new AtomicInteger();
        Promise<Void> released = Promise.promise();
        String slow = rig.http(request -> {
            arrived.incrementAndGet();
            released.future().onSuccess(go -> request.response().end());
        });
        String quick = rig.http(request -> request.response().end());
        rig.hosts.put(slow.substring("http://".length()), new CalloutOptions.Host(2, null));
        CalloutClient client = rig.client();

        Future<CalloutAnswer> first = rig.begin(client, slow, Rig.PATIENT);
        Future<CalloutAnswer> second = rig.begin(client, slow, Rig.PATIENT);
        assertThat(rig.get(client, slow, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Spared("too much under way"));
        assertThat(rig.get(client, quick, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Response(200, null));

        released.complete();
        assertThat(await(first)).isEqualTo(new CalloutAnswer.Response(200, null));
        assertThat(await(second)).isEqualTo(new CalloutAnswer.Response(200, null));
        assertThat(arrived).hasValue(2);
        assertThat(rig.get(client, slow, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Response(200, null));
    }

    @Test
    void theBreakerOfOneHostOpensAtTheRateAndClosesAfterAProbe() {
        AtomicInteger status = new AtomicInteger(503);
        AtomicInteger arrived = new AtomicInteger();
        String ill = rig.http(request -> {
            arrived.incrementAndGet();
            request.response().setStatusCode(status.get()).end();
        });
        String well = rig.http(request -> request.response().setStatusCode(404).end());
        rig.breaker = new CalloutOptions.Breaker(Duration.ofSeconds(10), 4, 50, Duration.ofSeconds(1), 1);
        CalloutClient client = rig.client();

        for (int i = 0; i < 4; i++) {
            assertThat(rig.get(client, ill, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Response(503, null));
            assertThat(rig.get(client, well, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Response(404, null));
        }
        assertThat(rig.get(client, ill, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Spared("breaker open"));
        assertThat(arrived).hasValue(4);
        assertThat(state(ill)).isEqualTo(2);
        assertThat(state(well)).isZero();

        status.set(200);
        rig.after(1_100);
        assertThat(rig.get(client, ill, Rig.PATIENT)).isEqualTo(new CalloutAnswer.Response(200, null));
        assertThat(state(ill)).isZero();
        assertThat(rig.registry
                        .get("gateway.callouts")
                        .tag("host", ill.substring("http://".length()))
                        .tag("result", "degraded")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    private double state(String address) {
        return rig.registry
                .get("gateway.callout.breaker.state")
                .tag("host", address.substring("http://".length()))
                .gauge()
                .value();
    }
}
