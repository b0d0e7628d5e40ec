package io.gathergateway.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.TelnyxPort.Pulse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Over real sockets on the loopback. */
class TelnyxClientTest {
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
    void theRequestGoesOutAsItLiesInTheOutbox() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        TelnyxClient client = rig.client(rig.http(request -> request.body().onSuccess(body -> {
            seen.add(request.method() + " " + request.uri());
            seen.add(request.getHeader("authorization"));
            seen.add(request.getHeader("content-type"));
            seen.add(body.toString());
            request.response().end("{\"data\":{\"result\":\"ok\"}}");
        })));

        assertThat(rig.send(client)).isEqualTo(new Answer.Response(200, "", null));
        assertThat(seen)
                .containsExactly(
                        "POST /v2/calls/v3%3AMdI91%3D%3D/actions/speak",
                        "Bearer KEY-1", "application/json", "{\"payload\":\"Grüß Gott\"}");
    }

    @Test
    void aTokenIsSealedOnItsWay() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        TelnyxClient client = rig.client(rig.http(request -> request.body().onSuccess(body -> {
            seen.add(body.toJsonObject().getString("client_state"));
            request.response().end("{\"data\":{\"result\":\"ok\"}}");
        })));
        String token = Base64.getEncoder().encodeToString("gg1/s-1/rev/menu/7.0".getBytes(UTF_8));
        String body = "{\"client_state\":\"" + token + "\"}";

        rig.send(client, new OutboxCommand.Request("POST", "/calls/a/actions/speak", body));
        assertThat(seen).hasSize(1);
        assertThat(TelnyxRig.TOKENS.open(seen.getFirst()).clientState()).isEqualTo(token);
    }

    @Test
    void aPutIsAPut() {
        TelnyxClient client = rig.client(rig.http(request -> request.response()
                .setStatusCode(request.method().name().equals("PUT") ? 200 : 400)
                .end()));
        var update = new OutboxCommand.Request("PUT", "/calls/a/actions/client_state_update", "{}");

        assertThat(rig.send(client, update)).isEqualTo(new Answer.Response(200, "", null));
    }

    @ParameterizedTest
    @CsvSource({"422, 90018", "404, ''", "401, 10009", "500, 10007", "429, 90103"})
    void statusAndCodeOfARefusalComeBack(int status, String code) {
        TelnyxClient client = rig.client(rig.http(request -> request.response()
                .setStatusCode(status)
                .end("{\"errors\":[{\"code\":\"" + code + "\",\"title\":\"No\"}]}")));

        assertThat(rig.send(client)).isEqualTo(new Answer.Response(status, code, null));
    }

    @Test
    void a429SaysHowLongToWait() {
        TelnyxClient client = rig.client(rig.http(request -> request.response()
                .setStatusCode(429)
                .putHeader("X-RateLimit-Reset", "4")
                .end("broken {")));

        assertThat(rig.send(client)).isEqualTo(new Answer.Response(429, "", Duration.ofSeconds(4)));
    }

    @Test
    void anyAnswerMaySayWhatIsLeftOfTheWindow() {
        TelnyxClient client = rig.client(rig.http(request -> request.response()
                .putHeader("x-ratelimit-limit", "100")
                .putHeader("x-ratelimit-remaining", "3")
                .putHeader("x-ratelimit-reset", "7")
                .end()));

        assertThat(rig.send(client))
                .isEqualTo(new Answer.Response(200, "", null, new Answer.Budget(3, Duration.ofSeconds(7))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | {\"data\":{\"is_alive\":true}}  | ALIVE",
                "200 | {\"data\":{\"is_alive\":false}} | OVER",
                "200 | {\"data\":{}}                   | UNKNOWN",
                "200 | <html>                          | UNKNOWN",
                "404 | {}                              | OVER",
                "429 | {}                              | UNKNOWN",
                "500 | {}                              | UNKNOWN"
            })
    void aCallIsAskedAfter(int status, String body, Pulse expected) {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        TelnyxClient client = rig.client(rig.http(request -> {
            seen.add(request.method() + " " + request.uri() + " " + request.getHeader("authorization"));
            request.response().setStatusCode(status).end(body);
        }));

        Pulse pulse = rig.loop.get(() -> client.pulse(TelnyxRig.KEY, "/calls/v3%3AMdI91%3D%3D"));

        assertThat(pulse).isEqualTo(expected);
        assertThat(seen).containsExactly("GET /v2/calls/v3%3AMdI91%3D%3D Bearer KEY-1");
    }

    @Test
    void aRedirectIsAnAnswerAndTheKeyStaysHere() {
        AtomicInteger elsewhere = new AtomicInteger();
        int other = rig.http(request -> {
            elsewhere.incrementAndGet();
            request.response().end();
        });
        TelnyxClient client = rig.client(rig.http(request -> request.response()
                .setStatusCode(307)
                .putHeader("location", "http://127.0.0.1:" + other + "/")
                .end()));

        assertThat(rig.send(client)).isEqualTo(new Answer.Response(307, "", null));
        assertThat(elsewhere).hasValue(0);
    }

    @Test
    void aConnectionIsKeptForTheNextRequest() {
        AtomicInteger connections = new AtomicInteger();
        TelnyxClient client = rig.client(rig.tcp(socket -> {
            connections.incrementAndGet();
            socket.handler(bytes -> socket.write(TelnyxRig.answer("422 No", "{\"errors\":[]}")));
        }));

        for (int i = 0; i < 5; i++) {
            assertThat(rig.send(client)).isEqualTo(new Answer.Response(422, "", null));
        }
        assertThat(connections).hasValue(1);
    }

    @ParameterizedTest
    @CsvSource({"calls/a", "/calls/a b", "'/calls/a\r\nhost: evil'", "http://evil/"})
    void aPathThatIsNoneIsNeverWritten(String path) {
        AtomicInteger arrived = new AtomicInteger();
        TelnyxClient client = rig.client(rig.tcp(socket -> arrived.incrementAndGet()));

        Answer answer = rig.send(client, new OutboxCommand.Request("POST", path, "{}"));

        assertThat(answer).isEqualTo(new Answer.NotSent("not an HTTP request", Duration.ofSeconds(5)));
        assertThat(arrived).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "KEY 1", "KEY\r\nhost: evil"})
    void aKeyThatIsNoneIsNeverWritten(String key) {
        AtomicInteger arrived = new AtomicInteger();
        TelnyxClient client = rig.client(rig.tcp(socket -> arrived.incrementAndGet()), () -> key);

        assertThat(rig.send(client)).isEqualTo(new Answer.NotSent("not an HTTP request", Duration.ofSeconds(5)));
        assertThat(arrived).hasValue(0);
    }
}
