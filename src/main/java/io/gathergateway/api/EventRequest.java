package io.gathergateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.api.PlaceCallRequest.Forms;
import io.gathergateway.api.Reply.Mistake;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of {@code POST /v1/calls/{id}/events}. */
sealed interface EventRequest {
    /** To be told to the call. */
    record Sound(SessionEvent.External event) implements EventRequest {}

    /** Every mistake of the request. */
    record Wrong(List<Mistake> mistakes) implements EventRequest {}

    /** {@code header}: {@code Idempotency-Key}, which may name the event in place of the body's {@code id}. */
    static EventRequest read(SessionKey key, byte[] bytes, int length, @Nullable String header) {
        RequestReader body = RequestReader.of(bytes, length, List.of("id", "name", "data"));
        if (!body.isObject()) {
            return new Wrong(body.mistakes());
        }
        String id = "";
        if (body.has("id") || header == null) {
            id = body.text(
                    "id", Forms.KEY, "give it an id of its own, 1 to 128 visible ASCII characters, or Idempotency-Key");
        }
        if (header != null && body.has("id") && !header.equals(id)) {
            body.add("/id", "is not the Idempotency-Key", "give one of them, or both alike");
        }
        String name = body.text("name", Forms.NAME, "give the name that the flow waits for");
        JsonNode data = body.value("data");
        return body.mistakes().isEmpty()
                ? new Sound(new SessionEvent.External(key, header == null ? id : header, name, data))
                : new Wrong(body.mistakes());
    }
}
