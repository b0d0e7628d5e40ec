package io.gathergateway.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each verdict is stated, and every implementation gives it. */
class SignatureVerifierTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final WebhookSigner SIGNER = new WebhookSigner(1);
    private static final byte[] MESSAGE =
            WebhookSigner.message("1700000000", "{\"a\":1}".getBytes(StandardCharsets.US_ASCII));
    private static final BigInteger ORDER =
            new BigInteger("7237005577332262213973186563042994240857116359379907606001950938285454250989");

    /** Every encoding of a point of small order, canonical or not (y = p - 1, p, p + 1, both signs). */
    static List<String> smallOrderEncodings() {
        List<String> encodings = new ArrayList<>();
        for (String y : List.of(
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")) {
            encodings.add(y);
            byte[] negative = HEX.parseHex(y);
            negative[31] |= (byte) 0x80;
            encodings.add(HEX.formatHex(negative));
        }
        return encodings;
    }

    private static Map<String, SignatureVerifier> verifiers(WebhookKey... keys) throws GeneralSecurityException {
        Map<String, SignatureVerifier> verifiers = new LinkedHashMap<>();
        for (VerifierChoice choice : List.of(VerifierChoice.AWS_LC, VerifierChoice.BOUNCY_CASTLE)) {
            if (choice.passesKnownAnswers()) {
                verifiers.put(choice.provider(), choice.create(List.of(keys)));
            }
        }
        return verifiers;
    }

    private final Map<String, SignatureVerifier> verifiers;

    SignatureVerifierTest() throws GeneralSecurityException {
        verifiers = verifiers(SIGNER.key());
    }

    private void assertVerdict(boolean expected, String what, byte[] signature, byte[] message) {
        verifiers.forEach((provider, verifier) -> assertThat(verifier.verify(signature, message, message.length))
                .as("%s by %s", what, provider)
                .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // RFC 8032, section 7.1: key, message, signature.
                "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
                        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                        + "d25bf5f0595bbe24655141438e7a100b",
                "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
                        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c"
                        + "387b2eaeb4302aeeb00d291612bb0c00",
                "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
                        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc659"
                        + "4a7c15e9716ed28dc027beceea1ec40a",
                "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf,"
                        + "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd"
                        + "454d4423643ce80e2a9ac94fa54ca49f,"
                        + "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e030"
                        + "3dca179c138ac17ad9bef1177331a704"
            })
    void theVectorsOfRfc8032AreAccepted(String key, String message, String signature) throws GeneralSecurityException {
        byte[] bytes = HEX.parseHex(message);
        WebhookKey valid = ((WebhookKey.Parsed.Valid) WebhookKey.of(HEX.parseHex(key))).key();
        verifiers(valid)
                .forEach((provider, verifier) -> assertThat(
                                verifier.verify(HEX.parseHex(signature), bytes, bytes.length))
                        .as(provider)
                        .isTrue());
    }

    @Test
    void oneTurnedBitOfSignatureTimestampOrBodyIsRefused() {
        byte[] signature = SIGNER.sign(MESSAGE);
        assertVerdict(true, "untouched", signature, MESSAGE);
        for (int bit = 0; bit < 8 * signature.length; bit++) {
            assertVerdict(false, "signature bit " + bit, turned(signature, bit), MESSAGE);
        }
        for (int bit = 0; bit < 8 * MESSAGE.length; bit++) {
            assertVerdict(false, "message bit " + bit, signature, turned(MESSAGE, bit));
        }
    }

    @Test
    void onlySignaturesOf64BytesAreAccepted() {
        byte[] signature = SIGNER.sign(MESSAGE);
        for (int length = 0; length <= 65; length++) {
            assertVerdict(length == 64, "length " + length, Arrays.copyOf(signature, length), MESSAGE);
        }
    }

    @Test
    void aScalarIsTakenInOneFormOnly() {
        byte[] signature = SIGNER.sign(MESSAGE);
        BigInteger scalar = scalar(signature);
        for (int times = 1; times <= 15; times++) {
            byte[] other = withScalar(signature, scalar.add(ORDER.multiply(BigInteger.valueOf(times))));
            assertVerdict(false, "S + " + times + "L", other, MESSAGE);
        }
        byte[] ones = signature.clone();
        Arrays.fill(ones, 32, 64, (byte) 0xff);
        assertVerdict(false, "S all ones", ones, MESSAGE);
    }

    /** Such signatures only the holder of the secret key can make; implementations differ over them unless told. */
    @ParameterizedTest
    @MethodSource("smallOrderEncodings")
    void aPointOfSmallOrderInTheSignatureIsRefused(String point) {
        byte[] signature = SIGNER.sign(MESSAGE);
        System.arraycopy(HEX.parseHex(point), 0, signature, 0, 32);
        assertVerdict(false, "R of small order, S of another", signature, MESSAGE);
        assertVerdict(false, "R of small order, S 0", withScalar(signature, BigInteger.ZERO), MESSAGE);
        assertVerdict(
                false,
                "R of small order, fitting S",
                SmallOrder.signWith(SIGNER, HEX.parseHex(point), MESSAGE),
                MESSAGE);
    }

    @Test
    void aSignatureShiftedByAPointOfSmallOrderIsRefused() {
        for (int i = 0; i < 64; i++) {
            byte[] message = WebhookSigner.message("1700000000", new byte[] {(byte) i});
            assertVerdict(true, "R, message " + i, SmallOrder.honest(SIGNER, message), message);
            byte[] shifted = SmallOrder.shifted(SIGNER, message);
            assertVerdict(false, "R + T, message " + i, shifted, message);
        }
    }

    @ParameterizedTest
    @MethodSource("smallOrderEncodings")
    void aKeyOfSmallOrderIsRefusedWhenConfigured(String key) {
        assertThat(WebhookKey.of(HEX.parseHex(key))).isInstanceOf(WebhookKey.Parsed.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "'',0 bytes",
        "QUJD,3 bytes",
        "not base64!,not base64",
        "//////////////////////////////////////////8=,no point",
        "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=,44 bytes"
    })
    void aKeyThatIsNoneIsRefusedWithAReason(String text, String reason) {
        assertThat(WebhookKey.parse(text))
                .isInstanceOfSatisfying(
                        WebhookKey.Parsed.Refused.class,
                        refused -> assertThat(refused.reason()).contains(reason));
    }

    @Test
    void anyOfSeveralKeysMayHaveSigned() throws GeneralSecurityException {
        WebhookSigner next = new WebhookSigner(2);
        WebhookSigner stranger = new WebhookSigner(3);
        verifiers(SIGNER.key(), next.key()).forEach((provider, verifier) -> {
            assertThat(verifier.verify(SIGNER.sign(MESSAGE), MESSAGE, MESSAGE.length))
                    .as(provider)
                    .isTrue();
            assertThat(verifier.verify(next.sign(MESSAGE), MESSAGE, MESSAGE.length))
                    .as(provider)
                    .isTrue();
            assertThat(verifier.verify(stranger.sign(MESSAGE), MESSAGE, MESSAGE.length))
                    .as(provider)
                    .isFalse();
        });
        verifiers()
                .forEach((provider, verifier) -> assertThat(
                                verifier.verify(SIGNER.sign(MESSAGE), MESSAGE, MESSAGE.length))
                        .as(provider)
                        .isFalse());
    }

    @Test
    void bytesBehindTheMessageAreNotRead() throws GeneralSecurityException {
        byte[] longer = Arrays.copyOf(MESSAGE, MESSAGE.length + 100);
        verifiers(SIGNER.key())
                .forEach((provider, verifier) -> assertThat(
                                verifier.verify(SIGNER.sign(MESSAGE), longer, MESSAGE.length))
                        .as(provider)
                        .isTrue());
    }

    @Test
    void aVerdictDoesNotDependOnWhatWasVerifiedBefore() throws GeneralSecurityException {
        verifiers(SIGNER.key()).forEach((provider, verifier) -> {
            for (byte[] bad : List.of(new byte[0], new byte[64], new byte[65], SIGNER.sign(new byte[] {1}))) {
                assertThat(verifier.verify(bad, MESSAGE, MESSAGE.length))
                        .as(provider)
                        .isFalse();
                assertThat(verifier.verify(SIGNER.sign(MESSAGE), MESSAGE, MESSAGE.length))
                        .as(provider)
                        .isTrue();
            }
        });
    }

    @Test
    void bouncyCastleIsAlwaysThere() {
        assertThat(VerifierChoice.BOUNCY_CASTLE.passesKnownAnswers()).isTrue();
        assertThat(VerifierChoice.best()).isNotEqualTo(VerifierChoice.NONE);
    }

    @Test
    void theNativeVerifierIsChosenWhereItsLibraryLoads() {
        boolean platform = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeTrue(platform, "the native verifier is shipped for Linux on x86_64");
        assertThat(VerifierChoice.best()).isEqualTo(VerifierChoice.AWS_LC);
    }

    @Test
    void withoutAVerifierNothingIsAccepted() throws GeneralSecurityException {
        assertThat(VerifierChoice.NONE.passesKnownAnswers()).isFalse();
        assertThat(VerifierChoice.NONE
                        .create(List.of(SIGNER.key()))
                        .verify(SIGNER.sign(MESSAGE), MESSAGE, MESSAGE.length))
                .isFalse();
    }

    private static byte[] turned(byte[] bytes, int bit) {
        byte[] turned = bytes.clone();
        turned[bit / 8] ^= (byte) (1 << (bit % 8));
        return turned;
    }

    private static BigInteger scalar(byte[] signature) {
        byte[] big = new byte[32];
        for (int i = 0; i < 32; i++) {
            big[i] = signature[63 - i];
        }
        return new BigInteger(1, big);
    }

    static byte[] withScalar(byte[] signature, BigInteger scalar) {
        byte[] result = signature.clone();
        BigInteger rest = scalar;
        for (int i = 32; i < 64; i++) {
            result[i] = rest.byteValue();
            rest = rest.shiftRight(8);
        }
        return result;
    }
}
