package io.gathergateway.webhook;

import java.util.List;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Bouncy Castle's Ed25519, pure Java: runs everywhere. */
final class BouncyCastleVerifier implements SignatureVerifier {
    static final String NAME = "bouncycastle";

    private final List<Ed25519PublicKeyParameters> keys;

    BouncyCastleVerifier(List<WebhookKey> keys) {
        this.keys = keys.stream()
                .map(key -> new Ed25519PublicKeyParameters(key.bytes(), 0))
                .toList();
    }

    @Override
    public boolean verify(byte[] signature, byte[] message, int length) {
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        for (Ed25519PublicKeyParameters key : keys) {
            if (verify(key, signature, message, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verify(Ed25519PublicKeyParameters key, byte[] signature, byte[] message, int length) {
        try {
            return key.verify(Ed25519.Algorithm.Ed25519, null, message, 0, length, signature, 0);
        } catch (RuntimeException e) {
            return false;
        }
    }
}
