package io.gathergateway.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.bus.UnusableBody;
import io.gathergateway.call.Attempt;
import io.gathergateway.call.EventWords;
import io.gathergateway.call.Journal;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.DeadEntry;
import io.gathergateway.store.DeadEntry.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Events as the dead list has them, and back. Nothing but an entry's event holds what a caller said; an event that the
 * flow calls sensitive is in none.
 */
final class DeadLetters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DECIDED = "decided";
    private static final String BODY = "body";
    private static final String BASE64 = "base64";

    private DeadLetters() {}

    static DeadEntry of(SessionEvent event, Attempt.Threw threw) {
        String text = "";
        if (!threw.sensitive()) {
            ObjectNode json = JSON.createObjectNode();
            json.set(DECIDED, tree(Journal.eventText(event)));
            text = json.toString();
        }
        return DeadEntry.of(
                DeadEntry.identity(event.key().id(), event.id()),
                Reason.DECISION_THREW,
                threw.kind() + (threw.at().isEmpty() ? "" : " at " + threw.at()),
                event.key().id(),
                EventWords.name(event),
                event.id(),
                text);
    }

    static DeadEntry of(UnusableBody unusable) {
        byte[] body = unusable.body();
        String text = new String(body, StandardCharsets.UTF_8);
        ObjectNode json = JSON.createObjectNode();
        if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), body)) {
            json.put(BODY, text);
        } else {
            json.put(BASE64, Base64.getEncoder().encodeToString(body));
        }
        return DeadEntry.of(body, Reason.UNUSABLE_BODY, unusable.defect(), null, "", "", json.toString());
    }

    /**
     * The event of an entry; empty where it is none for this release.
     *
     * @param bodies reads a webhook's body
     */
    static Optional<SessionEvent> event(DeadEntry entry, Function<byte[], Optional<SessionEvent>> bodies) {
        JsonNode json = tree(entry.event());
        try {
            if (json.has(DECIDED)) {
                return SessionKey.of(entry.call() == null ? "" : entry.call())
                        .map(key -> Journal.event(key, json.path(DECIDED).toString()));
            }
            byte[] body = json.has(BODY)
                    ? json.path(BODY).asText().getBytes(StandardCharsets.UTF_8)
                    : json.path(BASE64).binaryValue();
            return body == null ? Optional.empty() : bodies.apply(body);
        } catch (IOException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.missingNode();
        }
    }
}
