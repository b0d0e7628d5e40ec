package io.gathergateway.telnyx.model;

import static io.gathergateway.telnyx.model.Rule.ANY_LENGTH;
import static io.gathergateway.telnyx.model.Rule.BOOLEAN;
import static io.gathergateway.telnyx.model.Rule.CLIENT_STATE;
import static io.gathergateway.telnyx.model.Rule.DESTINATION_NUMBER;
import static io.gathergateway.telnyx.model.Rule.LIST;
import static io.gathergateway.telnyx.model.Rule.LOOP;
import static io.gathergateway.telnyx.model.Rule.OBJECT;
import static io.gathergateway.telnyx.model.Rule.TEXT;
import static io.gathergateway.telnyx.model.Rule.characters;
import static io.gathergateway.telnyx.model.Rule.each;
import static io.gathergateway.telnyx.model.Rule.oneOf;
import static io.gathergateway.telnyx.model.Rule.payload;
import static io.gathergateway.telnyx.model.Rule.text;
import static io.gathergateway.telnyx.model.Rule.whole;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The commands Telnyx knows and what it accepts in them: fields and types of its specification, ranges of its error
 * catalogue where the specification names none.
 */
final class CommandRules {
    private static final long MAX_INT = Integer.MAX_VALUE;
    private static final String KEYS = "0123456789*#";

    private static final Shape COMMON =
            Shape.EMPTY.and("client_state", CLIENT_STATE).and("command_id", text(1, ANY_LENGTH));

    private static final Shape WEBHOOKS = Shape.EMPTY
            .and("webhook_url", TEXT)
            .and("webhook_url_method", oneOf(null, "POST", "GET"))
            .and("webhook_urls", OBJECT)
            .and("webhook_urls_method", oneOf(null, "POST", "GET"))
            .and("webhook_retries_policies", OBJECT);

    private static final Shape RECORD = Shape.EMPTY
            .and("record", oneOf(null, "record-from-answer"))
            .and("record_channels", oneOf(null, "single", "dual"))
            .and("record_format", oneOf(null, "wav", "mp3"))
            .and("record_custom_file_name", text(1, 40))
            .and("record_max_length", whole(0, 14_400, null))
            .and("record_timeout_secs", whole(0, MAX_INT, "90049"))
            .and("record_track", oneOf(null, "both", "inbound", "outbound"))
            .and("record_trim", oneOf(null, "trim-silence"));

    private static final Shape STREAM = Shape.EMPTY
            .and("stream_url", TEXT)
            .and("stream_track", oneOf(null, "inbound_track", "outbound_track", "both_tracks"))
            .and("stream_codec", oneOf(null, "PCMU", "PCMA", "G722", "OPUS", "AMR-WB", "L16", "default"))
            .and("stream_bidirectional_mode", oneOf(null, "mp3", "rtp"))
            .and("stream_bidirectional_codec", oneOf(null, "PCMU", "PCMA", "G722", "OPUS", "AMR-WB", "L16"))
            .and("stream_bidirectional_target_legs", oneOf(null, "both", "self", "opposite"));

    private static final Shape SPEECH = COMMON.and("payload", payload())
            .and("voice", text(1, ANY_LENGTH))
            .and("payload_type", oneOf("90011", "text", "ssml"))
            .and("service_level", oneOf("90030", "basic", "premium"))
            .and("language", Speech.LANGUAGE)
            .and("voice_settings", Speech.VOICE_SETTINGS);

    private static final Shape DTMF = COMMON.and("minimum_digits", whole(1, 128, "90022"))
            .and("maximum_digits", whole(1, 128, "90023"))
            .and("timeout_millis", whole(1, MAX_INT, "90025"))
            .and("inter_digit_timeout_millis", whole(1, 120_000, "90026"))
            .and("terminating_digit", characters("90007", KEYS, 1))
            .and("valid_digits", characters("90008", KEYS, ANY_LENGTH));

