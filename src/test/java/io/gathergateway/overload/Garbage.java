package io.gathergateway.overload;

import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What strangers send. */
enum Garbage {
    WRONG_PATH("GET /admin.php HTTP/1.1\r\nHost: gateway\r\n\r\n"),
    UNSIGNED("POST /webhooks/telnyx HTTP/1.1\r\nHost: gateway\r\nContent-Type: application/json\r\n"
            + "Content-Length: 1500\r\n\r\n" + "x".repeat(1_500)),
    NOT_JSON("POST /webhooks/telnyx HTTP/1.1\r\nHost: gateway\r\nContent-Type: text/plain\r\n"
            + "Content-Length: 1500\r\n\r\n" + "x".repeat(1_500)),
    /** Well-formed in every way: each costs a verification. */
    WRONGLY_SIGNED("");

    private final String text;

    Garbage(String text) {
        this.text = text;
    }

    Supplier<Buffer> requests() {
        if (!text.isEmpty()) {
            Buffer one = Buffer.buffer(text);
            return () -> one;
        }
        List<Buffer> some = IntStream.range(0, 100)
                .mapToObj(i -> Mail.request(Mail.body("call.hangup", "call-" + i, "\"state\": \"hangup\""), false))
                .toList();
        int[] next = {0};
        return () -> some.get(next[0]++ % some.size());
    }
}
