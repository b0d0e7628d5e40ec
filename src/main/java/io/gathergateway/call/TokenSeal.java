package io.gathergateway.call;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a {@link Token} is ours: a MAC (HMAC-SHA-256, 72 bits of it) is added to the tokens of a command when it is
 * written to Telnyx, and checked and taken off when a webhook brings one back. What is decided on and what is stored never
 * holds one, so a change of keys changes no decision. Whoever shares the Telnyx account can set any {@code client_state};
 * without the key they cannot speak for a call of ours. Thread-safe.
 */
public final class TokenSeal {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int MAC_BYTES = 9;

    /** JSON escapes a quote inside a text, so this finds no text of a caller or a flow. */
    private static final Pattern FIELD = Pattern.compile("(client_state\"\\s*:\\s*\")([A-Za-z0-9+/=]+)\"");

    private final List<SecretKeySpec> keys;

    /** What a webhook brought. */
    public enum Kind {
        /** No {@code client_state}. */
        NONE,
        /** One of another application. */
        FOREIGN,
        /** It looks like ours, and no key of ours made it. */
        FORGED,
        /** Ours. */
        OURS
    }

    /**
     * What a {@code client_state} turned out to be.
     *
     * @param clientState as it was before it was sealed; null where it is not ours
     */
    public record Opened(Kind kind, @Nullable String clientState) {}

    /** The first of the keys seals, all of them open: during a change the new one and the old one. */
    public TokenSeal(List<String> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("at least one key");
        }
        this.keys = keys.stream()
                .map(key -> new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /** A key for those who have told none: made of a secret that all processes of the gateway share. */
    public static String keyFrom(String secret) {
        byte[] made = mac(
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM), "gather-gateway client_state");
        return Base64.getEncoder().encodeToString(made);
    }

    /** The body of a command, with each token of ours sealed. */
    public String seal(String body) {
        Matcher field = FIELD.matcher(body);
        StringBuilder sealed = new StringBuilder(body.length() + 2 * MAC_BYTES);
        while (field.find()) {
            String state = Token.text(field.group(2)).map(this::sealed).orElse(field.group(2));
            field.appendReplacement(sealed, Matcher.quoteReplacement(field.group(1) + state + '"'));
        }
        return field.appendTail(sealed).toString();
    }

    private String sealed(String token) {
        return encode(token + '/' + code(keys.getFirst(), token));
    }

    /** The {@code client_state} of a webhook. */
    public Opened open(@Nullable String clientState) {
        if (clientState == null || clientState.isEmpty()) {
            return new Opened(Kind.NONE, null);
        }
        Optional<String> text = Token.text(clientState);
        if (text.isEmpty()) {
            return new Opened(Kind.FOREIGN, null);
        }
        int at = text.get().lastIndexOf('/');
        String token = text.get().substring(0, at);
        byte[] code = text.get().substring(at + 1).getBytes(StandardCharsets.UTF_8);
        for (SecretKeySpec key : keys) {
            if (MessageDigest.isEqual(code(key, token).getBytes(StandardCharsets.UTF_8), code)) {
                return new Opened(Kind.OURS, encode(token));
            }
        }
        return new Opened(Kind.FORGED, null);
    }

    private static String code(SecretKeySpec key, String token) {
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(mac(key, token), MAC_BYTES));
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
