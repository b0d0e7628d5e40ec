package io.gathergateway.telnyx.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.UUID;

/** Ids and texts that follow from what is already known, so that the same life of a leg always tells the same story. */
final class Derived {
    /** Webhooks carry microseconds and a Z. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** A telephone voice speaks some 15 characters a second. */
    private static final long MILLIS_PER_CHARACTER = 65;

    private static final long SHORTEST_SPEECH_MILLIS = 500;

    private Derived() {}

    static String uuid(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Of today's form, {@code v3:} and URL-safe base64, so that a client which does not encode its path is found out. */
    static String callControlId(String name) {
        byte[] bytes = (uuid(name + "/a") + uuid(name + "/b")).getBytes(StandardCharsets.US_ASCII);
        return "v3:"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).substring(0, 54);
    }

    static String time(long millis) {
        return TIME.format(Instant.ofEpochMilli(millis));
    }

    /** How long a text or SSML takes to say. */
    static long speechMillis(String text) {
        String spoken = text.replaceAll("<[^>]*>", "");
        return Math.max(SHORTEST_SPEECH_MILLIS, spoken.length() * MILLIS_PER_CHARACTER);
    }
}