    private static final Shape OUTGOING = COMMON.and(WEBHOOKS)
            .and(RECORD)
            .and("timeout_secs", whole(5, 600, "90028"))
            .and("time_limit_secs", whole(30, 14_400, "90029"))
            .and(
                    "answering_machine_detection",
                    oneOf(null, "premium", "detect", "detect_beep", "detect_words", "greeting_end", "disabled"))
            .and("answering_machine_detection_config", OBJECT)
            .and("media_encryption", oneOf(null, "disabled", "SRTP", "DTLS"))
            .and("privacy", oneOf(null, "id", "none"))
            .and("sip_region", oneOf(null, "US", "Europe", "Canada", "Australia", "Middle East"))
            .and("sip_transport_protocol", oneOf(null, "UDP", "TCP", "TLS"))
            .and("park_after_unbridge", oneOf(null, "self"))
            .all(TEXT, "audio_url", "media_name", "preferred_codecs", "send_digits_on_answer", "from_display_name")
            .all(TEXT, "sip_auth_username", "sip_auth_password")
            .all(LIST, "custom_headers", "sip_headers")
            .and("sound_modifications", OBJECT);

    static final Shape DIAL = OUTGOING.and(STREAM)
            .and("stream_bidirectional_sampling_rate", whole(8000, 48_000, null))
            .and("stream_auth_token", text(0, 4000))
            .and("stream_establish_before_call_originate", BOOLEAN)
            .and("connection_id", text(1, ANY_LENGTH))
            .and("from", DESTINATION_NUMBER)
            .and(
                    "to",
                    (pointer, value) -> value.isArray()
                            ? each(DESTINATION_NUMBER).check(pointer, value)
                            : DESTINATION_NUMBER.check(pointer, value))
            .all(BOOLEAN, "bridge_intent", "bridge_on_answer", "prevent_double_bridge", "retry_on_timeout")
            .all(BOOLEAN, "send_silence_when_idle", "transcription", "enable_dialogflow")
            .all(TEXT, "link_to", "billing_group_id", "supervise_call_control_id")
            .and("supervisor_role", oneOf(null, "barge", "whisper", "monitor"))
            .all(OBJECT, "conference_config", "conversation_relay_config", "deepfake_detection", "dialogflow_config")
            .and("transcription_config", OBJECT)
            .and("assistant", Speech.STORED_ASSISTANT)
            .required("connection_id", "to", "from");

