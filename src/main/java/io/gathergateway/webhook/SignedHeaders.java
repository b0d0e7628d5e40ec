package io.gathergateway.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The two headers of a signed webhook, well-formed but not yet verified.
 */
final class SignedHeaders {
    static final String TIMESTAMP = "telnyx-timestamp";
    static final String SIGNATURE = "telnyx-signature-ed25519";

    private static final int MAX_TIMESTAMP_LENGTH = 12;
    /** 64 bytes in padded base64: 21 groups of three, and one byte. */
    private static final int SIGNATURE_TEXT_LENGTH = 88;
    /** The last character before the padding carries two bits; the other four must be zero. */
    private static final String LAST_CHARACTERS = "AQgw";

    private static final long TOLERANCE_SECONDS = 300;
    private static final long CLOCK_FAULT_SECONDS = 24 * 60 * 60;

    private final String timestamp;
    private final byte[] signature;

    private SignedHeaders(String timestamp, byte[] signature) {
        this.timestamp = timestamp;
        this.signature = signature;
    }

    /** How far the timestamp lies from now, to either side. Telnyx's own libraries allow 300 seconds. */
    enum Window {
        /** Within 300 s. */
        FRESH,
        /** Within 24 h: if it is signed, a clock is wrong, ours or Telnyx's, and it may come again re-stamped. */
        OFF,
        /** Further away: a replay. */
        FAR
    }

    /** Null unless each header stands exactly once and is well-formed. */
    static @Nullable SignedHeaders of(List<String> timestamps, List<String> signatures) {
        if (timestamps.size() != 1 || signatures.size() != 1 || !isTimestamp(timestamps.get(0))) {
            return null;
        }
        byte[] signature = decode(signatures.get(0));
        return signature == null ? null : new SignedHeaders(timestamps.get(0), signature);
    }

    /** Unix seconds; at most 12 digits. */
    long timestamp() {
        return Long.parseLong(timestamp);
    }

    /** 64 bytes. */
    byte[] signature() {
        return signature;
    }

    Window window(long nowSeconds) {
        long distance = Math.abs(nowSeconds - timestamp());
        if (distance <= TOLERANCE_SECONDS) {
            return Window.FRESH;
        }
        return distance <= CLOCK_FAULT_SECONDS ? Window.OFF : Window.FAR;
    }

    /** What is signed before the body: the timestamp as received, and a bar. */
    byte[] prefix() {
        return (timestamp + '|').getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean isTimestamp(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_TIMESTAMP_LENGTH
                && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Exactly one spelling per signature: no base64url, no missing padding, no stray bits. */
    private static byte @Nullable [] decode(String text) {
        if (text.length() != SIGNATURE_TEXT_LENGTH
                || !text.endsWith("==")
                || LAST_CHARACTERS.indexOf(text.charAt(SIGNATURE_TEXT_LENGTH - 3)) < 0) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
