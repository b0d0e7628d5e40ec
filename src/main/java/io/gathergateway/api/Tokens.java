package io.gathergateway.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use the API. How long a comparison takes tells nothing of a token, not even its length. */
final class Tokens {
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> hashes;

    Tokens(List<String> tokens) {
        this.hashes = tokens.stream().map(Tokens::hash).toList();
    }

    /** Whether a request with this {@code Authorization} may. */
    boolean open(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return false;
        }
        byte[] given = hash(authorization.substring(SCHEME.length()).strip());
        boolean open = false;
        for (byte[] hash : hashes) {
            open |= MessageDigest.isEqual(hash, given);
        }
        return open;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
