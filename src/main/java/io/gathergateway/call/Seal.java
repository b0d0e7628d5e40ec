package io.gathergateway.call;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What makes the sensitive part of a journal line unreadable: AES-256 in GCM, bound to the call. Once the key is gone
 * nobody can open it. Random bytes come from outside; one key never sees the same nonce twice.
 */
public final class Seal {
    /** Bytes of a key. */
    public static final int KEY_BYTES = 32;

    /** Bytes of a nonce (NIST SP 800-38D, section 8.2). */
    public static final int NONCE_BYTES = 12;

    private static final int TAG_BITS = 128;

    private Seal() {}

    /** The text under a key in base64, as base64. */
    static String seal(SessionKey call, String key, byte[] nonce, String text) {
        try {
            byte[] sealed =
                    cipher(Cipher.ENCRYPT_MODE, call, key, nonce).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(nonce.length + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    /** The text; empty where the key is another one, or the text was changed. */
    static Optional<String> open(SessionKey call, String key, String sealed) {
        byte[] bytes = Base64.getDecoder().decode(sealed);
        byte[] nonce = new byte[NONCE_BYTES];
        ByteBuffer.wrap(bytes).get(nonce);
        try {
            byte[] text = cipher(Cipher.DECRYPT_MODE, call, key, nonce)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (AEADBadTagException otherKey) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES in GCM", e);
        }
    }

    private static Cipher cipher(int mode, SessionKey call, String key, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode, new SecretKeySpec(Base64.getDecoder().decode(key), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(call.id().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }
}
