package io.gathergateway.overload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Webhooks ready to be sent, signed beforehand so that signing takes nothing from the measurement. Every call has two: it
 * begins, which costs the gateway a decision, a commit, a command and the commit of its outcome; and some time later the
 * caller hangs up, so that Redis does not fill. One that was not accepted is delivered again. Used by one thread.
 */
final class Mail {
    /** How many calls are held before one is hung up: for so long that its first command is sent before. */
    private static final int HELD = 5_000;

    private final Deque<Letter> fresh = new ArrayDeque<>();
    private final Deque<Letter> hangups = new ArrayDeque<>();

    /** A request, and what comes after it where it is accepted. */
    static final class Letter {
        final Buffer request;
        private final String call;
        private final boolean last;

        private Letter(Buffer request, String call, boolean last) {
            this.request = request;
            this.call = call;
            this.last = last;
        }
    }

    /** Has at least so many calls to begin with. */
    void prepare(int calls) {
        while (fresh.size() < calls) {
            String call = UUID.randomUUID().toString();
            fresh.add(new Letter(
                    event("call.initiated", call, "\"direction\": \"incoming\", \"state\": \"parked\""), call, false));
        }
    }

    /** The next to be delivered: calls that begin and calls that end in turn. */
    Letter next() {
        if (hangups.size() > HELD) {
            return hangups.removeFirst();
        }
        if (fresh.isEmpty()) {
            prepare(100);
        }
        return fresh.removeFirst();
    }

    void accepted(Letter letter) {
        if (!letter.last) {
            String more = "\"hangup_cause\": \"normal_clearing\", \"hangup_source\": \"caller\", \"state\": \"hangup\"";
            hangups.add(new Letter(event("call.hangup", letter.call, more), letter.call, true));
        }
    }

    /** It comes again, behind what waits. */
    void refused(Letter letter) {
        (letter.last ? hangups : fresh).addLast(letter);
    }

    /** Partial results of one call, over and over. */
    static Supplier<Buffer> storm() {
        String call = UUID.randomUUID().toString();
        List<Buffer> some = IntStream.range(0, 500)
                .mapToObj(i -> event(
                        "call.ai_gather.partial_results",
                        call,
                        "\"partial_results\": { \"age\": " + i + " }, \"message_history\": []"))
                .toList();
        int[] next = {0};
        return () -> some.get(next[0]++ % some.size());
    }

    /** A signed request. */
    static Buffer event(String type, String call, String more) {
        return request(body(type, call, more), true);
    }

    static String body(String type, String call, String more) {
        return """
                {
                  "data": {
                    "record_type": "event",
                    "event_type": "%2$s",
                    "id": "%3$s",
                    "occurred_at": "2026-01-01T00:00:00.000000Z",
                    "payload": {
                      "call_control_id": "v3:%1$s", "call_leg_id": "%1$s", "call_session_id": "%1$s",
                      "client_state": null, "connection_id": "1684641123236054244",
                      "from": "+13125550100", "to": "+13125550141", %4$s
                    }
                  },
                  "meta": { "attempt": 1, "delivered_to": "https://gateway.example.com/webhooks/telnyx" }
                }""".formatted(call, type, UUID.randomUUID(), more);
    }

    /** With a right signature or with one of another key's. */
    static Buffer request(String body, boolean right) {
        byte[] bytes = body.getBytes(UTF_8);
        long now = System.currentTimeMillis() / 1000;
        String signature = (right ? Target.SIGNER : new io.gathergateway.webhook.WebhookSigner(8)).sign(now, bytes);
        String head = "POST /webhooks/telnyx HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n"
                + "User-Agent: telnyx-webhooks\r\nTelnyx-Timestamp: " + now + "\r\nTelnyx-Signature-Ed25519: "
                + signature
                + "\r\nContent-Length: " + bytes.length + "\r\n\r\n";
        return Buffer.buffer(head).appendBytes(bytes);
    }
}
