package io.gathergateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An event that could not be dealt with, and why. All but {@code event} is free of what a caller said or typed.
 *
 * @param id the same for the same event, however often it comes
 * @param at when it was put on the list last
 * @param detail of the reason: what was thrown and where, or what is wrong with the body
 * @param call null where it is not known
 * @param type what event it is; empty where it is not known
 * @param eventId empty where it is not known
 * @param event the event, enough to try it again; empty where it may not be kept, or was not asked for
 */
public record DeadEntry(
        String id,
        Instant at,
        Reason reason,
        String detail,
        @Nullable String call,
        String type,
        String eventId,
        String event) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int ID_BYTES = 8;

    /** Why an event is on the list; names of a metric's label, and kept in Redis. */
    public enum Reason {
        /** Its decision threw: the call took its fallback. */
        DECISION_THREW("threw", 900),
        /** A signed body that is no event. */
        UNUSABLE_BODY("unusable", 100);

        private final String key;
        private final int most;

        Reason(String key, int most) {
            this.key = key;
            this.most = most;
        }

        /** Its name in Redis. */
        String key() {
            return key;
        }

        /** More are not kept: one kind does not push out the other. */
        int most() {
            return most;
        }
    }

    /** An entry of now. */
    public static DeadEntry of(
            byte[] identity,
            Reason reason,
            String detail,
            @Nullable String call,
            String type,
            String eventId,
            String event) {
        return new DeadEntry(id(identity), Instant.EPOCH, reason, detail, call, type, eventId, event);
    }

    private static String id(byte[] identity) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(identity);
            return HexFormat.of().formatHex(digest, 0, ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What the id of a call's event is made of. */
    public static byte[] identity(String call, String eventId) {
        return (call + '\n' + eventId).getBytes(StandardCharsets.UTF_8);
    }

    /** All but the event, and when: Redis knows that. */
    String head() {
        ObjectNode json = JSON.createObjectNode()
                .put("id", id)
                .put("reason", reason.name())
                .put("detail", detail)
                .put("type", type)
                .put("event_id", eventId);
        if (call != null) {
            json.put("call", call);
        }
        return json.toString();
    }

    /** An entry as the scripts keep it; empty where this release cannot read it. */
    static Optional<DeadEntry> read(String head, String event) {
        int space = head.indexOf(' ');
        try {
            JsonNode json = JSON.readTree(head.substring(space + 1));
            return Optional.of(new DeadEntry(
                    json.path("id").asText(),
                    Instant.ofEpochMilli(Long.parseLong(head.substring(0, Math.max(0, space)))),
                    Reason.valueOf(json.path("reason").asText()),
                    json.path("detail").asText(),
                    json.path("call").isTextual() ? json.path("call").asText() : null,
                    json.path("type").asText(),
                    json.path("event_id").asText(),
                    event));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
