package io.gathergateway.telnyx.event;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.event.CallEvent.Insight;
import io.gathergateway.telnyx.event.CallEvent.Message;
import io.gathergateway.telnyx.event.CallEvent.NameValue;
import io.gathergateway.telnyx.event.CallEventCodec.Problem;
import io.gathergateway.telnyx.event.CallEventCodec.Read;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Telnyx's JSON to records. The names of types and fields are those of Telnyx's OpenAPI specification. */
final class EventReader {
    private static final int MAX_ID_LENGTH = 128;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private EventReader() {}

    static Read read(JsonNode data) {
        Payload envelope = new Payload(data);
        JsonNode object = envelope.node("payload");
        if (object == null) {
            return new Read.Unusable(Problem.NO_PAYLOAD);
        }
        String id = envelope.text("id");
        if (id == null || !isPrintable(id)) {
            return new Read.Unusable(Problem.NO_ID);
        }
        String type = envelope.text("event_type");
        if (type == null || !isPrintable(type)) {
            return new Read.Unusable(Problem.NO_EVENT_TYPE);
        }
        Payload payload = new Payload(object);
        String session = payload.text("call_session_id");
        if (session == null) {
            return new Read.Unusable(Problem.NO_CALL_SESSION_ID);
        }
        EventHeader header = new EventHeader(
                id,
                type,
                instant(envelope.text("occurred_at")),
                session,
                payload.text("call_leg_id"),
                payload.text("call_control_id"),
                payload.text("connection_id"),
                payload.text("client_state"),
                payload.text("from"),
                payload.text("to"));
        return new Read.Event(event(header, envelope, payload));
    }

    private static CallEvent event(EventHeader header, Payload envelope, Payload p) {
        return switch (header.type()) {
            case "call.initiated" -> initiated(header, p);
            case "call.answered" ->
                new CallEvent.CallAnswered(
                        header,
                        p.text("start_time"),
                        p.text("state"),
                        p.list("custom_headers", EventReader::nameValue),
                        p.list("sip_headers", EventReader::nameValue),
                        p.texts("tags"));
            case "call.bridged" -> new CallEvent.CallBridged(header);
            case "call.hangup" -> hangup(header, p);
            case "call.gather.ended" -> new CallEvent.GatherEnded(header, p.text("digits"), p.text("status"));
            case "call.ai_gather.ended" ->
                new CallEvent.AiGatherEnded(
                        header, p.text("status"), p.node("result"), p.list("message_history", EventReader::message));
            case "call.ai_gather.partial_results" ->
                new CallEvent.AiGatherPartialResults(
                        header, p.node("partial_results"), p.list("message_history", EventReader::message));
            case "call.ai_gather.message_history_updated" ->
                new CallEvent.AiGatherMessageHistoryUpdated(header, p.list("message_history", EventReader::message));
            case "call.conversation.ended" -> conversationEnded(header, envelope, p);
            case "call.conversation_insights.generated" ->
                new CallEvent.ConversationInsightsGenerated(
                        header,
                        p.text("calling_party_type"),
                        p.text("insight_group_id"),
                        p.list("results", item -> new Insight(item.text("insight_id"), item.any("result"))));
            case "call.dtmf.received" -> new CallEvent.DtmfReceived(header, p.text("digit"));
            case "call.speak.started" -> new CallEvent.SpeakStarted(header);
            case "call.speak.ended" -> new CallEvent.SpeakEnded(header, p.text("status"));
            case "call.playback.started" ->
                new CallEvent.PlaybackStarted(header, p.text("media_name"), p.text("media_url"), p.bool("overlay"));
            case "call.playback.ended" ->
                new CallEvent.PlaybackEnded(
                        header,
                        p.text("media_name"),
                        p.text("media_url"),
                        p.bool("overlay"),
                        p.text("status"),
                        p.text("status_detail"));
            case "call.recording.saved" ->
                new CallEvent.RecordingSaved(
                        header,
                        p.text("channels"),
                        p.node("public_recording_urls"),
                        p.text("recording_ended_at"),
                        p.text("recording_started_at"),
                        p.node("recording_urls"));
            case "call.dequeued" ->
                new CallEvent.Dequeued(header, p.text("queue"), p.integer("queue_position"), p.text("reason"));
            case "call.machine.detection.ended", "call.machine.premium.detection.ended" ->
                new CallEvent.MachineDetected(header, p.text("result"));
            default -> new CallEvent.Other(header, p.object());
        };
    }

    private static CallEvent initiated(EventHeader header, Payload p) {
        return new CallEvent.CallInitiated(
                header,
                p.text("direction"),
                p.text("state"),
                p.text("start_time"),
                p.text("caller_id_name"),
                p.text("call_screening_result"),
                p.text("connection_codecs"),
                p.text("offered_codecs"),
                p.text("shaken_stir_attestation"),
                p.bool("shaken_stir_validated"),
                p.list("custom_headers", EventReader::nameValue),
                p.list("sip_headers", EventReader::nameValue),
                p.texts("tags"));
    }

    private static CallEvent hangup(EventHeader header, Payload p) {
        return new CallEvent.CallHangup(
                header,
                p.text("hangup_cause"),
                p.text("hangup_source"),
                p.text("sip_hangup_cause"),
                p.text("start_time"),
                p.text("state"),
                p.node("call_quality_stats"),
                p.list("custom_headers", EventReader::nameValue),
                p.list("sip_headers", EventReader::nameValue),
                p.texts("tags"));
    }

    /** The one event with a field of its own beside the payload: {@code data.created_at}. */
    private static CallEvent conversationEnded(EventHeader header, Payload envelope, Payload p) {
        return new CallEvent.ConversationEnded(
                header,
                envelope.text("created_at"),
                p.text("assistant_id"),
                p.text("calling_party_type"),
                p.text("conversation_id"),
                p.integer("duration_sec"),
                p.text("llm_model"),
                p.text("reason"),
                p.text("stt_model"),
                p.text("tts_model_id"),
                p.text("tts_provider"),
                p.text("tts_voice_id"));
    }

    private static NameValue nameValue(Payload item) {
        return new NameValue(item.text("name"), item.text("value"));
    }

    private static Message message(Payload item) {
        return new Message(item.text("role"), item.text("content"));
    }

    /** Telnyx writes UTC with microseconds, or an offset with milliseconds. What no call can have is as if absent. */
    private static @Nullable Instant instant(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(EARLIEST) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static boolean isPrintable(String text) {
        return !text.isEmpty() && text.length() <= MAX_ID_LENGTH && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
