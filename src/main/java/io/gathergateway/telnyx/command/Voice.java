package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/** The rules of an assistant's voice: not one of speak's two genders, and not the two providers only speak knows. */
record Voice(@Nullable String voice, @Nullable VoiceSettings voiceSettings) implements Part {
    @Override
    public void check(Checks checks) {
        checks.rule(
                        voice == null || !Speech.GENDERS.contains(voice),
                        "voice",
                        "must name a provider and a voice such as Telnyx.KokoroTTS.af, was " + voice)
                .rule(voice == null || !voice.isBlank(), "voice", "must not be blank")
                .rule(
                        !(voiceSettings instanceof VoiceSettings.Inworld
                                || voiceSettings instanceof VoiceSettings.Minimax),
                        "voice_settings.type",
                        "must be one of aws, azure, elevenlabs, resemble, rime, telnyx, xai")
                .part("voice_settings", voiceSettings);
    }
}
