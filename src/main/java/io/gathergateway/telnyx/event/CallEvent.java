package io.gathergateway.telnyx.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call webhook. Records name every documented field; enums stay strings because Telnyx adds values without notice, and
 * every payload field may be absent or null.
 */
public sealed interface CallEvent {
    EventHeader header();

    /**
     * Whether nothing of a call is ever decided by events of this kind, so that they are neither applied nor journaled:
     * echoes and progress ({@code *.started}, {@code call.dtmf.received}, partial results, message history) and every
     * type we do not know.
     */
    default boolean isObservation() {
        return switch (this) {
            case AiGatherPartialResults e -> true;
            case AiGatherMessageHistoryUpdated e -> true;
            case DtmfReceived e -> true;
            case SpeakStarted e -> true;
            case PlaybackStarted e -> true;
            case Other e -> true;
            case CallInitiated e -> false;
            case CallAnswered e -> false;
            case CallBridged e -> false;
            case CallHangup e -> false;
            case GatherEnded e -> false;
            case AiGatherEnded e -> false;
            case ConversationEnded e -> false;
            case ConversationInsightsGenerated e -> false;
            case SpeakEnded e -> false;
            case PlaybackEnded e -> false;
            case RecordingSaved e -> false;
            case Dequeued e -> false;
            case MachineDetected e -> false;
        };
    }

    /** {@code direction}: incoming | outgoing; {@code state}: parked | bridging. */
    record CallInitiated(
            EventHeader header,
            @Nullable String direction,
            @Nullable String state,
            @Nullable String startTime,
            @Nullable String callerIdName,
            @Nullable String callScreeningResult,
            @Nullable String connectionCodecs,
            @Nullable String offeredCodecs,
            @Nullable String shakenStirAttestation,
            @Nullable Boolean shakenStirValidated,
            List<NameValue> customHeaders,
            List<NameValue> sipHeaders,
            List<String> tags)
            implements CallEvent {}

    record CallAnswered(
            EventHeader header,
            @Nullable String startTime,
            @Nullable String state,
            List<NameValue> customHeaders,
            List<NameValue> sipHeaders,
            List<String> tags)
            implements CallEvent {}

    record CallBridged(EventHeader header) implements CallEvent {}

    /**
     * {@code hangup_cause}: call_rejected, normal_clearing, originator_cancel, timeout, time_limit, user_busy,
     * not_found, no_answer, unspecified; {@code hangup_source}: caller, callee, unknown.
     */
    record CallHangup(
            EventHeader header,
            @Nullable String hangupCause,
            @Nullable String hangupSource,
            @Nullable String sipHangupCause,
            @Nullable String startTime,
            @Nullable String state,
            @Nullable JsonNode callQualityStats,
            List<NameValue> customHeaders,
            List<NameValue> sipHeaders,
            List<String> tags)
            implements CallEvent {}

    /** {@code status}: valid, invalid, call_hangup, cancelled, cancelled_amd, timeout. */
    record GatherEnded(
            EventHeader header,
            @Nullable String digits,
            @Nullable String status) implements CallEvent {}

    /** {@code status}: valid, invalid; seen beside the specification: client_error with a null result. */
    record AiGatherEnded(
            EventHeader header,
            @Nullable String status,
            @Nullable JsonNode result,
            List<Message> messageHistory) implements CallEvent {}

    record AiGatherPartialResults(
            EventHeader header, @Nullable JsonNode partialResults, List<Message> messageHistory) implements CallEvent {}

    record AiGatherMessageHistoryUpdated(EventHeader header, List<Message> messageHistory) implements CallEvent {}

    record ConversationEnded(
            EventHeader header,
            @Nullable String createdAt,
            @Nullable String assistantId,
            @Nullable String callingPartyType,
            @Nullable String conversationId,
            @Nullable Long durationSec,
            @Nullable String llmModel,
            @Nullable String reason,
            @Nullable String sttModel,
            @Nullable String ttsModelId,
            @Nullable String ttsProvider,
            @Nullable String ttsVoiceId)
            implements CallEvent {}

    record ConversationInsightsGenerated(
            EventHeader header,
            @Nullable String callingPartyType,
            @Nullable String insightGroupId,
            List<Insight> results)
            implements CallEvent {}

    record DtmfReceived(EventHeader header, @Nullable String digit) implements CallEvent {}

    record SpeakStarted(EventHeader header) implements CallEvent {}

    /** {@code status}: completed, call_hangup, cancelled_amd. */
    record SpeakEnded(EventHeader header, @Nullable String status) implements CallEvent {}

    record PlaybackStarted(
            EventHeader header,
            @Nullable String mediaName,
            @Nullable String mediaUrl,
            @Nullable Boolean overlay) implements CallEvent {}

    /** {@code status}: file_not_found, call_hangup, unknown, cancelled, cancelled_amd, completed, failed. */
    record PlaybackEnded(
            EventHeader header,
            @Nullable String mediaName,
            @Nullable String mediaUrl,
            @Nullable Boolean overlay,
            @Nullable String status,
            @Nullable String statusDetail)
            implements CallEvent {}

    /**
     * A recording is there; its addresses hold for 10 minutes. It carries no {@code call_control_id}.
     *
     * @param channels single | dual
     * @param recordingUrls by format, mp3 or wav
     */
    record RecordingSaved(
            EventHeader header,
            @Nullable String channels,
            @Nullable JsonNode publicRecordingUrls,
            @Nullable String recordingEndedAt,
            @Nullable String recordingStartedAt,
            @Nullable JsonNode recordingUrls)
            implements CallEvent {
        /** The address of the recording, as MP3 where there is one; null where Telnyx names none. */
        public @Nullable String url() {
            for (String format : List.of("mp3", "wav")) {
                JsonNode url = recordingUrls == null ? null : recordingUrls.get(format);
                if (url != null && url.isTextual()) {
                    return url.textValue();
                }
            }
            return null;
        }

        /** How long it is; zero where Telnyx does not say it. */
        public Duration length() {
            try {
                return recordingStartedAt == null || recordingEndedAt == null
                        ? Duration.ZERO
                        : Duration.between(
                                OffsetDateTime.parse(recordingStartedAt), OffsetDateTime.parse(recordingEndedAt));
            } catch (DateTimeException unreadable) {
                return Duration.ZERO;
            }
        }
    }

    /** {@code reason}: bridged, bridging-in-process, hangup, leave, timeout. */
    record Dequeued(
            EventHeader header,
            @Nullable String queue,
            @Nullable Long queuePosition,
            @Nullable String reason) implements CallEvent {}

    /**
     * Who answered a placed call: {@code call.machine.detection.ended} and {@code call.machine.premium.detection.ended}.
     *
     * @param result human, machine, not_sure; premium: human_residence, human_business, machine, silence, fax_detected,
     *     not_sure
     */
    record MachineDetected(EventHeader header, @Nullable String result) implements CallEvent {}

    /** Every other call webhook, known or not: nothing of the flow depends on its fields. */
    record Other(EventHeader header, JsonNode payload) implements CallEvent {}

    /** A SIP header or custom header. */
    record NameValue(@Nullable String name, @Nullable String value) {}

    /** A turn of a conversation; {@code role}: assistant, user, and with an assistant also system, developer, tool. */
    record Message(@Nullable String role, @Nullable String content) {}

    /** {@code result} is text or an object, as the insight's schema says. */
    record Insight(@Nullable String insightId, @Nullable JsonNode result) {}
}
