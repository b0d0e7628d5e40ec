package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Records the call. Ends in {@code call.recording.saved}.
 *
 * @param customFileName 1..40 characters
 * @param maxLength 0..14400 s; 0, the default, is without end
 * @param recordingTrack Telnyx's default is both; another one is recorded as mono
 * @param timeoutSecs silence that ends it, in seconds; 0, the default, never
 * @param transcription of the recording, afterwards; Telnyx's default is false
 * @param transcriptionLanguage a language tag such as en-US, or auto_detect; Telnyx checks it against its engine's list.
 *     The engine deepgram/nova-3 knows only en
 * @param transcriptionMaxSpeakerCount for engine A, as the other details are
 * @param trim silence is cut at both ends
 */
@CommandBuilder
public record RecordStart(
        AudioFormat format,
        Channels channels,
        @Nullable String customFileName,
        @Nullable Integer maxLength,
        @Nullable Boolean playBeep,
        @Nullable Track recordingTrack,
        @Nullable Integer timeoutSecs,
        @Nullable Boolean transcription,
        @Nullable Engine transcriptionEngine,
        @Nullable String transcriptionLanguage,
        @Nullable Integer transcriptionMaxSpeakerCount,
        @Nullable Integer transcriptionMinSpeakerCount,
        @Nullable Boolean transcriptionProfanityFilter,
        @Nullable Boolean transcriptionSpeakerDiarization,
        @Nullable Trim trim)
        implements TelnyxCommand {

    /** A is Google's, B is Telnyx's; Telnyx's default is A. */
    public enum Engine implements Wire {
        A,
        B,
        DEEPGRAM_NOVA_3;

        @Override
        public String wire() {
            return this == DEEPGRAM_NOVA_3 ? "deepgram/nova-3" : name();
        }
    }

    public RecordStart {
        new Checks(name())
                .required("format", format)
                .required("channels", channels)
                .length("custom_file_name", customFileName, 1, 40)
                .range("max_length", maxLength, 0, 14_400)
                .range("timeout_secs", timeoutSecs, 0, Checks.FOREVER)
                .languageTag("transcription_language", transcriptionLanguage)
                .rule(
                        transcriptionEngine != Engine.DEEPGRAM_NOVA_3
                                || transcriptionLanguage == null
                                || transcriptionLanguage.equals("en")
                                || transcriptionLanguage.startsWith("en-"),
                        "transcription_language",
                        "must be en or en-… for deepgram/nova-3, was " + transcriptionLanguage)
                .range("transcription_max_speaker_count", transcriptionMaxSpeakerCount, 1, Checks.FOREVER)
                .range("transcription_min_speaker_count", transcriptionMinSpeakerCount, 1, Checks.FOREVER)
                .notAbove(
                        "transcription_min_speaker_count",
                        transcriptionMinSpeakerCount,
                        "transcription_max_speaker_count",
                        transcriptionMaxSpeakerCount)
                .done();
    }

    @Override
    public String name() {
        return "record_start";
    }
}
