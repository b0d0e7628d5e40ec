package io.gathergateway.webhook;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.webhook.SignedHeaders.Window;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignedHeadersTest {
    private static final String SIGNATURE = new WebhookSigner(1).sign(1_700_000_000, new byte[0]);

    static Stream<String> misshapenSignatures() {
        byte[] spelledDifferently = new byte[64];
        spelledDifferently[0] = (byte) 0xfb;
        spelledDifferently[1] = (byte) 0xff;
        return Stream.of(
                "",
                SIGNATURE.substring(0, 87),
                SIGNATURE.substring(0, 86),
                SIGNATURE + "=",
                SIGNATURE + "A",
                " " + SIGNATURE.substring(1),
                SIGNATURE.substring(0, 85) + "B==",
                SIGNATURE.substring(0, 85) + "===",
                SIGNATURE.substring(0, 40) + "\n" + SIGNATURE.substring(41),
                Base64.getUrlEncoder().encodeToString(spelledDifferently),
                Base64.getEncoder().encodeToString(new byte[63]),
                Base64.getEncoder().encodeToString(new byte[65]),
                Base64.getEncoder().encodeToString(new byte[66]));
    }

    @ParameterizedTest
    @MethodSource("misshapenSignatures")
    void aSignatureIsTakenInOneSpellingOnly(String signature) {
        assertThat(SignedHeaders.of(List.of("1700000000"), List.of(signature))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1.0", "1e9", " 1", "1 ", "0x1", "1234567890123", "١٢٣", "abc"})
    void aTimestampIsOneToTwelveAsciiDigits(String timestamp) {
        assertThat(SignedHeaders.of(List.of(timestamp), List.of(SIGNATURE))).isNull();
    }

    @Test
    void eachHeaderStandsExactlyOnce() {
        List<String> one = List.of("1700000000");
        List<String> two = List.of("1700000000", "1700000000");
        assertThat(SignedHeaders.of(one, List.of(SIGNATURE))).isNotNull();
        assertThat(SignedHeaders.of(two, List.of(SIGNATURE))).isNull();
        assertThat(SignedHeaders.of(one, List.of(SIGNATURE, SIGNATURE))).isNull();
        assertThat(SignedHeaders.of(List.of(), List.of(SIGNATURE))).isNull();
        assertThat(SignedHeaders.of(one, List.of())).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "0, FRESH",
        "300, FRESH",
        "-300, FRESH",
        "301, OFF",
        "-301, OFF",
        "86400, OFF",
        "-86400, OFF",
        "86401, FAR",
        "-86401, FAR",
        "-1700000000, FAR"
    })
    void theWindowIsTheSameToBothSides(long offset, Window window) {
        long now = 1_700_000_000;
        SignedHeaders headers =
                requireNonNull(SignedHeaders.of(List.of(String.valueOf(now + offset)), List.of(SIGNATURE)));
        assertThat(headers.window(now)).isEqualTo(window);
    }
}
