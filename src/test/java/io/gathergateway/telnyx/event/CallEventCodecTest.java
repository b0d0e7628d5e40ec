package io.gathergateway.telnyx.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.StrictJson;
import io.gathergateway.telnyx.event.CallEvent.Message;
import io.gathergateway.telnyx.event.CallEvent.NameValue;
import io.gathergateway.telnyx.event.CallEventCodec.Problem;
import io.gathergateway.telnyx.event.CallEventCodec.Read;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallEventCodecTest {
    private static final String IDS =
            "\"call_session_id\":\"s-1\",\"call_leg_id\":\"l-1\",\"call_control_id\":\"v3:c-1\"";

    /** One small webhook of each kind, with every field its record has. */
    static List<String> webhooks() {
        String sip = ",\"custom_headers\":[{\"name\":\"X-A\",\"value\":\"1\"}],\"sip_headers\":[{\"name\":\"X-B\"}],"
                + "\"tags\":[\"gold\"]";
        String history = ",\"message_history\":[{\"role\":\"assistant\",\"content\":\"Hello?\"},{\"role\":\"user\"}]";
        return List.of(
                data(
                        "call.initiated",
                        ",\"direction\":\"incoming\",\"state\":\"parked\",\"start_time\":\"t\","
                                + "\"caller_id_name\":\"A\",\"call_screening_result\":\"r\",\"connection_codecs\":\"OPUS\","
                                + "\"offered_codecs\":\"PCMU\",\"shaken_stir_attestation\":\"A\","
                                + "\"shaken_stir_validated\":true" + sip),
                data("call.answered", ",\"start_time\":\"t\",\"state\":\"answered\"" + sip),
                data("call.bridged", ""),
                data(
                        "call.hangup",
                        ",\"hangup_cause\":\"normal_clearing\",\"hangup_source\":\"caller\","
                                + "\"sip_hangup_cause\":\"200\",\"start_time\":\"t\",\"state\":\"hangup\","
                                + "\"call_quality_stats\":{\"inbound\":{\"mos\":\"4.5\"}}" + sip),
                data("call.gather.ended", ",\"digits\":\"12\",\"status\":\"valid\""),
                data("call.ai_gather.ended", ",\"status\":\"valid\",\"result\":{\"age\":29,\"w\":71.5}" + history),
                data("call.ai_gather.partial_results", ",\"partial_results\":{\"age\":29}" + history),
                data("call.ai_gather.message_history_updated", history),
                "{\"event_type\":\"call.conversation.ended\",\"id\":\"e-1\",\"created_at\":\"t\",\"payload\":{" + IDS
                        + ",\"assistant_id\":\"a\",\"calling_party_type\":\"pstn\",\"conversation_id\":\"c\","
                        + "\"duration_sec\":3,\"llm_model\":\"m\",\"reason\":\"r\",\"stt_model\":\"s\","
                        + "\"tts_model_id\":\"t\",\"tts_provider\":\"p\",\"tts_voice_id\":\"v\"}}",
                data(
                        "call.conversation_insights.generated",
                        ",\"calling_party_type\":\"sip\","
                                + "\"insight_group_id\":\"g\",\"results\":[{\"insight_id\":\"i\",\"result\":\"text\"},"
                                + "{\"insight_id\":\"j\",\"result\":{\"score\":1}}]"),
                data("call.dtmf.received", ",\"digit\":\"#\""),
                data("call.speak.started", ""),
                data("call.speak.ended", ",\"status\":\"completed\""),
                data("call.playback.started", ",\"media_name\":\"n\",\"media_url\":\"u\",\"overlay\":false"),
                data(
                        "call.playback.ended",
                        ",\"media_name\":\"n\",\"media_url\":\"u\",\"overlay\":true,"
                                + "\"status\":\"failed\",\"status_detail\":\"d\""),
                data(
                        "call.recording.saved",
                        ",\"channels\":\"single\",\"public_recording_urls\":{\"mp3\":\"p\"},"
                                + "\"recording_ended_at\":\"2018-02-02T22:20:27.521992Z\","
                                + "\"recording_started_at\":\"2018-02-02T22:20:20.521992Z\","
                                + "\"recording_urls\":{\"wav\":\"w\"}"),
                data("call.dequeued", ",\"queue\":\"support\",\"reason\":\"timeout\""),
                data("call.machine.premium.detection.ended", ",\"result\":\"human_residence\""),
                data("call.cost", ",\"total_cost\":\"0.01\",\"cost_parts\":[{\"rate\":\"0.005\"}]"),
                data("call.not.known.yet", ",\"anything\":[1,2.5,null]"));
    }

    @ParameterizedTest
    @MethodSource("webhooks")
    void whatIsWrittenReadsBackToAnEqualRecord(String webhook) {
        CallEvent event = event(webhook);
        assertThat(again(event)).isEqualTo(event);
        CallEvent journaled = CallEventCodec.journalForm(event);
        assertThat(again(journaled)).isEqualTo(journaled);
        assertThat(CallEventCodec.journalForm(journaled)).isEqualTo(journaled);
        assertThat(journaled.header()).isEqualTo(event.header());
    }

    @ParameterizedTest
    @MethodSource("webhooks")
    void everyDocumentedFieldIsReadAndWrittenUnderItsName(String webhook) {
        assertThat(CallEventCodec.write(event(webhook)).path("payload"))
                .isEqualTo(json(webhook).path("payload"));
    }

    @Test
    void everyKindOfEventIsAmongTheExamples() {
        Set<Class<?>> seen = webhooks().stream().map(w -> event(w).getClass()).collect(Collectors.toSet());
        assertThat(seen).containsExactlyInAnyOrder(CallEvent.class.getPermittedSubclasses());
    }

    @Test
    void theJournalHasNoBulk() {
        String journal = webhooks().stream()
                .map(w -> CallEventCodec.write(CallEventCodec.journalForm(event(w)))
                        .toString())
                .collect(Collectors.joining("\n"));
        assertThat(journal)
                .doesNotContain("\"message_history\"", "sip_headers", "custom_headers", "call_quality_stats")
                .doesNotContain("cost_parts", "anything")
                .contains("\"digits\":\"12\"", "\"age\":29", "\"hangup_cause\":\"normal_clearing\"");
    }

    @Test
    void theHeaderIsReadFromBothLevels() {
        CallEvent event = event("{\"event_type\":\"call.bridged\",\"id\":\"e-1\","
                + "\"occurred_at\":\"2018-02-02T23:25:27.521+01:00\",\"payload\":{" + IDS
                + ",\"connection_id\":\"c\",\"client_state\":\"aGk=\",\"from\":\"a\",\"to\":\"b\"}}");
        assertThat(event.header())
                .isEqualTo(new EventHeader(
                        "e-1",
                        "call.bridged",
                        Instant.parse("2018-02-02T22:25:27.521Z"),
                        "s-1",
                        "l-1",
                        "v3:c-1",
                        "c",
                        "aGk=",
                        "a",
                        "b"));
    }

    @Test
    void absentNullAndUnexpectedFieldsAreNull() {
        String sparse = "{\"event_type\":\"call.initiated\",\"id\":\"e-1\",\"occurred_at\":\"yesterday\",\"payload\":{"
                + "\"call_session_id\":\"s-1\",\"client_state\":null,\"from\":7,\"direction\":{},\"state\":[],"
                + "\"shaken_stir_validated\":\"yes\",\"sip_headers\":\"none\",\"custom_headers\":[1,null,{\"name\":2}],"
                + "\"tags\":[\"a\",1,null],\"start_time\":null}}";
        assertThat(event(sparse))
                .isEqualTo(new CallEvent.CallInitiated(
                        new EventHeader("e-1", "call.initiated", null, "s-1", null, null, null, null, null, null),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        List.of(new NameValue(null, null)),
                        List.of(),
                        List.of("a")));
        assertThat(again(event(sparse))).isEqualTo(event(sparse));
    }

    @Test
    void anAiGatherThatFailedHasNoResult() {
        CallEvent event = event(
                data(
                        "call.ai_gather.ended",
                        ",\"status\":\"client_error\",\"result\":null,\"message_history\":[{\"role\":\"tool\",\"content\":[]}]"));
        assertThat(event).isInstanceOfSatisfying(CallEvent.AiGatherEnded.class, ended -> {
            assertThat(ended.status()).isEqualTo("client_error");
            assertThat(ended.result()).isNull();
            assertThat(ended.messageHistory()).containsExactly(new Message("tool", null));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"+999999999-12-31T23:59:59-18:00", "-0001-01-01T00:00:00Z", "9999-12-31T23:59:59-18:00", "", "1"
            })
    void aTimeNoCallCanHaveIsAsIfAbsent(String time) {
        CallEvent event = event("{\"event_type\":\"call.bridged\",\"id\":\"e-1\",\"occurred_at\":\"" + time
                + "\",\"payload\":{" + IDS + "}}");
        assertThat(event.header().occurredAt()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "2020-03-30T13:29:44Z, 2020-03-30T13:29:44.000000Z",
        "2020-03-30T13:29:44.65+00:00, 2020-03-30T13:29:44.650000Z",
        "2020-03-30T13:29:44.123456789Z, 2020-03-30T13:29:44.123456789Z",
        "1970-01-01T00:00:00Z, 1970-01-01T00:00:00.000000Z"
    })
    void timesAreWrittenAsTelnyxDoesAndLoseNothing(String time, String written) {
        CallEvent event = event("{\"event_type\":\"call.bridged\",\"id\":\"e-1\",\"occurred_at\":\"" + time
                + "\",\"payload\":{" + IDS + "}}");
        assertThat(CallEventCodec.write(event).path("occurred_at").textValue()).isEqualTo(written);
        assertThat(again(event)).isEqualTo(event);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "{\"event_type\":\"call.x\",\"id\":\"e\"}; NO_PAYLOAD",
                "{\"event_type\":\"call.x\",\"id\":\"e\",\"payload\":[]}; NO_PAYLOAD",
                "[]; NO_PAYLOAD",
                "{\"event_type\":\"call.x\",\"payload\":{\"call_session_id\":\"s\"}}; NO_ID",
                "{\"event_type\":\"call.x\",\"id\":7,\"payload\":{\"call_session_id\":\"s\"}}; NO_ID",
                "{\"event_type\":\"call.x\",\"id\":\"\",\"payload\":{\"call_session_id\":\"s\"}}; NO_ID",
                "{\"event_type\":\"call.x\",\"id\":\"a b\",\"payload\":{\"call_session_id\":\"s\"}}; NO_ID",
                "{\"event_type\":\"call.x\",\"id\":\"é\",\"payload\":{\"call_session_id\":\"s\"}}; NO_ID",
                "{\"id\":\"e\",\"payload\":{\"call_session_id\":\"s\"}}; NO_EVENT_TYPE",
                "{\"event_type\":null,\"id\":\"e\",\"payload\":{\"call_session_id\":\"s\"}}; NO_EVENT_TYPE",
                "{\"event_type\":\"call.x\",\"id\":\"e\",\"payload\":{}}; NO_CALL_SESSION_ID",
                "{\"event_type\":\"call.x\",\"id\":\"e\",\"payload\":{\"call_session_id\":1}}; NO_CALL_SESSION_ID"
            })
    void whatCannotBeAttributedIsRefusedWithAReason(String data, Problem problem) {
        assertThat(CallEventCodec.read(json(data))).isEqualTo(new Read.Unusable(problem));
    }

    @ParameterizedTest
    @CsvSource({"128, true", "129, false"})
    void anEventIdHasAtMost128Characters(int length, boolean usable) {
        String data = data("call.bridged", "").replace("e-1", "i".repeat(length));
        assertThat(CallEventCodec.read(json(data)) instanceof Read.Event).isEqualTo(usable);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"mp3\":\"m\",\"wav\":\"w\"}', m",
        "'{\"wav\":\"w\"}', w",
        "'{\"mp3\":null,\"wav\":\"w\"}', w",
        "'{}', ",
        "null, "
    })
    void aRecordingHasAnAddressWhereTelnyxNamesOne(String urls, String url) {
        String data = data("call.recording.saved", ",\"recording_urls\":" + urls);
        assertThat(event(data)).isInstanceOfSatisfying(CallEvent.RecordingSaved.class, saved -> {
            assertThat(saved.url()).isEqualTo(url);
            assertThat(saved.length()).isZero();
        });
    }

    @Test
    void onlyWhatDecidesNothingIsAnObservation() {
        assertThat(webhooks().stream().map(CallEventCodecTest::event).filter(CallEvent::isObservation))
                .extracting(event -> event.header().type())
                .containsExactly(
                        "call.ai_gather.partial_results",
                        "call.ai_gather.message_history_updated",
                        "call.dtmf.received",
                        "call.speak.started",
                        "call.playback.started",
                        "call.cost",
                        "call.not.known.yet");
    }

    private static String data(String type, String fields) {
        return "{\"event_type\":\"" + type + "\",\"id\":\"e-1\",\"payload\":{" + IDS + fields + "}}";
    }

    private static CallEvent event(String data) {
        return event(json(data));
    }

    private static CallEvent again(CallEvent event) {
        return event(CallEventCodec.write(event).toString());
    }

    private static CallEvent event(JsonNode data) {
        return switch (CallEventCodec.read(data)) {
            case Read.Event(CallEvent event) -> event;
            case Read.Unusable(Problem problem) -> throw new AssertionError(problem);
        };
    }

    private static JsonNode json(String text) {
        return switch (StrictJson.parse(text.getBytes(UTF_8))) {
            case StrictJson.Parsed.Tree(JsonNode value) -> value;
            case StrictJson.Parsed.Malformed(StrictJson.Problem problem) -> throw new AssertionError(problem);
        };
    }
}
