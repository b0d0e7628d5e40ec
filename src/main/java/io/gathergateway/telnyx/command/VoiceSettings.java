package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Settings of a voice by its provider, told apart by {@code type}. {@code apiKeyRef} names a secret kept at Telnyx. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "aws", value = VoiceSettings.Aws.class),
    @JsonSubTypes.Type(name = "azure", value = VoiceSettings.Azure.class),
    @JsonSubTypes.Type(name = "elevenlabs", value = VoiceSettings.ElevenLabs.class),
    @JsonSubTypes.Type(name = "inworld", value = VoiceSettings.Inworld.class),
    @JsonSubTypes.Type(name = "minimax", value = VoiceSettings.Minimax.class),
    @JsonSubTypes.Type(name = "resemble", value = VoiceSettings.Resemble.class),
    @JsonSubTypes.Type(name = "rime", value = VoiceSettings.Rime.class),
    @JsonSubTypes.Type(name = "telnyx", value = VoiceSettings.Telnyx.class),
    @JsonSubTypes.Type(name = "xai", value = VoiceSettings.Xai.class)
})
public sealed interface VoiceSettings extends Part {
    record Aws() implements VoiceSettings {}

    record Azure(
            @Nullable String apiKeyRef,
            @Nullable String deploymentId,
            @Nullable Effect effect,
            @Nullable Gender gender,
            @Nullable String region)
            implements VoiceSettings {
        public enum Effect implements Wire {
            EQ_CAR,
            EQ_TELECOMHP8K
        }

        public enum Gender implements Wire {
            MALE,
            FEMALE;

            @Override
            public String wire() {
                return this == MALE ? "Male" : "Female";
            }
        }
    }

    record ElevenLabs(@Nullable String apiKeyRef) implements VoiceSettings {}

    /** For {@code speak} and {@code gather_using_speak} only; the mode is for the model TTS2. */
    record Inworld(@Nullable DeliveryMode deliveryMode) implements VoiceSettings {
        public enum DeliveryMode implements Wire {
            STABLE,
            BALANCED,
            CREATIVE;

            @Override
            public String wire() {
                return name();
            }
        }
    }

    /**
     * For {@code speak} and {@code gather_using_speak} only; Telnyx publishes no ranges.
     *
     * @param languageBoost a language's English name, or auto
     */
    record Minimax(
            @Nullable String languageBoost,
            @Nullable Integer pitch,
            @Nullable Double speed,
            @Nullable Double vol) implements VoiceSettings {
        @Override
        public void check(Checks checks) {
            checks.oneOf("language_boost", languageBoost, Vocabulary.MINIMAX_BOOST);
        }
    }

    /** {@code sampleRate} is in Hz, one of six, and Telnyx takes it as text. */
    record Resemble(
            @Nullable AudioFormat format,
            @Nullable Precision precision,
            @Nullable String sampleRate) implements VoiceSettings {
        public enum Precision implements Wire {
            PCM_16,
            PCM_24,
            PCM_32,
            MULAW;

            @Override
            public String wire() {
                return name();
            }
        }

        @Override
        public void check(Checks checks) {
            checks.oneOf("sample_rate", sampleRate, List.of("8000", "16000", "22050", "32000", "44100", "48000"));
        }
    }

    record Rime(@Nullable Double voiceSpeed) implements VoiceSettings {}

    /** {@code voiceSpeed} is 0.1..2.0; Telnyx's default is 1. */
    record Telnyx(@Nullable Double voiceSpeed) implements VoiceSettings {
        @Override
        public void check(Checks checks) {
            checks.range("voice_speed", voiceSpeed, 0.1, 2.0);
        }
    }

    /** {@code language} is BCP 47, or auto, the default. */
    record Xai(@Nullable String language) implements VoiceSettings {}

    @Override
    default void check(Checks checks) {}
}
