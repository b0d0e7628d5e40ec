package io.gathergateway.webhook;

import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * A public key under which Telnyx signs (Mission Control, Keys & Credentials, Public Key).
 *
 * <p>Invariant: 32 bytes, the canonical encoding of a point of prime order. Other points are where implementations of
 * Ed25519 give different verdicts, and no honest key is among them.
 */
public final class WebhookKey {
    private static final int LENGTH = 32;
    /** RFC 8410: a SubjectPublicKeyInfo is these bytes and the key. */
    private static final byte[] INFO_PREFIX = {0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00};

    private final byte[] bytes;

    private WebhookKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The outcome of reading a configured key. */
    public sealed interface Parsed {
        record Valid(WebhookKey key) implements Parsed {}

        /** {@code reason} says what is wrong and what would be right; it does not contain the text. */
        record Refused(String reason) implements Parsed {}
    }

    /** Reads standard, padded base64 of the raw 32 bytes, as the portal shows it; white space around it is ignored. */
    public static Parsed parse(String base64) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            return new Parsed.Refused("not base64; copy the public key from the Telnyx portal as it is");
        }
        return of(bytes);
    }

    static Parsed of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            return new Parsed.Refused("holds " + bytes.length + " bytes; an Ed25519 public key has 32");
        }
        if (!Ed25519.validatePublicKeyFull(bytes, 0)) {
            return new Parsed.Refused("32 bytes, but not an Ed25519 public key: no point of prime order");
        }
        return new Parsed.Valid(new WebhookKey(bytes.clone()));
    }

    byte[] bytes() {
        return bytes.clone();
    }

    byte[] subjectPublicKeyInfo() {
        byte[] info = Arrays.copyOf(INFO_PREFIX, INFO_PREFIX.length + LENGTH);
        System.arraycopy(bytes, 0, info, INFO_PREFIX.length, LENGTH);
        return info;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WebhookKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** The first bytes, enough to tell keys apart in a log; the key is public. */
    @Override
    public String toString() {
        return Base64.getEncoder().encodeToString(bytes).substring(0, 8);
    }
}
