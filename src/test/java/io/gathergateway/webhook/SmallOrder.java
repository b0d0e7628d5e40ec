package io.gathergateway.webhook;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Signatures that a dishonest holder of the secret key can make and that textbook implementations disagree about. Plain
 * affine arithmetic on Edwards25519 (RFC 8032, section 5.1), slow and obvious.
 */
final class SmallOrder {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger L =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D = BigInteger.valueOf(-121665)
            .multiply(BigInteger.valueOf(121666).modInverse(P))
            .mod(P);
    private static final Point BASE = new Point(
            new BigInteger("15112221349535400772501151409588531511454012693041857206046113283949847762202"),
            new BigInteger("46316835694926478169428394003475163141307993866256225615783033603165251855960"));
    /** Of order 2. */
    private static final Point HALF_TURN = new Point(BigInteger.ZERO, P.subtract(BigInteger.ONE));

    private SmallOrder() {}

    /** R is the given encoding, S fits as if R were the neutral point. */
    static byte[] signWith(WebhookSigner signer, byte[] r, byte[] message) {
        BigInteger secret = secretScalar(signer);
        return assembled(r, challenge(r, signer, message).multiply(secret).mod(L));
    }

    /** An honest signature, but R is moved by the point of order 2 before it is hashed. */
    static byte[] shifted(WebhookSigner signer, byte[] message) {
        BigInteger nonce = new BigInteger(1, sha512(message)).mod(L);
        byte[] r = encode(BASE.times(nonce).plus(HALF_TURN));
        BigInteger scalar = nonce.add(challenge(r, signer, message).multiply(secretScalar(signer)))
                .mod(L);
        return assembled(r, scalar);
    }

    /** The unshifted form of {@link #shifted}: honest in all. */
    static byte[] honest(WebhookSigner signer, byte[] message) {
        BigInteger nonce = new BigInteger(1, sha512(message)).mod(L);
        byte[] r = encode(BASE.times(nonce));
        return assembled(
                r,
                nonce.add(challenge(r, signer, message).multiply(secretScalar(signer)))
                        .mod(L));
    }

    private static byte[] assembled(byte[] r, BigInteger scalar) {
        return SignatureVerifierTest.withScalar(Arrays.copyOf(r, 64), scalar);
    }

    private static BigInteger challenge(byte[] r, WebhookSigner signer, byte[] message) {
        return littleEndian(sha512(r, signer.key().bytes(), message)).mod(L);
    }

    private static BigInteger secretScalar(WebhookSigner signer) {
        byte[] half = Arrays.copyOf(sha512(signer.seed()), 32);
        half[0] &= (byte) 0xf8;
        half[31] &= 0x7f;
        half[31] |= 0x40;
        return littleEndian(half);
    }

    private static BigInteger littleEndian(byte[] bytes) {
        byte[] big = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            big[i] = bytes[bytes.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] encode(Point point) {
        byte[] bytes = new byte[32];
        BigInteger rest = point.y;
        for (int i = 0; i < 32; i++) {
            bytes[i] = rest.byteValue();
            rest = rest.shiftRight(8);
        }
        if (point.x.testBit(0)) {
            bytes[31] |= (byte) 0x80;
        }
        return bytes;
    }

    private static byte[] sha512(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-512");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private record Point(BigInteger x, BigInteger y) {
        Point plus(Point other) {
            BigInteger cross = D.multiply(x)
                    .multiply(other.x)
                    .multiply(y)
                    .multiply(other.y)
                    .mod(P);
            BigInteger newX = x.multiply(other.y).add(y.multiply(other.x));
            BigInteger newY = y.multiply(other.y).add(x.multiply(other.x));
            return new Point(
                    newX.multiply(BigInteger.ONE.add(cross).modInverse(P)).mod(P),
                    newY.multiply(BigInteger.ONE.subtract(cross).modInverse(P)).mod(P));
        }

        Point times(BigInteger scalar) {
            Point result = new Point(BigInteger.ZERO, BigInteger.ONE);
            Point power = this;
            for (int bit = 0; bit < scalar.bitLength(); bit++) {
                if (scalar.testBit(bit)) {
                    result = result.plus(power);
                }
                power = power.plus(power);
            }
            return result;
        }
    }
}
