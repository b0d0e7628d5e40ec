package io.gathergateway.webhook;

import io.gathergateway.telnyx.StrictJson;
import io.gathergateway.telnyx.event.CallEventCodec;
import java.util.Locale;

/** What is wrong with a signed webhook that is answered 400: a metric's label and a log line's reason. */
enum Defect {
    NOT_UTF8(WebhookResult.MALFORMED),
    BYTE_ORDER_MARK(WebhookResult.MALFORMED),
    SYNTAX(WebhookResult.MALFORMED),
    DUPLICATE_KEY(WebhookResult.MALFORMED),
    TRAILING_CONTENT(WebhookResult.MALFORMED),
    TOO_LARGE(WebhookResult.MALFORMED),
    NUMBER_OUT_OF_RANGE(WebhookResult.MALFORMED),
    NO_DATA(WebhookResult.UNUSABLE),
    NO_PAYLOAD(WebhookResult.UNUSABLE),
    NO_ID(WebhookResult.UNUSABLE),
    NO_EVENT_TYPE(WebhookResult.UNUSABLE),
    NO_CALL_SESSION_ID(WebhookResult.UNUSABLE),
    CALL_SESSION_ID_INVALID(WebhookResult.UNUSABLE);

    private final WebhookResult result;
    private final String label;

    Defect(WebhookResult result) {
        this.result = result;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    WebhookResult result() {
        return result;
    }

    String label() {
        return label;
    }

    static Defect of(StrictJson.Problem problem) {
        return switch (problem) {
            case NOT_UTF8 -> NOT_UTF8;
            case BYTE_ORDER_MARK -> BYTE_ORDER_MARK;
            case SYNTAX -> SYNTAX;
            case DUPLICATE_KEY -> DUPLICATE_KEY;
            case TRAILING_CONTENT -> TRAILING_CONTENT;
            case TOO_LARGE -> TOO_LARGE;
            case NUMBER_OUT_OF_RANGE -> NUMBER_OUT_OF_RANGE;
        };
    }

    static Defect of(CallEventCodec.Problem problem) {
        return switch (problem) {
            case NO_PAYLOAD -> NO_PAYLOAD;
            case NO_ID -> NO_ID;
            case NO_EVENT_TYPE -> NO_EVENT_TYPE;
            case NO_CALL_SESSION_ID -> NO_CALL_SESSION_ID;
        };
    }
}
