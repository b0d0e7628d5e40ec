package io.gathergateway.webhook;

/**
 * Ed25519 (RFC 8032, pure, cofactorless) under any of a few public keys. All implementations give the same verdicts.
 *
 * <p>Not thread-safe: each event loop has its own.
 */
interface SignatureVerifier {
    int SIGNATURE_LENGTH = 64;

    /** Whether {@code signature} is one of the first {@code length} bytes of {@code message}; never throws. */
    boolean verify(byte[] signature, byte[] message, int length);
}
