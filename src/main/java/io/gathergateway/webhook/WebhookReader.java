package io.gathergateway.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TokenSeal;
import io.gathergateway.telnyx.StrictJson;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.CallEventCodec;
import java.util.Optional;
import java.util.function.Consumer;

/** A verified body to the event of a call. To be given nothing that is not verified (P1). */
final class WebhookReader {
    private static final String CLIENT_STATE = "client_state";

    private WebhookReader() {}

    /** The outcome of reading. */
    sealed interface Reading {
        record Usable(SessionKey key, CallEvent event) implements Reading {}

        /** Not enveloped in {@code data}, as Telnyx's API v1 delivers. */
        record LegacyFormat() implements Reading {}

        record Defective(Defect defect) implements Reading {}
    }

    /** {@code seal} opens its token; {@code tokens} is told what it was. */
    static Reading read(byte[] bytes, int offset, int length, TokenSeal seal, Consumer<TokenSeal.Kind> tokens) {
        return switch (StrictJson.parse(bytes, offset, length)) {
            case StrictJson.Parsed.Malformed(StrictJson.Problem problem) -> new Reading.Defective(Defect.of(problem));
            case StrictJson.Parsed.Tree(JsonNode body) -> envelope(body, seal, tokens);
        };
    }

    private static Reading envelope(JsonNode body, TokenSeal seal, Consumer<TokenSeal.Kind> tokens) {
        JsonNode data = body.path("data");
        if (data.isObject()) {
            if (data.path("payload") instanceof ObjectNode payload) {
                open(payload, seal, tokens);
            }
            return event(data);
        }
        return data.isMissingNode() && ApiV1.isEventType(body.path("event_type").asText())
                ? new Reading.LegacyFormat()
                : new Reading.Defective(Defect.NO_DATA);
    }

    private static void open(ObjectNode payload, TokenSeal seal, Consumer<TokenSeal.Kind> tokens) {
        TokenSeal.Opened opened = seal.open(payload.path(CLIENT_STATE).textValue());
        tokens.accept(opened.kind());
        switch (opened.kind()) {
            case OURS, FORGED -> payload.put(CLIENT_STATE, opened.clientState());
            // Nothing in it will be taken for a token.
            case NONE, FOREIGN -> {}
        }
    }

    private static Reading event(JsonNode data) {
        return switch (CallEventCodec.read(data)) {
            case CallEventCodec.Read.Unusable(CallEventCodec.Problem problem) ->
                new Reading.Defective(Defect.of(problem));
            case CallEventCodec.Read.Event(CallEvent event) -> {
                Optional<SessionKey> key = SessionKey.of(event.header());
                yield key.isPresent()
                        ? new Reading.Usable(key.get(), event)
                        : new Reading.Defective(Defect.CALL_SESSION_ID_INVALID);
            }
        };
    }
}
