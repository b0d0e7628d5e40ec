package io.gathergateway.webhook;

import io.gathergateway.bus.Applied;
import java.util.Locale;

/**
 * How a webhook ended: the answer and the metric's label. A closed set.
 *
 * <p>Telnyx delivers again on 408 and 5xx and gives up on other 4xx, so what is our fault, or may be, is 5xx (P10).
 */
enum WebhookResult {
    COMMITTED(200, Body.OK),
    DUPLICATE(200, Body.OK),
    IGNORED(200, Body.OK),
    /** Verified and well-formed, but nothing is decided by it. */
    OBSERVED(200, Body.OK),
    /** Signed, but not JSON as we take it. */
    MALFORMED(400, Body.MALFORMED),
    /** Signed JSON that no call can be found for. */
    UNUSABLE(400, Body.MALFORMED),
    /** Signed, in the format of API v1. */
    API_V1(400, Body.MALFORMED),
    /** The signature's headers are missing, repeated or misshapen. */
    UNSIGNED(401, Body.UNAUTHORIZED),
    /** The timestamp is more than a day away, or over five minutes and the signature wrong. */
    STALE(401, Body.UNAUTHORIZED),
    SIGNATURE_WRONG(401, Body.UNAUTHORIZED),
    NOT_FOUND(404, Body.NOT_FOUND),
    METHOD_NOT_ALLOWED(405, Body.METHOD_NOT_ALLOWED),
    /** The body did not arrive in time. */
    BODY_TIMEOUT(408, Body.TIMEOUT),
    TOO_LARGE(413, Body.TOO_LARGE),
    UNSUPPORTED_MEDIA_TYPE(415, Body.UNSUPPORTED_MEDIA_TYPE),
    /** No key is configured, or nothing here can verify. */
    NO_VERIFIER(503, Body.UNAVAILABLE),
    /** More at work than may be, or more bytes held. */
    OVERLOADED(503, Body.UNAVAILABLE),
    /** What lives leaves too little of the heap. */
    MEMORY_SHORT(503, Body.UNAVAILABLE),
    /** Signed, but five minutes to a day away: our clock or Telnyx's is wrong. */
    CLOCK_OFF(503, Body.UNAVAILABLE),
    /** The owner of the call did not say in time that the event is dealt with. */
    NOT_COMMITTED(503, Body.UNAVAILABLE),
    /** A bug of ours. */
    FAULT(503, Body.UNAVAILABLE),
    /** The sender went away before its request was complete; nobody is left to answer. */
    ABORTED(400, Body.MALFORMED);

    private final int status;
    private final String body;
    private final String label;

    WebhookResult(int status, String body) {
        this.status = status;
        this.body = body;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    static WebhookResult of(Applied applied) {
        return switch (applied) {
            case COMMITTED -> COMMITTED;
            case DUPLICATE -> DUPLICATE;
            case IGNORED -> IGNORED;
        };
    }

    int status() {
        return status;
    }

    /** Constant for each status: it tells a stranger nothing. */
    String body() {
        return body;
    }

    String label() {
        return label;
    }

    private static final class Body {
        static final String OK = "{\"result\":\"ok\"}";
        static final String MALFORMED = "{\"error\":\"malformed\"}";
        static final String UNAUTHORIZED = "{\"error\":\"unauthorized\"}";
        static final String NOT_FOUND = "{\"error\":\"not found\"}";
        static final String METHOD_NOT_ALLOWED = "{\"error\":\"method not allowed\"}";
        static final String TIMEOUT = "{\"error\":\"timeout\"}";
        static final String TOO_LARGE = "{\"error\":\"too large\"}";
        static final String UNSUPPORTED_MEDIA_TYPE = "{\"error\":\"unsupported media type\"}";
        static final String UNAVAILABLE = "{\"error\":\"unavailable\"}";
    }
}
