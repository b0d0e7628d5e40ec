package io.gathergateway.telnyx.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.event.CallEvent.Insight;
import io.gathergateway.telnyx.event.CallEvent.Message;
import io.gathergateway.telnyx.event.CallEvent.NameValue;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Records to Telnyx's JSON: what is null or empty is left out, and fields stand in a fixed order. */
final class EventWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** UTC with microseconds, as Telnyx writes; finer where the instant is. */
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 6, 9, true)
            .appendLiteral('Z')
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private EventWriter() {}

    static ObjectNode write(CallEvent event) {
        EventHeader header = event.header();
        ObjectNode data = NODES.objectNode();
        data.put("record_type", "event");
        data.put("event_type", header.type());
        data.put("id", header.id());
        if (header.occurredAt() != null) {
            data.put("occurred_at", TIME.format(header.occurredAt()));
        }
        if (event instanceof CallEvent.ConversationEnded ended) {
            put(data, "created_at", ended.createdAt());
        }
        data.set("payload", payload(event));
        return data;
    }

    /** The payload's part of a header. */
    static ObjectNode addressing(EventHeader header) {
        ObjectNode payload = NODES.objectNode();
        put(payload, "call_control_id", header.callControlId());
        put(payload, "call_leg_id", header.callLegId());
        put(payload, "call_session_id", header.callSessionId());
        put(payload, "client_state", header.clientState());
        put(payload, "connection_id", header.connectionId());
        put(payload, "from", header.from());
        put(payload, "to", header.to());
        return payload;
    }

    private static JsonNode payload(CallEvent event) {
        ObjectNode p = addressing(event.header());
        switch (event) {
            case CallEvent.CallInitiated e -> initiated(p, e);
            case CallEvent.CallAnswered e -> {
                put(p, "start_time", e.startTime());
                put(p, "state", e.state());
                sip(p, e.customHeaders(), e.sipHeaders(), e.tags());
            }
            case CallEvent.CallBridged e -> {}
            case CallEvent.CallHangup e -> hangup(p, e);
            case CallEvent.GatherEnded e -> {
                put(p, "digits", e.digits());
                put(p, "status", e.status());
            }
            case CallEvent.AiGatherEnded e -> {
                messages(p, e.messageHistory());
                put(p, "result", e.result());
                put(p, "status", e.status());
            }
            case CallEvent.AiGatherPartialResults e -> {
                messages(p, e.messageHistory());
                put(p, "partial_results", e.partialResults());
            }
            case CallEvent.AiGatherMessageHistoryUpdated e -> messages(p, e.messageHistory());
            case CallEvent.ConversationEnded e -> conversationEnded(p, e);
            case CallEvent.ConversationInsightsGenerated e -> {
                put(p, "calling_party_type", e.callingPartyType());
                put(p, "insight_group_id", e.insightGroupId());
                insights(p, e.results());
            }
            case CallEvent.DtmfReceived e -> put(p, "digit", e.digit());
            case CallEvent.SpeakStarted e -> {}
            case CallEvent.SpeakEnded e -> put(p, "status", e.status());
            case CallEvent.PlaybackStarted e -> media(p, e.mediaName(), e.mediaUrl(), e.overlay());
            case CallEvent.PlaybackEnded e -> {
                media(p, e.mediaName(), e.mediaUrl(), e.overlay());
                put(p, "status", e.status());
                put(p, "status_detail", e.statusDetail());
            }
            case CallEvent.RecordingSaved e -> recording(p, e);
            case CallEvent.Dequeued e -> {
                put(p, "queue", e.queue());
                put(p, "queue_position", e.queuePosition());
                put(p, "reason", e.reason());
            }
            case CallEvent.MachineDetected e -> put(p, "result", e.result());
            // As it came: the header was read from it.
            case CallEvent.Other e -> {
                return e.payload();
            }
        }
        return p;
    }

    private static void initiated(ObjectNode p, CallEvent.CallInitiated e) {
        put(p, "call_screening_result", e.callScreeningResult());
        put(p, "caller_id_name", e.callerIdName());
        put(p, "connection_codecs", e.connectionCodecs());
        put(p, "direction", e.direction());
        put(p, "offered_codecs", e.offeredCodecs());
        put(p, "shaken_stir_attestation", e.shakenStirAttestation());
        put(p, "shaken_stir_validated", e.shakenStirValidated());
        put(p, "start_time", e.startTime());
        put(p, "state", e.state());
        sip(p, e.customHeaders(), e.sipHeaders(), e.tags());
    }

    private static void hangup(ObjectNode p, CallEvent.CallHangup e) {
        put(p, "call_quality_stats", e.callQualityStats());
        put(p, "hangup_cause", e.hangupCause());
        put(p, "hangup_source", e.hangupSource());
        put(p, "sip_hangup_cause", e.sipHangupCause());
        put(p, "start_time", e.startTime());
        put(p, "state", e.state());
        sip(p, e.customHeaders(), e.sipHeaders(), e.tags());
    }

    private static void conversationEnded(ObjectNode p, CallEvent.ConversationEnded e) {
        put(p, "assistant_id", e.assistantId());
        put(p, "calling_party_type", e.callingPartyType());
        put(p, "conversation_id", e.conversationId());
        put(p, "duration_sec", e.durationSec());
        put(p, "llm_model", e.llmModel());
        put(p, "reason", e.reason());
        put(p, "stt_model", e.sttModel());
        put(p, "tts_model_id", e.ttsModelId());
        put(p, "tts_provider", e.ttsProvider());
        put(p, "tts_voice_id", e.ttsVoiceId());
    }

    private static void recording(ObjectNode p, CallEvent.RecordingSaved e) {
        put(p, "channels", e.channels());
        put(p, "public_recording_urls", e.publicRecordingUrls());
        put(p, "recording_ended_at", e.recordingEndedAt());
        put(p, "recording_started_at", e.recordingStartedAt());
        put(p, "recording_urls", e.recordingUrls());
    }

    private static void media(ObjectNode p, @Nullable String name, @Nullable String url, @Nullable Boolean overlay) {
        put(p, "media_name", name);
        put(p, "media_url", url);
        put(p, "overlay", overlay);
    }

    private static void sip(ObjectNode p, List<NameValue> custom, List<NameValue> sip, List<String> tags) {
        nameValues(p, "custom_headers", custom);
        nameValues(p, "sip_headers", sip);
        if (!tags.isEmpty()) {
            ArrayNode array = p.putArray("tags");
            tags.forEach(array::add);
        }
    }

    private static void nameValues(ObjectNode p, String field, List<NameValue> items) {
        if (!items.isEmpty()) {
            ArrayNode array = p.putArray(field);
            for (NameValue item : items) {
                ObjectNode node = array.addObject();
                put(node, "name", item.name());
                put(node, "value", item.value());
            }
        }
    }

    private static void messages(ObjectNode p, List<Message> messages) {
        if (!messages.isEmpty()) {
            ArrayNode array = p.putArray("message_history");
            for (Message message : messages) {
                ObjectNode node = array.addObject();
                put(node, "content", message.content());
                put(node, "role", message.role());
            }
        }
    }

    private static void insights(ObjectNode p, List<Insight> insights) {
        if (!insights.isEmpty()) {
            ArrayNode array = p.putArray("results");
            for (Insight insight : insights) {
                ObjectNode node = array.addObject();
                put(node, "insight_id", insight.insightId());
                put(node, "result", insight.result());
            }
        }
    }

    private static void put(ObjectNode object, String field, @Nullable String value) {
        if (value != null) {
            object.put(field, value);
        }
    }

    /** In the type a parser would choose, so that the trees are equal too. */
    private static void put(ObjectNode object, String field, @Nullable Long value) {
        if (value != null) {
            long number = value;
            object.set(field, number == (int) number ? NODES.numberNode((int) number) : NODES.numberNode(number));
        }
    }

    private static void put(ObjectNode object, String field, @Nullable Boolean value) {
        if (value != null) {
            object.put(field, value);
        }
    }

    private static void put(ObjectNode object, String field, @Nullable JsonNode value) {
        if (value != null) {
            object.set(field, value);
        }
    }
}
