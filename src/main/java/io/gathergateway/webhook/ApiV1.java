package io.gathergateway.webhook;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Recognises the webhooks of Telnyx's API v1, which Call Control applications send unless switched to v2: no {@code
 * data} around them, and event types such as {@code call_initiated}, without a dot. They are said to come unsigned.
 */
final class ApiV1 {
    /** No nested or overlapping repetition: time is linear in the input. */
    private static final Pattern FIELD = Pattern.compile("\"event_type\"[ \t\r\n]*+:[ \t\r\n]*+\"([a-z_]++)\"");

    private ApiV1() {}

    static boolean isEventType(String type) {
        return !type.isEmpty() && type.chars().allMatch(c -> c == '_' || (c >= 'a' && c <= 'z'));
    }

    /**
     * Whether unverified bytes look like one. Looks, does not parse: nothing of them is used but this one bit, for a
     * hint to the operator.
     */
    static boolean resembles(byte[] bytes, int length) {
        String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        return !text.contains("\"data\"") && FIELD.matcher(text).find();
    }
}
