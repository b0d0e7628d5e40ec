package io.gathergateway.webhook;

import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;

/**
 * Which implementation checks signatures in this process: the fastest that loads and passes a known-answer test.
 *
 * <p>CPU of one verification of a 1.5 KB webhook, relative to AWS-LC with its signature object kept: 1; with a new object
 * for each call 3; Bouncy Castle 4, half of it for the order of R; the JDK's 19.
 */
enum VerifierChoice {
    AWS_LC(AwsLcVerifier.NAME) {
        @Override
        SignatureVerifier create(List<WebhookKey> keys) throws GeneralSecurityException {
            return new AwsLcVerifier(keys);
        }
    },
    BOUNCY_CASTLE(BouncyCastleVerifier.NAME) {
        @Override
        SignatureVerifier create(List<WebhookKey> keys) {
            return new BouncyCastleVerifier(keys);
        }
    },
    /** Nothing verifies, so nothing is accepted. */
    NONE("none") {
        @Override
        SignatureVerifier create(List<WebhookKey> keys) {
            return (signature, message, length) -> false;
        }
    };

    /** RFC 8032, section 7.1, test 3. */
    private static final byte[] KNOWN_KEY =
            HexFormat.of().parseHex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025");

    private static final byte[] KNOWN_MESSAGE = HexFormat.of().parseHex("af82");
    private static final byte[] KNOWN_SIGNATURE = HexFormat.of()
            .parseHex("6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
                    + "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a");

    private final String provider;

    VerifierChoice(String provider) {
        this.provider = provider;
    }

    /** A verifier of its own for one event loop. */
    abstract SignatureVerifier create(List<WebhookKey> keys) throws GeneralSecurityException;

    /** For the log and the metric. */
    String provider() {
        return provider;
    }

    static VerifierChoice best() {
        for (VerifierChoice choice : List.of(AWS_LC, BOUNCY_CASTLE)) {
            if (choice.passesKnownAnswers()) {
                return choice;
            }
        }
        return NONE;
    }

    /** One signature to accept, and two to refuse: another message, and a bit of the signature turned. */
    boolean passesKnownAnswers() {
        if (!(WebhookKey.of(KNOWN_KEY) instanceof WebhookKey.Parsed.Valid(WebhookKey key))) {
            return false;
        }
        byte[] turned = KNOWN_SIGNATURE.clone();
        turned[0] ^= 1;
        try {
            SignatureVerifier verifier = create(List.of(key));
            return verifier.verify(KNOWN_SIGNATURE, KNOWN_MESSAGE, KNOWN_MESSAGE.length)
                    && !verifier.verify(KNOWN_SIGNATURE, KNOWN_MESSAGE, KNOWN_MESSAGE.length - 1)
                    && !verifier.verify(turned, KNOWN_MESSAGE, KNOWN_MESSAGE.length);
        } catch (GeneralSecurityException | RuntimeException | LinkageError e) {
            // A library that does not load on this platform is expected; the next choice is tried.
            return false;
        }
    }
}
