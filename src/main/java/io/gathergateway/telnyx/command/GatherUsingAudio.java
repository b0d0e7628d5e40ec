package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Plays a WAV or MP3 file and gathers DTMF; a key interrupts it. Ends in {@code call.gather.ended}. The call must be
 * answered.
 *
 * @param audioUrl the file's address; either this or {@code mediaName}
 * @param interDigitTimeoutMillis 1..120000; Telnyx's default is 5000
 * @param invalidAudioUrl played when the keys do not fit; excludes {@code invalidMediaName}
 * @param maximumDigits 1..128; Telnyx's default is 128
 * @param maximumTries 1..128, how often the file is played when there is no input; Telnyx's default is 3
 * @param mediaName the name of a file uploaded to Telnyx
 * @param minimumDigits 1..128, not above {@code maximumDigits}; Telnyx's default is 1
 * @param terminatingDigit one of 0-9 * #; Telnyx's default is #
 * @param timeoutMillis silence after the file ended before it is played again; Telnyx's default is 60000
 * @param validDigits the keys that count, of 0-9 * #; Telnyx's default is all
 */
@CommandBuilder
public record GatherUsingAudio(
        @Nullable String audioUrl,
        @Nullable Integer interDigitTimeoutMillis,
        @Nullable String invalidAudioUrl,
        @Nullable String invalidMediaName,
        @Nullable Integer maximumDigits,
        @Nullable Integer maximumTries,
        @Nullable String mediaName,
        @Nullable Integer minimumDigits,
        @Nullable String terminatingDigit,
        @Nullable Integer timeoutMillis,
        @Nullable String validDigits)
        implements TelnyxCommand {

    public GatherUsingAudio {
        Checks checks = new Checks(name())
                .exactlyOne("audio_url", audioUrl, "media_name", mediaName)
                .notBoth("invalid_audio_url", invalidAudioUrl, "invalid_media_name", invalidMediaName);
        Dtmf.check(
                checks,
                interDigitTimeoutMillis,
                maximumDigits,
                minimumDigits,
                terminatingDigit,
                timeoutMillis,
                validDigits);
        Dtmf.tries(checks, maximumTries);
        checks.done();
    }

    @Override
    public String name() {
        return "gather_using_audio";
    }
}
