package io.gathergateway.webhook;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Signs webhooks as Telnyx does, with a key of its own made from a number. */
public final class WebhookSigner {
    private final Ed25519PrivateKeyParameters secret;

    public WebhookSigner(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        this.secret = new Ed25519PrivateKeyParameters(seed, 0);
    }

    /** The public key as the portal shows it. */
    public String publicKey() {
        return Base64.getEncoder().encodeToString(secret.generatePublicKey().getEncoded());
    }

    public WebhookKey key() {
        return switch (WebhookKey.parse(publicKey())) {
            case WebhookKey.Parsed.Valid(WebhookKey key) -> key;
            case WebhookKey.Parsed.Refused(String reason) -> throw new AssertionError(reason);
        };
    }

    /** The value of {@code telnyx-signature-ed25519}. */
    public String sign(long timestamp, byte[] body) {
        return Base64.getEncoder().encodeToString(sign(message(String.valueOf(timestamp), body)));
    }

    byte[] seed() {
        return secret.getEncoded();
    }

    byte[] sign(byte[] message) {
        byte[] signature = new byte[Ed25519.SIGNATURE_SIZE];
        secret.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signature, 0);
        return signature;
    }

    static byte[] message(String timestamp, byte[] body) {
        byte[] prefix = (timestamp + "|").getBytes(StandardCharsets.US_ASCII);
        byte[] message = Arrays.copyOf(prefix, prefix.length + body.length);
        System.arraycopy(body, 0, message, prefix.length, body.length);
        return message;
    }
}
