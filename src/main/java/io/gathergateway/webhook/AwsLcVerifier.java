package io.gathergateway.webhook;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * AWS-LC's Ed25519 through the Amazon Corretto Crypto Provider, where its native library loads.
 *
 * <p>It computes R and compares bytes, so with a key of prime order the one R of small order it can accept is the neutral
 * point; that is refused here, as Bouncy Castle does.
 */
final class AwsLcVerifier implements SignatureVerifier {
    static final String NAME = "aws-lc";

    /** The encoding of the neutral point (0, 1). */
    private static final byte[] NEUTRAL = Arrays.copyOf(new byte[] {1}, 32);

    private final List<Key> keys = new ArrayList<>();

    /** The signature object is initialised for the key once: that costs more than a verification. */
    private record Key(PublicKey key, Signature signature) {}

    /**
     * @throws GeneralSecurityException where the provider lacks Ed25519
     * @throws RuntimeException where the provider reports that its library did not load or failed its own tests
     */
    AwsLcVerifier(List<WebhookKey> configured) throws GeneralSecurityException {
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        provider.assertHealthy();
        // The provider's own key factory is off unless a system property turns it on; the JDK's keys serve as well.
        KeyFactory factory = KeyFactory.getInstance("Ed25519", "SunEC");
        for (WebhookKey each : configured) {
            PublicKey key = factory.generatePublic(new X509EncodedKeySpec(each.subjectPublicKeyInfo()));
            Signature signature = Signature.getInstance("Ed25519", provider);
            signature.initVerify(key);
            keys.add(new Key(key, signature));
        }
    }

    @Override
    public boolean verify(byte[] signature, byte[] message, int length) {
        if (signature.length != SIGNATURE_LENGTH || Arrays.equals(signature, 0, 32, NEUTRAL, 0, 32)) {
            return false;
        }
        for (Key key : keys) {
            if (verify(key, signature, message, length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean verify(Key key, byte[] signed, byte[] message, int length) {
        try {
            key.signature.update(message, 0, length);
            return key.signature.verify(signed);
        } catch (GeneralSecurityException | RuntimeException e) {
            beginAnew(key);
            return false;
        }
    }

    /** After a verdict a signature object stands ready again; after an exception that is not promised. */
    private static void beginAnew(Key key) {
        try {
            key.signature.initVerify(key.key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key that was good is not any more", e);
        }
    }
}
