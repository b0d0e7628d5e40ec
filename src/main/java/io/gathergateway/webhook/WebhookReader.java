package io.gathergateway.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.call.SessionKey;
import io.gathergateway.telnyx.StrictJson;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.CallEventCodec;
import java.util.Optional;

/** A verified body to the event of a call. To be given nothing that is not verified (P1). */
final class WebhookReader {
    private WebhookReader() {}

    /** The outcome of reading. */
    sealed interface Reading {
        record Usable(SessionKey key, CallEvent event) implements Reading {}

        /** Not enveloped in {@code data}, as Telnyx's API v1 delivers. */
        record LegacyFormat() implements Reading {}

        record Defective(Defect defect) implements Reading {}
    }

    static Reading read(byte[] bytes, int offset, int length) {
        return switch (StrictJson.parse(bytes, offset, length)) {
            case StrictJson.Parsed.Malformed(StrictJson.Problem problem) -> new Reading.Defective(Defect.of(problem));
            case StrictJson.Parsed.Tree(JsonNode body) -> envelope(body);
        };
    }

    private static Reading envelope(JsonNode body) {
        JsonNode data = body.path("data");
        if (data.isObject()) {
            return event(data);
        }
        return data.isMissingNode() && ApiV1.isEventType(body.path("event_type").asText())
                ? new Reading.LegacyFormat()
                : new Reading.Defective(Defect.NO_DATA);
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
