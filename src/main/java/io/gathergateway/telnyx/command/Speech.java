package io.gathergateway.telnyx.command;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules that {@code speak} and {@code gather_using_speak} share. */
final class Speech {
    /** The catalogue of errors says 5000 (90010), every text of the reference says 3000: the stricter one is safe. */
    static final int MAX_CHARACTERS = 3000;

    /** Voices of the basic service level, and of no assistant (error 90012). */
    static final Set<String> GENDERS = Set.of("female", "male");

    private Speech() {}

    static void check(
            Checks checks,
            String payload,
            @Nullable PayloadType payloadType,
            @Nullable ServiceLevel serviceLevel,
            @Nullable String language,
            String voice,
            @Nullable VoiceSettings voiceSettings) {
        checks.required("payload", payload)
                .length("payload", payload, 1, MAX_CHARACTERS)
                .required("voice", voice)
                .oneOf("language", language, Vocabulary.SPEECH)
                .part("voice_settings", voiceSettings);
        if (serviceLevel == ServiceLevel.BASIC) {
            checks.rule(payloadType != PayloadType.SSML, "payload_type", "must be text where service_level is basic")
                    .rule(
                            language == null || language.equals("en-US"),
                            "language",
                            "must be en-US where service_level is basic, was " + language)
                    .rule(
                            GENDERS.contains(voice),
                            "voice",
                            "must be female or male where service_level is basic, was " + voice);
        }
    }
}
