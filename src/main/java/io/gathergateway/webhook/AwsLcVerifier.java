package io.gathergateway.webhook;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;

/** AWS-LC's Ed25519 through the Amazon Corretto Crypto Provider, where its native library loads. */
final class AwsLcVerifier implements SignatureVerifier {
    static final String NAME = "aws-lc";

    private final List<PublicKey> keys = new ArrayList<>();
    private final Signature signature;

    /**
     * @throws GeneralSecurityException where the provider lacks Ed25519
     * @throws RuntimeException where the provider reports that its library did not load or failed its own tests
     */
    AwsLcVerifier(List<WebhookKey> configured) throws GeneralSecurityException {
        AmazonCorrettoCryptoProvider provider = AmazonCorrettoCryptoProvider.INSTANCE;
        provider.assertHealthy();
        KeyFactory factory = KeyFactory.getInstance("Ed25519", provider);
        for (WebhookKey key : configured) {
            keys.add(factory.generatePublic(new X509EncodedKeySpec(key.subjectPublicKeyInfo())));
        }
        signature = Signature.getInstance("Ed25519", provider);
    }

    @Override
    public boolean verify(byte[] signature, byte[] message, int length) {
        if (signature.length != SIGNATURE_LENGTH) {
            return false;
        }
        for (PublicKey key : keys) {
            if (verify(key, signature, message, length)) {
                return true;
            }
        }
        return false;
    }

    /** Begins anew each time, so that nothing of an earlier message or failure can remain. */
    private boolean verify(PublicKey key, byte[] signed, byte[] message, int length) {
        try {
            signature.initVerify(key);
            signature.update(message, 0, length);
            return signature.verify(signed);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }
}
