package io.gathergateway.webhook;

import static io.gathergateway.webhook.WebhookRequest.NOW;
import static io.gathergateway.webhook.WebhookRequest.SIGNER;
import static io.gathergateway.webhook.WebhookRequest.event;
import static io.gathergateway.webhook.WebhookRequest.signed;
import static io.gathergateway.webhook.WebhookRequest.unsigned;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.webhook.RawHttp.Answer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and their answers, over real sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebhookVerticleTest {
    private static final String GOOD = event("e-1", "s-1");
    private static final byte[] BYTES = GOOD.getBytes(UTF_8);

    private final WebhookServer server = WebhookServer.committing();

    @AfterAll
    void stop() {
        server.close();
    }

    Stream<Arguments> refused() {
        return Stream.of(
                arguments("another path", signed(GOOD).line("POST /webhooks HTTP/1.1"), 404),
                arguments("a longer path", signed(GOOD).line("POST /webhooks/telnyx/ HTTP/1.1"), 404),
                arguments("a path in capitals", signed(GOOD).line("POST /Webhooks/Telnyx HTTP/1.1"), 404),
                arguments("GET", unsigned("").line("GET /webhooks/telnyx HTTP/1.1"), 405),
                arguments("PUT", signed(GOOD).line("PUT /webhooks/telnyx HTTP/1.1"), 405),
                arguments("no content type", signed(GOOD).without("Content-Type"), 415),
                arguments("form", contentType("application/x-www-form-urlencoded"), 415),
                arguments("text", contentType("text/plain"), 415),
                arguments("json with a suffix", contentType("application/jsonp"), 415),
                arguments("256 KiB and a byte", signed(padded(256 * 1024 + 1)), 413),
                arguments("1 GiB announced", lying("1073741824"), 413),
                arguments("no headers", unsigned(GOOD), 401),
                arguments("no timestamp", signed(GOOD).without("Telnyx-Timestamp"), 401),
                arguments("no signature", signed(GOOD).without("Telnyx-Signature-Ed25519"), 401),
                arguments("two timestamps", signed(GOOD).with("telnyx-timestamp: " + NOW), 401),
                arguments(
                        "two signatures",
                        signed(GOOD).with("TELNYX-SIGNATURE-ED25519: " + SIGNER.sign(NOW, BYTES)),
                        401),
                arguments("timestamp no number", timestamp("now"), 401),
                arguments("timestamp in thirteen digits", timestamp("0001700000000"), 401),
                arguments("timestamp with a leading zero", timestamp("01700000000"), 401),
                arguments("timestamp of the next second", timestamp(String.valueOf(NOW + 1)), 401),
                arguments("signature without padding", signature(s -> s.substring(0, 86)), 401),
                arguments("signature in base64url", signature(s -> "-" + s.substring(1)), 401),
                arguments("signature with a byte more", signature(s -> s.substring(0, 86) + "A="), 401),
                arguments(
                        "signature with a turned bit",
                        signature(s -> (s.startsWith("A") ? "B" : "A") + s.substring(1)),
                        401),
                arguments("a stranger's signature", signed(BYTES, NOW, new WebhookSigner(9)), 401),
                arguments("another body", tampered(), 401),
                arguments("signed body without its timestamp", signedBodyOnly(), 401),
                arguments("301 s old, wrongly signed", signed(BYTES, NOW - 301, new WebhookSigner(9)), 401),
                arguments("a day and a second old", signed(BYTES, NOW - 86_401, SIGNER), 401),
                arguments("a day and a second ahead", signed(BYTES, NOW + 86_401, SIGNER), 401),
                arguments("301 s old", signed(BYTES, NOW - 301, SIGNER), 503),
                arguments("301 s ahead", signed(BYTES, NOW + 301, SIGNER), 503),
                arguments("a day old", signed(BYTES, NOW - 86_400, SIGNER), 503),
                arguments("empty", signed(""), 400),
                arguments("not JSON", signed("hello"), 400),
                arguments("two values", signed(GOOD + "{}"), 400),
                arguments("a comment", signed(GOOD + "// c"), 400),
                arguments("a repeated key", signed(GOOD.replace("\"digits\"", "\"status\"")), 400),
                arguments("overlong UTF-8", signed(overlong()), 400),
                arguments("byte order mark", signed("\uFEFF" + GOOD), 400),
                arguments("nested too deep", signed(GOOD.replace("\"123\"", "[".repeat(80) + "]".repeat(80))), 400),
                arguments("an array", signed("[" + GOOD + "]"), 400),
                arguments("no data", signed("{\"meta\":{}}"), 400),
                arguments("no id", signed(GOOD.replace("\"id\"", "\"no\"")), 400),
                arguments("no session", signed(GOOD.replace("call_session_id", "session")), 400),
                arguments("a session id that is no key", signed(event("e-1", "s 1")), 400),
                arguments("API v1", signed("{\"event_type\":\"call_initiated\",\"payload\":{}}"), 400));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("refused")
    void aBadRequestIsRefusedAndNothingReachesTheBus(String what, WebhookRequest request, int status)
            throws IOException {
        Answer answer = server.send(request);
        assertThat(answer.status()).as(what).isEqualTo(status);
        assertThat(answer.headers()).containsEntry("content-type", "application/json");
        if (status == 401) {
            assertThat(answer.body()).isEqualTo("{\"error\":\"unauthorized\"}");
        }
        if (status == 405) {
            assertThat(answer.headers()).containsEntry("allow", "POST");
        }
        // What was refused would be there before what is sent after it.
        String id = "after-" + what.replaceAll("[^a-zA-Z0-9]", "-");
        assertThat(server.send(signed(event(id, "s-1"))).status()).isEqualTo(200);
        assertThat(server.received)
                .extracting(SessionEvent::id)
                .allMatch(seen -> seen.startsWith("after-") || seen.startsWith("good-"))
                .contains(id);
    }

    Stream<Arguments> accepted() {
        return Stream.of(
                arguments("good-plain", signed(event("good-plain", "s-1"))),
                arguments("good-charset", contentType("good-charset", "application/json; charset=utf-8")),
                arguments("good-capitals", contentType("good-capitals", "Application/JSON;charset=UTF-8")),
                arguments("good-old", signed(event("good-old", "s-1").getBytes(UTF_8), NOW - 300, SIGNER)),
                arguments("good-ahead", signed(event("good-ahead", "s-1").getBytes(UTF_8), NOW + 300, SIGNER)),
                arguments(
                        "good-query",
                        signed(event("good-query", "s-1")).line("POST /webhooks/telnyx?from=portal HTTP/1.1")),
                arguments("good-large", signed(padded("good-large", 256 * 1024))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void aSignedWebhookIsAppliedAndThenAnswered200(String id, WebhookRequest request) throws IOException {
        Answer answer = server.send(request);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"result\":\"ok\"}");
        assertThat(server.received).extracting(SessionEvent::id).containsOnlyOnce(id);
    }

    @ParameterizedTest
    @EnumSource(Applied.class)
    void whateverTheOwnerSaysIsDealtWithIs200(Applied applied) throws IOException {
        try (WebhookServer answering = WebhookServer.answering(applied)) {
            assertThat(answering.send(signed(GOOD)).status()).isEqualTo(200);
            assertThat(answering.count(WebhookResult.of(applied))).isEqualTo(1);
        }
    }

    @Test
    void onlyATokenThatWeSealedReachesTheSession() throws IOException {
        String token = base64("gg1/s-9/rev/menu/7.0");
        String sealed = WebhookRequest.TOKENS.seal("{\"client_state\":\"" + token + "\"}")
                .split("\"", -1)[3];
        String foreign = base64("have a nice day");
        for (String brought : List.of(sealed, token, foreign)) {
            server.send(signed(event("good-" + brought, "s-1", '"' + brought + '"')));
        }

        // A token names its session before the call does.
        assertThat(arrived("good-" + sealed).key().id()).isEqualTo("s-9");
        assertThat(arrived("good-" + sealed).event().header().clientState()).isEqualTo(token);
        assertThat(arrived("good-" + token).key().id()).isEqualTo("s-1");
        assertThat(arrived("good-" + token).event().header().clientState()).isNull();
        assertThat(arrived("good-" + foreign).event().header().clientState()).isEqualTo(foreign);
        assertThat(server.tokens("ours")).isEqualTo(1);
        assertThat(server.tokens("forged")).isEqualTo(1);
        assertThat(server.tokens("foreign")).isEqualTo(1);
    }

    private SessionEvent.Webhook arrived(String id) {
        return server.received.stream()
                .filter(event -> event.id().equals(id))
                .map(SessionEvent.Webhook.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void anObservationIsAnsweredWithoutTheSession() throws IOException {
        Answer answer = server.send(signed(event("observation", "s-1").replace("gather.ended", "dtmf.received")));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(server.received).extracting(SessionEvent::id).doesNotContain("observation");
        assertThat(server.count(WebhookResult.OBSERVED)).isEqualTo(1);
    }

    @Test
    void anObservationIsHandedToTheOwnerOfItsCallToo() throws Exception {
        try (WebhookServer own = WebhookServer.committing()) {
            own.send(signed(event("observed", "s-2").replace("gather.ended", "dtmf.received")));
            SessionEvent.Webhook handed = own.nextObserved();
            assertThat(handed.id()).isEqualTo("observed");
            assertThat(handed.event()).isInstanceOf(CallEvent.DtmfReceived.class);
        }
    }

    @Test
    void eachOwnerGetsTheCallsOfItsShard() throws IOException {
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            keys.add("call-" + i);
            assertThat(server.send(signed(event("good-shard-" + i, "call-" + i)))
                            .status())
                    .isEqualTo(200);
        }
        assertThat(server.received).extracting(event -> event.key().id()).containsAll(keys);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eitherKeyOfARotationMaySign(boolean old) throws IOException {
        WebhookSigner next = new WebhookSigner(2);
        try (WebhookServer rotating = WebhookServer.with(VerifierChoice.best(), SIGNER.key(), next.key())
                .consume(message -> message.reply(Applied.COMMITTED))) {
            assertThat(rotating.send(signed(BYTES, NOW, old ? SIGNER : next)).status())
                    .isEqualTo(200);
            assertThat(rotating.send(signed(BYTES, NOW, new WebhookSigner(3))).status())
                    .isEqualTo(401);
        }
    }

    @ParameterizedTest
    @CsvSource({"BOUNCY_CASTLE, false", "NONE, true"})
    void withoutAKeyOrAVerifierEverythingIs503(VerifierChoice choice, boolean withKey) throws IOException {
        WebhookKey[] keys = withKey ? new WebhookKey[] {SIGNER.key()} : new WebhookKey[0];
        try (WebhookServer closed =
                WebhookServer.with(choice, keys).consume(message -> message.reply(Applied.COMMITTED))) {
            assertThat(closed.verifies()).isFalse();
            assertThat(closed.send(signed(GOOD)).status()).isEqualTo(503);
            assertThat(closed.send(unsigned(GOOD)).status()).isEqualTo(503);
            assertThat(closed.received).isEmpty();
        }
    }

    @Test
    void everyInstanceServesTheOnePort() throws IOException {
        try (WebhookServer several = WebhookServer.ofInstances(2)) {
            for (int i = 0; i < 10; i++) {
                assertThat(several.send(signed(GOOD)).status()).isEqualTo(200);
            }
        }
    }

    @Test
    void aRefusalLeavesTheConnectionUsable() throws IOException {
        try (RawHttp http = server.connect()) {
            WebhookRequest bad = unsigned(GOOD);
            http.write(bad.head());
            http.write(bad.body());
            assertThat(http.read().status()).isEqualTo(401);
            WebhookRequest good = signed(event("good-second", "s-1"));
            http.write(good.head());
            http.write(good.body());
            assertThat(http.read().status()).isEqualTo(200);
        }
    }

    private static WebhookRequest contentType(String type) {
        return contentType("e-1", type);
    }

    private static WebhookRequest contentType(String id, String type) {
        return signed(event(id, "s-1")).change("Content-Type", json -> type);
    }

    private static WebhookRequest timestamp(String timestamp) {
        return signed(GOOD).change("Telnyx-Timestamp", now -> timestamp);
    }

    private static WebhookRequest signature(java.util.function.UnaryOperator<String> change) {
        return signed(GOOD).change("Telnyx-Signature-Ed25519", change);
    }

    private static WebhookRequest lying(String length) {
        return signed(GOOD).change("Content-Length", honest -> length);
    }

    /** The bytes mean the same JSON and are not those that were signed. */
    private static WebhookRequest tampered() {
        WebhookRequest original = signed(GOOD);
        WebhookRequest other = unsigned(GOOD.replace("\n", "\r\n"));
        original.change("Telnyx-Timestamp", value -> {
            other.with("Telnyx-Timestamp: " + value);
            return value;
        });
        original.change("Telnyx-Signature-Ed25519", value -> {
            other.with("Telnyx-Signature-Ed25519: " + value);
            return value;
        });
        return other;
    }

    private static WebhookRequest signedBodyOnly() {
        String signature = java.util.Base64.getEncoder().encodeToString(SIGNER.sign(BYTES));
        return signature(honest -> signature);
    }

    private static byte[] padded(int length) {
        return padded("e-1", length);
    }

    private static byte[] padded(String id, int length) {
        byte[] event = event(id, "s-1").getBytes(UTF_8);
        byte[] padded = Arrays.copyOf(event, length);
        Arrays.fill(padded, event.length, length, (byte) ' ');
        return padded;
    }

    private static byte[] overlong() {
        byte[] bytes = GOOD.replace("\"123\"", "\"??\"").getBytes(UTF_8);
        int at = GOOD.indexOf("\"123\"") + 1;
        bytes[at] = (byte) 0xC0;
        bytes[at + 1] = (byte) 0xAF;
        return bytes;
    }
}
