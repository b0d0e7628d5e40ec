package io.gathergateway.telnyx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is spoken and which keys are gathered: what cannot be right is refused, with the field and what is allowed. */
class PromptRulesTest {
    private static final String PAST_LIMIT = "x".repeat(3001);

    static Stream<Arguments> violations() {
        return Stream.concat(speech(), dtmf());
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aViolationIsNamedWithTheAllowedValues(String message, Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(InvalidCommand.class).hasMessage(message);
    }

    private static Stream<Arguments> speech() {
        return Stream.of(
                row(
                        "speak.payload is required",
                        () -> SpeakBuilder.builder().voice("v").build()),
                row(
                        "speak.payload must not be blank",
                        () -> speak().payload(" ").build()),
                row(
                        "speak.payload must have 1..3000 characters, had 3001",
                        () -> speak().payload(PAST_LIMIT).build()),
                row(
                        "speak.loop must be 1..100, was 101",
                        () -> speak().loop(new Loop(101)).build()),
                row(
                        "speak.voice_settings.voice_speed must be 0.1..2.0, was 2.1",
                        () -> speak().voiceSettings(new VoiceSettings.Telnyx(2.1))
                                .build()),
                row(
                        "speak.voice_settings.sample_rate must be one of 8000, 16000, 22050, 32000, 44100, 48000, was 1",
                        () -> speak().voiceSettings(new VoiceSettings.Resemble(null, null, "1"))
                                .build()),
                row(
                        "speak.payload_type must be text where service_level is basic",
                        () -> speak().voice("male")
                                .serviceLevel(ServiceLevel.BASIC)
                                .payloadType(PayloadType.SSML)
                                .build()),
                row(
                        "speak.language must be en-US where service_level is basic, was de-DE",
                        () -> speak().voice("male")
                                .serviceLevel(ServiceLevel.BASIC)
                                .language("de-DE")
                                .build()),
                row(
                        "speak.voice must be female or male where service_level is basic, was v",
                        () -> speak().serviceLevel(ServiceLevel.BASIC).build()),
                row(
                        "gather_using_speak.invalid_payload must have 1..3000 characters, had 3001",
                        () -> gather().invalidPayload(PAST_LIMIT).build()));
    }

    private static Stream<Arguments> dtmf() {
        return Stream.of(
                row(
                        "gather_using_speak.maximum_digits must be 1..128, was 200",
                        () -> gather().maximumDigits(200).build()),
                row(
                        "gather_using_speak.minimum_digits must be 1..128, was 0",
                        () -> gather().minimumDigits(0).build()),
                row(
                        "gather_using_speak.minimum_digits must not exceed maximum_digits 2, was 3",
                        () -> gather().minimumDigits(3).maximumDigits(2).build()),
                row(
                        "gather_using_speak.maximum_tries must be 1..128, was 129",
                        () -> gather().maximumTries(129).build()),
                row(
                        "gather_using_speak.inter_digit_timeout_millis must be 1..120000, was 120001",
                        () -> gather().interDigitTimeoutMillis(120_001).build()),
                row(
                        "gather_using_speak.timeout_millis must be at least 1, was 0",
                        () -> gather().timeoutMillis(0).build()),
                row(
                        "gather_using_speak.terminating_digit must be made of the characters 0123456789*#",
                        () -> gather().terminatingDigit("A").build()),
                row(
                        "gather_using_speak.terminating_digit must have 1..1 characters, had 2",
                        () -> gather().terminatingDigit("##").build()),
                row(
                        "gather_using_speak.valid_digits must be made of the characters 0123456789*#",
                        () -> gather().validDigits("12a").build()),
                row(
                        "gather.initial_timeout_millis must be 1..120000, was 0",
                        () -> GatherBuilder.builder().initialTimeoutMillis(0).build()),
                row(
                        "gather.gather_id must have 1..40 characters, had 41",
                        () -> GatherBuilder.builder().gatherId("x".repeat(41)).build()),
                row(
                        "send_dtmf.digits must be made of the characters 0123456789*#ABCDwW",
                        () -> new SendDtmf("12E", null)),
                row("send_dtmf.duration_millis must be 100..500, was 99", () -> new SendDtmf("1", 99)));
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertThatNoException().isThrownBy(() -> {
            gather().payload("x".repeat(3000))
                    .minimumDigits(128)
                    .maximumDigits(128)
                    .interDigitTimeoutMillis(120_000)
                    .build();
            gather().minimumDigits(1)
                    .maximumDigits(1)
                    .interDigitTimeoutMillis(1)
                    .build();
            new SendDtmf("1", 100);
            new SendDtmf("1", 500);
        });
    }

    @Test
    void aCharacterOutsideTheBasicPlaneCountsOnce() {
        assertThatNoException()
                .isThrownBy(() -> speak().payload("😀".repeat(3000)).build());
    }

    @Test
    void allViolationsOfACommandAreInOneMessage() {
        InvalidCommand refused = catchThrowableOfType(
                InvalidCommand.class,
                () -> gather().language("xx")
                        .maximumDigits(0)
                        .timeoutMillis(-1)
                        .voiceSettings(new VoiceSettings.Telnyx(0.0))
                        .build());
        assertThat(refused.problems())
                .hasSize(4)
                .anyMatch(problem -> problem.startsWith("gather_using_speak.language must be one of arb, cmn-CN,")
                        && problem.endsWith("was xx"))
                .contains(
                        "gather_using_speak.voice_settings.voice_speed must be 0.1..2.0, was 0.0",
                        "gather_using_speak.maximum_digits must be 1..128, was 0",
                        "gather_using_speak.timeout_millis must be at least 1, was -1");
        assertThat(refused).hasMessage(String.join("; ", refused.problems()));
    }

    /** Digits may be somebody's secret, and messages end up in logs. */
    @Test
    void aRefusalDoesNotRepeatDigits() {
        assertThatThrownBy(() -> new SendDtmf("4711x", null)).hasMessageNotContaining("4711");
    }

    private static Arguments row(String message, Runnable making) {
        return Arguments.of(message, making);
    }

    private static SpeakBuilder speak() {
        return SpeakBuilder.builder().payload("Hi").voice("v");
    }

    private static GatherUsingSpeakBuilder gather() {
        return GatherUsingSpeakBuilder.builder().payload("Hi").voice("v");
    }
}
