package io.gathergateway.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Telnyx's {@code command_id}, derived: the same decision always gives the same id, so a repetition has no effect. */
final class CommandIds {
    /** The namespace of our ids (RFC 9562, section 5.5); never change it. */
    private static final UUID NAMESPACE = UUID.fromString("5f1d7a0e-6b0c-5a7b-9d52-0d3c1b0f7a11");

    private CommandIds() {}

    /** UUIDv5 of the call, the version and place of the decision, and the hash of what is asked. */
    static String of(Token token, String path, String body) {
        MessageDigest sha1 = digest("SHA-1");
        sha1.update(ByteBuffer.allocate(16)
                .putLong(NAMESPACE.getMostSignificantBits())
                .putLong(NAMESPACE.getLeastSignificantBits())
                .array());
        sha1.update(utf8(token.session() + "/" + token.id() + "/"));
        sha1.update(digest("SHA-256").digest(utf8(path + "\n" + body)));
        ByteBuffer hash = ByteBuffer.wrap(sha1.digest());
        long high = (hash.getLong() & ~0xF000L) | 0x5000L;
        long low = (hash.getLong() & ~(0b11L << 62)) | (0b10L << 62);
        return new UUID(high, low).toString();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
