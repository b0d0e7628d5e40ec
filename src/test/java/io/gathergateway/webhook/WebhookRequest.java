package io.gathergateway.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.gathergateway.call.TokenSeal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The text of a request, right in everything but what a test changes. */
final class WebhookRequest {
    static final long NOW = 1_700_000_000;
    static final WebhookSigner SIGNER = new WebhookSigner(1);
    static final TokenSeal TOKENS = new TokenSeal(List.of("a key of the test that nobody guesses"));

    private String line = "POST /webhooks/telnyx HTTP/1.1";
    private final byte[] body;
    private final List<String> headers = new ArrayList<>();

    private WebhookRequest(byte[] body) {
        this.body = body;
        headers.add("Host: localhost");
        headers.add("Content-Type: application/json");
        headers.add("Content-Length: " + body.length);
    }

    /** A pretty-printed webhook, as Telnyx sends them. */
    static String event(String id, String session) {
        return event(id, session, "null");
    }

    /** {@code clientState} as JSON. */
    static String event(String id, String session, String clientState) {
        return """
            {
              "data": {
                "event_type": "call.gather.ended",
                "id": "%s",
                "occurred_at": "2018-02-02T22:25:27.521992Z",
                "payload": {
                  "call_session_id": "%s",
                  "client_state": %s,
                  "digits": "123",
                  "status": "valid"
                },
                "record_type": "event"
              }
            }""".formatted(id, session, clientState);
    }

    static WebhookRequest signed(String body) {
        return signed(body.getBytes(UTF_8));
    }

    static WebhookRequest signed(byte[] body) {
        return signed(body, NOW, SIGNER);
    }

    static WebhookRequest signed(byte[] body, long timestamp, WebhookSigner signer) {
        return new WebhookRequest(body)
                .with("Telnyx-Timestamp: " + timestamp)
                .with("Telnyx-Signature-Ed25519: " + signer.sign(timestamp, body));
    }

    static WebhookRequest unsigned(String body) {
        return new WebhookRequest(body.getBytes(UTF_8));
    }

    WebhookRequest line(String other) {
        line = other;
        return this;
    }

    WebhookRequest with(String header) {
        headers.add(header);
        return this;
    }

    WebhookRequest without(String name) {
        headers.removeIf(header -> header.startsWith(name + ":"));
        return this;
    }

    /** Changes the value of a header. */
    WebhookRequest change(String name, UnaryOperator<String> value) {
        headers.replaceAll(header -> header.startsWith(name + ": ")
                ? name + ": " + value.apply(header.substring(name.length() + 2))
                : header);
        return this;
    }

    byte[] head() {
        return (line + "\r\n" + String.join("\r\n", headers) + "\r\n\r\n").getBytes(ISO_8859_1);
    }

    byte[] body() {
        return body;
    }
}
