package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Speaks a text on the call; consecutive ones queue. Ends in {@code call.speak.ended}.
 *
 * @param payload 1..3000 characters
 * @param voice such as {@code Telnyx.KokoroTTS.af}; {@code male} or {@code female} at the basic service level
 * @param language one of 29 such as en-US; ignored for {@code Polly.*} voices
 * @param loop how often it is spoken; Telnyx's default is once
 * @param stop what is being played is cut for this one
 * @param targetLegs who hears it; Telnyx's default is self
 */
@CommandBuilder
public record Speak(
        String payload,
        String voice,
        @Nullable String language,
        @Nullable Loop loop,
        @Nullable PayloadType payloadType,
        @Nullable ServiceLevel serviceLevel,
        @Nullable Stop stop,
        @Nullable Legs targetLegs,
        @Nullable VoiceSettings voiceSettings)
        implements TelnyxCommand {

    public Speak {
        Checks checks = new Checks(name());
        Speech.check(checks, payload, payloadType, serviceLevel, language, voice, voiceSettings);
        checks.loop("loop", loop).done();
    }

    @Override
    public String name() {
        return "speak";
    }
}
