package io.gathergateway.telnyx.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every enum and every list of values is Telnyx's, whole, and what is newer than the specification is named here. */
class EnumSpecificationTest {
    private static TelnyxReference reference = new TelnyxReference(new ObjectMapper().createObjectNode());

    @BeforeAll
    static void openReference() throws IOException {
        reference = TelnyxReference.open();
    }

    /** {@code where} is a schema and a way through properties, or a schema that is an enum itself. */
    record Row(String where, Set<String> values, Set<String> newer) {
        @Override
        public String toString() {
            return where;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                row("SpeakRequest.payload_type", PayloadType.values()),
                row("SpeakRequest.service_level", ServiceLevel.values()),
                row("SpeakRequest.target_legs", Legs.values()),
                row("StreamBidirectionalTargetLegs", Legs.values()),
                row("PlayAudioUrlRequest.audio_type", AudioFormat.values()),
                row("ResembleVoiceSettings.format", AudioFormat.values()),
                row("StartRecordingRequest.format", AudioFormat.values()),
                row("StartRecordingRequest.channels", Channels.values()),
                row("StartRecordingRequest.recording_track", Track.values()),
                row("StartRecordingRequest.trim", Trim.values()),
                row("StartRecordingRequest.transcription_engine", RecordStart.Engine.values()),
                row("AnswerRequest.record_channels", Channels.values()),
                row("AnswerRequest.record_format", AudioFormat.values()),
                row("AnswerRequest.record_track", Track.values()),
                row("AnswerRequest.record_trim", Trim.values()),
                row("AnswerRequest.stream_track", MediaStream.StreamTrack.values()),
                row("AnswerRequest.webhook_url_method", WebhookOverrides.Method.values()),
                row("StreamCodec", MediaStream.Codec.values()),
                row("StreamBidirectionalMode", MediaStream.Mode.values()),
                row("TransferCallRequest.answering_machine_detection", MachineDetection.Mode.values()),
                row("TransferCallRequest.media_encryption", SipOptions.Encryption.values()),
                row("TransferCallRequest.privacy", SipOptions.Privacy.values()),
                row("TransferCallRequest.sip_region", SipOptions.Region.values()),
                row("TransferCallRequest.sip_transport_protocol", SipOptions.Transport.values()),
                row("TransferCallRequest.mute_dtmf", MuteDtmf.values()),
                row("CallRequest.supervisor_role", Dial.SupervisorRole.values()),
                row("TranscriptionStartRequest.transcription_engine", TranscriptionStart.Engine.values()),
                row("AIAssistantJoinParticipant.on_hangup", Participant.OnHangup.values()),
                row("CallControlWebhookToolParams.method", WebhookTool.Method.values()),
                row("AzureVoiceSettings.effect", VoiceSettings.Azure.Effect.values()),
                row("AzureVoiceSettings.gender", VoiceSettings.Azure.Gender.values()),
                row("InworldVoiceSettings.delivery_mode", VoiceSettings.Inworld.DeliveryMode.values()),
                row("ResembleVoiceSettings.precision", VoiceSettings.Resemble.Precision.values()),
                row("SpeakRequest.language", Vocabulary.SPEECH),
                row("GatherUsingSpeakRequest.language", Vocabulary.SPEECH),
                row("GoogleTranscriptionLanguage", Vocabulary.GOOGLE_TRANSCRIPTION),
                row("MinimaxVoiceSettings.language_boost", Vocabulary.MINIMAX_BOOST),
                row("BridgeRequest.ringtone", Vocabulary.RINGTONES),
                row("TranscriptionConfig.model", Vocabulary.TRANSCRIPTION_MODELS, "humain/realtime", "reson8/turns"),
                row("RejectRequest.cause", wires(Reject.Cause.values()), "NOT_FOUND", "TEMPORARILY_UNAVAILABLE"));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void valuesAreTelnyxs(Row row) {
        String[] way = row.where().split("\\.", -1);
        JsonNode schema = reference.schema(way[0]);
        if (way.length > 1) {
            schema = reference.resolve(schema.path("properties").path(way[1]));
        }
        Set<String> expected = new TreeSet<>(row.newer());
        schema.path("enum").forEach(value -> {
            if (!value.isNull()) {
                expected.add(value.asText());
            }
        });
        assertThat(row.values()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Row row(String where, Wire[] values) {
        return row(where, wires(values));
    }

    private static Row row(String where, List<String> values, String... newer) {
        return new Row(where, new TreeSet<>(values), Set.of(newer));
    }

    private static List<String> wires(Wire[] values) {
        return Stream.of(values).map(Wire::wire).toList();
    }
}
