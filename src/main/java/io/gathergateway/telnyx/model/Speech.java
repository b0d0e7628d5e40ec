package io.gathergateway.telnyx.model;

import static io.gathergateway.telnyx.model.Rule.ANY_LENGTH;
import static io.gathergateway.telnyx.model.Rule.BOOLEAN;
import static io.gathergateway.telnyx.model.Rule.LIST;
import static io.gathergateway.telnyx.model.Rule.OBJECT;
import static io.gathergateway.telnyx.model.Rule.TEXT;
import static io.gathergateway.telnyx.model.Rule.each;
import static io.gathergateway.telnyx.model.Rule.oneOf;
import static io.gathergateway.telnyx.model.Rule.text;
import static io.gathergateway.telnyx.model.Rule.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What Telnyx accepts in the fields about voices, assistants, transcription and recording. */
final class Speech {
    static final Rule LANGUAGE = oneOf(
            "90013",
            "arb cmn-CN cy-GB da-DK de-DE en-AU en-GB en-GB-WLS en-IN en-US es-ES es-MX es-US fr-CA fr-FR hi-IN is-IS it-IT ja-JP ko-KR nb-NO nl-NL pl-PL pt-BR pt-PT ro-RO ru-RU sv-SE tr-TR"
                    .split(" ", -1));

    /** An assistant's voices are named in full: the {@code male} and {@code female} of speak are refused with 90012. */
    static final Rule ASSISTANT_VOICE =
            (pointer, value) -> value.isTextual() && value.asText().matches("[A-Za-z]+(\\.\\S+)+")
                    ? List.of()
                    : Rule.own("90012", pointer, "must name a provider, a model and a voice.");

    static final Rule VOICE_SETTINGS =
            Shape.EMPTY.and("type", TEXT).and("voice_speed", Speech::speed).required("type");

    static final Rule TRANSCRIPTION = Shape.EMPTY.all(TEXT, "model", "language");

    static final Rule INTERRUPTION = Shape.EMPTY.and("enable", BOOLEAN);

    /** A turn before an AI gather: neither field is required by the specification. */
    static final Rule MESSAGE =
            Shape.EMPTY.and("role", oneOf(null, "assistant", "user")).and("content", TEXT);

    static final Rule ANY_MESSAGE = Shape.EMPTY
            .and("role", oneOf(null, "assistant", "user", "system", "developer", "tool"))
            .required("role");

    static final Rule STORED_ASSISTANT = Shape.EMPTY
            .and("id", text(1, ANY_LENGTH))
            .and("greeting", text(0, 3000))
            .required("id");

    static final Rule INLINE_ASSISTANT =
            Shape.EMPTY.all(TEXT, "instructions", "model", "openai_api_key_ref").and("tools", LIST);

    static final Shape AI_GATHER = Shape.EMPTY
            .and("parameters", OBJECT)
            .and("assistant", INLINE_ASSISTANT)
            .and("greeting", text(0, 3000))
            .and("gather_ended_speech", text(0, 3000))
            .and("interruption_settings", INTERRUPTION)
            .and("language", text(2, 5))
            .and("message_history", each(MESSAGE))
            .all(BOOLEAN, "send_message_history_updates", "send_partial_results")
            .and("transcription", TRANSCRIPTION)
            .and("user_response_timeout_ms", whole(1, Integer.MAX_VALUE, null))
            .and("voice", ASSISTANT_VOICE)
            .and("voice_settings", VOICE_SETTINGS);

    static final Shape ASSISTANT_START = Shape.EMPTY
            .and("assistant", STORED_ASSISTANT)
            .and("greeting", text(0, 3000))
            .and("interruption_settings", INTERRUPTION)
            .and("message_history", each(ANY_MESSAGE))
            .and("participants", LIST)
            .and("send_message_history_updates", BOOLEAN)
            .and("transcription", TRANSCRIPTION)
            .and("voice", ASSISTANT_VOICE)
            .and("voice_settings", VOICE_SETTINGS);

    static final Shape RECORD_START = Shape.EMPTY
            .and("format", oneOf("90000", "wav", "mp3"))
            .and("channels", oneOf("90001", "single", "dual"))
            .and("custom_file_name", text(1, 40))
            .and("max_length", whole(0, 14_400, null))
            .and("timeout_secs", whole(0, Integer.MAX_VALUE, "90028"))
            .and("recording_track", oneOf("90059", "both", "inbound", "outbound"))
            .and("trim", oneOf(null, "trim-silence"))
            .all(BOOLEAN, "play_beep", "transcription", "transcription_profanity_filter")
            .and("transcription_speaker_diarization", BOOLEAN)
            .and("transcription_engine", oneOf(null, "A", "B", "deepgram/nova-3"))
            .and("transcription_language", TEXT)
            .all(whole(1, 100, null), "transcription_min_speaker_count", "transcription_max_speaker_count");

    static final Shape TRANSCRIPTION_START = Shape.EMPTY
            .and(
                    "transcription_engine",
                    oneOf(
                            null,
                            "Google",
                            "Telnyx",
                            "Deepgram",
                            "Azure",
                            "xAI",
                            "AssemblyAI",
                            "Speechmatics",
                            "Soniox",
                            "Parakeet",
                            "A",
                            "B"))
            .and("transcription_engine_config", OBJECT)
            .and("transcription_tracks", oneOf(null, "inbound", "outbound", "both"));

    private Speech() {}

    private static List<Fault> speed(String pointer, JsonNode value) {
        boolean fits = value.isNumber() && value.asDouble() >= 0.1 && value.asDouble() <= 2.0;
        return fits
                ? List.of()
                : List.of(new Fault(
                        "10033",
                        "Value outside of range",
                        "The value is outside of allowed range 0.1 to 2.0",
                        pointer));
    }
}
