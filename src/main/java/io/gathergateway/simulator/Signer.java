package io.gathergateway.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** Signs webhooks as Telnyx does: Ed25519 over {@code timestamp|body}, base64. Its key derives from the seed. */
final class Signer {
    private final Ed25519PrivateKeyParameters key;

    Signer(long seed) {
        byte[] secret = new byte[Ed25519PrivateKeyParameters.KEY_SIZE];
        // A simulator's key protects nothing; a repeatable one keeps a gateway's configuration valid across restarts.
        new Random(seed).nextBytes(secret);
        key = new Ed25519PrivateKeyParameters(secret, 0);
    }

    /** The raw 32 bytes in base64, as the portal shows a public key. */
    String publicKeyBase64() {
        return Base64.getEncoder().encodeToString(key.generatePublicKey().getEncoded());
    }

    String sign(String timestamp, byte[] body) {
        Ed25519Signer signer = new Ed25519Signer();
        signer.init(true, key);
        byte[] head = (timestamp + "|").getBytes(StandardCharsets.US_ASCII);
        signer.update(head, 0, head.length);
        signer.update(body, 0, body.length);
        return Base64.getEncoder().encodeToString(signer.generateSignature());
    }
}
