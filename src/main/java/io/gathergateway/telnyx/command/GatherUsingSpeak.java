package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Speaks a text and gathers DTMF; a key interrupts it. Ends in {@code call.gather.ended}. The call must be answered.
 *
 * @param payload 1..3000 characters
 * @param voice such as {@code Telnyx.KokoroTTS.af}; {@code male} or {@code female} at the basic service level
 * @param interDigitTimeoutMillis 1..120000; Telnyx's default is 5000
 * @param invalidPayload spoken when the keys do not fit, 1..3000 characters
 * @param language one of 29 such as en-US; ignored for {@code Polly.*} voices
 * @param maximumDigits 1..128; Telnyx's default is 128
 * @param maximumTries 1..128, how often the text is spoken when there is no input; Telnyx's default is 3
 * @param minimumDigits 1..128, not above {@code maximumDigits}; Telnyx's default is 1
 * @param terminatingDigit one of 0-9 * #; Telnyx's default is #
 * @param timeoutMillis silence after the text ended before it is spoken again; Telnyx's default is 60000
 * @param validDigits the keys that count, of 0-9 * #; Telnyx's default is all
 */
@CommandBuilder
public record GatherUsingSpeak(
        String payload,
        String voice,
        @Nullable Integer interDigitTimeoutMillis,
        @Nullable String invalidPayload,
        @Nullable String language,
        @Nullable Integer maximumDigits,
        @Nullable Integer maximumTries,
        @Nullable Integer minimumDigits,
        @Nullable PayloadType payloadType,
        @Nullable ServiceLevel serviceLevel,
        @Nullable String terminatingDigit,
        @Nullable Integer timeoutMillis,
        @Nullable String validDigits,
        @Nullable VoiceSettings voiceSettings)
        implements TelnyxCommand {

    public GatherUsingSpeak {
        Checks checks = new Checks(name());
        Speech.check(checks, payload, payloadType, serviceLevel, language, voice, voiceSettings);
        Dtmf.check(
                checks,
                interDigitTimeoutMillis,
                maximumDigits,
                minimumDigits,
                terminatingDigit,
                timeoutMillis,
                validDigits);
        Dtmf.tries(checks, maximumTries);
        checks.length("invalid_payload", invalidPayload, 1, Speech.MAX_CHARACTERS)
                .done();
    }

    @Override
    public String name() {
        return "gather_using_speak";
    }
}