    private static final Map<String, Shape> COMMANDS = Map.ofEntries(
            Map.entry(
                    "answer",
                    COMMON.and(WEBHOOKS)
                            .and(RECORD)
                            .and(STREAM)
                            .and("assistant", Speech.STORED_ASSISTANT)
                            .all(TEXT, "billing_group_id", "preferred_codecs")
                            .all(LIST, "custom_headers", "sip_headers")
                            .all(OBJECT, "conversation_relay_config", "deepfake_detection", "sound_modifications")
                            .and("transcription_config", OBJECT)
                            .all(BOOLEAN, "send_silence_when_idle", "transcription")),
            Map.entry(
                    "reject",
                    COMMON.and("cause", oneOf(null, "CALL_REJECTED", "USER_BUSY"))
                            .required("cause")),
            Map.entry("hangup", COMMON.and("custom_headers", LIST)),
            Map.entry(
                    "client_state_update",
                    Shape.EMPTY.and("client_state", CLIENT_STATE).required("client_state")),
            Map.entry(
                    "speak",
                    SPEECH.and("loop", LOOP)
                            .and("stop", oneOf("90016", "current", "all"))
                            .and("target_legs", oneOf(null, "self", "opposite", "both"))
                            .required("payload", "voice")),
            Map.entry(
                    "playback_start",
                    COMMON.all(TEXT, "audio_url", "media_name", "playback_content")
                            .and("audio_type", oneOf(null, "mp3", "wav"))
                            .and("loop", LOOP)
                            .and("stop", oneOf("90016", "current", "all", "overlay"))
                            .and("target_legs", oneOf(null, "self", "opposite", "both"))
                            .all(BOOLEAN, "overlay", "cache_audio")
                            .either("audio_url", "media_name")
                            .oneNeeded("audio_url", "media_name", "playback_content")),
            Map.entry(
                    "playback_stop",
                    COMMON.and("overlay", BOOLEAN).and("stop", oneOf("90016", "current", "all", "overlay"))),
            Map.entry(
                    "gather",
                    DTMF.and("gather_id", text(1, 40)).and("initial_timeout_millis", whole(1, 120_000, "90056"))),
            Map.entry("gather_stop", COMMON),
            Map.entry(
                    "gather_using_speak",
                    SPEECH.and(DTMF)
                            .and("maximum_tries", whole(1, 128, "90024"))
                            .and("invalid_payload", payload())
                            .required("payload", "voice")),
            Map.entry(
                    "gather_using_audio",
                    DTMF.and("maximum_tries", whole(1, 128, "90024"))
                            .all(TEXT, "audio_url", "media_name", "invalid_audio_url", "invalid_media_name")
                            .either("audio_url", "media_name")
                            .either("invalid_audio_url", "invalid_media_name")
                            .oneNeeded("audio_url", "media_name")),
            Map.entry("gather_using_ai", COMMON.and(Speech.AI_GATHER).required("parameters")),
            Map.entry("ai_assistant_start", COMMON.and(Speech.ASSISTANT_START)),
            Map.entry("ai_assistant_stop", COMMON),
            Map.entry(
                    "ai_assistant_add_messages",
                    COMMON.and("messages", each(Speech.ANY_MESSAGE)).and("trigger_response", BOOLEAN)),
            Map.entry(
                    "transfer",
                    OUTGOING.and("to", DESTINATION_NUMBER)
                            .and("from", DESTINATION_NUMBER)
                            .and("target_leg_client_state", CLIENT_STATE)
                            .and("early_media", BOOLEAN)
                            .and("mute_dtmf", oneOf(null, "none", "both", "self", "opposite"))
                            .required("to")),
            Map.entry(
                    "bridge",
                    COMMON.and(RECORD)
                            .all(TEXT, "call_control_id", "queue", "video_room_id", "video_room_context", "ringtone")
                            .all(BOOLEAN, "play_ringtone", "prevent_double_bridge", "hold_after_unbridge")
                            .and("mute_dtmf", oneOf(null, "none", "both", "self", "opposite"))
                            .and("park_after_unbridge", oneOf(null, "self"))
                            .oneNeeded("call_control_id", "queue", "video_room_id")),
            Map.entry(
                    "enqueue",
                    COMMON.and("queue_name", text(1, ANY_LENGTH))
                            .all(whole(1, MAX_INT, null), "max_size", "max_wait_time_secs")
                            .and("keep_after_hangup", BOOLEAN)
                            .required("queue_name")),
            Map.entry("leave_queue", COMMON),
            Map.entry("record_start", Speech.RECORD_START.and(COMMON).required("format", "channels")),
            Map.entry("record_stop", COMMON.and("recording_id", TEXT)),
            Map.entry("record_pause", COMMON.and("recording_id", TEXT)),
            Map.entry("record_resume", COMMON.and("recording_id", TEXT)),
            Map.entry(
                    "send_dtmf",
                    COMMON.and("digits", characters("90014", "0123456789ABCDwW*#", ANY_LENGTH))
                            .and("duration_millis", whole(100, 500, "90027"))
                            .required("digits")),
            Map.entry("transcription_start", Speech.TRANSCRIPTION_START.and(COMMON)),
            Map.entry("transcription_stop", COMMON));

    private CommandRules() {}

    /** Null for a command Telnyx does not know. */
    static @Nullable Shape of(String command) {
        return COMMANDS.get(command);
    }

    static List<String> names() {
        return List.copyOf(COMMANDS.keySet());
    }
}
