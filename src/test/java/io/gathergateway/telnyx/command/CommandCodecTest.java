package io.gathergateway.telnyx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests are what the API takes, byte for byte the same each time. */
class CommandCodecTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CommandIdentity IDENTITY = new CommandIdentity("c3RlcC0x", "id-1");

    static Stream<Sample> samples() {
        return Samples.all();
    }

    @Test
    void aSpokenMenuIsWrittenAsTelnyxTakesIt() {
        TelnyxCommand menu = GatherUsingSpeakBuilder.builder()
                .payload("Press 1, \"one\".")
                .voice("Telnyx.KokoroTTS.af")
                .payloadType(PayloadType.TEXT)
                .maximumDigits(1)
                .timeoutMillis(5000)
                .validDigits("12")
                .voiceSettings(new VoiceSettings.Telnyx(1.5))
                .build();
        assertThat(request(menu))
                .isEqualTo(new OutgoingRequest("POST", "/calls/v3%3Aleg/actions/gather_using_speak", """
                        {"client_state":"c3RlcC0x","maximum_digits":1,"payload":"Press 1, \\"one\\".",\
                        "payload_type":"text","timeout_millis":5000,"valid_digits":"12",\
                        "voice":"Telnyx.KokoroTTS.af","voice_settings":{"type":"telnyx","voice_speed":1.5},\
                        "command_id":"id-1"}"""));
    }

    @Test
    void groupedParametersStandDirectlyInTheBody() {
        TelnyxCommand transfer = TransferBuilder.builder()
                .to("+15550199")
                .recordOnAnswer(RecordOnAnswerBuilder.builder()
                        .recordChannels(Channels.DUAL)
                        .build())
                .sipOptions(SipOptionsBuilder.builder()
                        .sipRegion(SipOptions.Region.EUROPE)
                        .build())
                .timeoutSecs(20)
                .build();
        assertThat(request(transfer).body()).isEqualTo("""
                {"client_state":"c3RlcC0x","record_channels":"dual","record":"record-from-answer",\
                "sip_region":"Europe","timeout_secs":20,"to":"+15550199","command_id":"id-1"}""");
    }

    @Test
    void aCommandWithoutParametersCarriesItsIdentityOnly() {
        assertThat(request(new GatherStop()).body()).isEqualTo("""
                {"client_state":"c3RlcC0x","command_id":"id-1"}""");
    }

    @Test
    void furtherParametersAreMergedOverTheCommandsOwn() throws Exception {
        TelnyxCommand spoken = GatherUsingSpeakBuilder.builder()
                .payload("Hi")
                .voice("Telnyx.KokoroTTS.af")
                .voiceSettings(new VoiceSettings.Telnyx(1.5))
                .build();
        ObjectNode further = (ObjectNode)
                JSON.readTree("{\"payload\":\"Ho\",\"voice_settings\":{\"x\":1},\"not_known_yet\":[true]}");
        String body = CommandCodec.request("v3:leg", spoken, IDENTITY, AssistantVoice.DEFAULT, further)
                .body();
        assertThat(JSON.readTree(body))
                .isEqualTo(JSON.readTree("{\"payload\":\"Ho\",\"voice\":\"Telnyx.KokoroTTS.af\","
                        + "\"voice_settings\":{\"type\":\"telnyx\",\"voice_speed\":1.5,\"x\":1},"
                        + "\"not_known_yet\":[true],\"client_state\":\"c3RlcC0x\",\"command_id\":\"id-1\"}"));
    }

    @Test
    void clientStateUpdateIsAPutWithoutCommandId() {
        assertThat(request(new ClientStateUpdate()))
                .isEqualTo(new OutgoingRequest("PUT", "/calls/v3%3Aleg/actions/client_state_update", """
                        {"client_state":"c3RlcC0x"}"""));
    }

    @Test
    void dialIsAPostToCallsAndOneDestinationIsNoArray() {
        TelnyxCommand dial = DialBuilder.builder()
                .connectionId("1")
                .from("+15550100")
                .to(List.of("+15550199"))
                .build();
        OutgoingRequest request = CommandCodec.request("", dial, IDENTITY, AssistantVoice.DEFAULT);
        assertThat(request.path()).isEqualTo("/calls");
        assertThat(request.body()).contains("\"to\":\"+15550199\"");
    }

    @ParameterizedTest
    @CsvSource({
        "v3:MdI9-1x4_Z~a.b, v3%3AMdI9-1x4_Z~a.b",
        "AgDI==,            AgDI%3D%3D",
        "a/../b?c#d,        a%2F..%2Fb%3Fc%23d",
        "a b%2F,            a%20b%252F",
        "ü😀,               %C3%BC%F0%9F%98%80"
    })
    void theCallControlIdIsOnePathSegment(String id, String segment) {
        OutgoingRequest request = CommandCodec.request(id, new GatherStop(), IDENTITY, AssistantVoice.DEFAULT);
        assertThat(request.path()).isEqualTo("/calls/" + segment + "/actions/gather_stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void anIdThatWouldNameAnotherResourceIsRefused(String id) {
        assertThatThrownBy(() -> CommandCodec.request(id, new GatherStop(), IDENTITY, AssistantVoice.DEFAULT))
                .isInstanceOf(InvalidCommand.class)
                .hasMessageStartingWith("command.call_control_id must not be");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "YWJ", "YWJj\nYWJj", "YW-_", "Y===", "YWJj "})
    void aClientStateThatIsNotBase64IsRefused(String clientState) {
        assertThatThrownBy(() -> new CommandIdentity(clientState, "id-1"))
                .isInstanceOf(InvalidCommand.class)
                .hasMessageContaining("command.client_state must");
    }

    @ParameterizedTest
    @EnumSource(AssistantVoice.class)
    void anAssistantsVoiceIsInOnePlaceOnly(AssistantVoice form) throws Exception {
        TelnyxCommand start = AiAssistantStartBuilder.builder()
                .assistant(CallAssistantBuilder.builder().id("assistant-1").build())
                .voice("Rime.Arcana.cove")
                .voiceSettings(new VoiceSettings.Rime(0.9))
                .build();
        String body = CommandCodec.request("v3:leg", start, IDENTITY, form).body();
        assertThat(JSON.readTree(body))
                .isEqualTo(JSON.readTree(
                        switch (form) {
                            case TOP_LEVEL -> """
                                {"assistant":{"id":"assistant-1"},"voice":"Rime.Arcana.cove",
                                 "voice_settings":{"type":"rime","voice_speed":0.9},
                                 "client_state":"c3RlcC0x","command_id":"id-1"}""";
                            case IN_ASSISTANT -> """
                                {"assistant":{"id":"assistant-1",
                                 "voice_settings":{"voice":"Rime.Arcana.cove","voice_speed":0.9}},
                                 "client_state":"c3RlcC0x","command_id":"id-1"}""";
                        }));
    }

    @Test
    void withoutAnAssistantItsVoiceStaysWhereThereIsAPlaceForIt() throws Exception {
        TelnyxCommand start =
                AiAssistantStartBuilder.builder().voice("Telnyx.KokoroTTS.af").build();
        JsonNode body = JSON.readTree(CommandCodec.request("v3:leg", start, IDENTITY, AssistantVoice.IN_ASSISTANT)
                .body());
        assertThat(body.path("voice").asText()).isEqualTo("Telnyx.KokoroTTS.af");
        assertThat(body.has("assistant")).isFalse();
    }

    /** The command_id is derived from the body, so the order in which a map was filled must not show. */
    @Test
    void mapsAreWrittenInOneOrder() {
        Map<String, Object> forwards = new LinkedHashMap<>();
        Map<String, Object> backwards = new LinkedHashMap<>();
        for (int i = 0; i < 20; i++) {
            forwards.put("key" + i, i);
            backwards.put("key" + (19 - i), 19 - i);
        }
        assertThat(request(withVariables(forwards))).isEqualTo(request(withVariables(backwards)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theSameCommandGivesTheSameBytes(Sample sample) {
        List<TelnyxCommand> again = Samples.all()
                .filter(other -> other.schema().equals(sample.schema()))
                .findFirst()
                .orElseThrow()
                .full();
        assertThat(again).isEqualTo(sample.full()).isNotSameAs(sample.full());
        for (int i = 0; i < again.size(); i++) {
            assertThat(request(again.get(i))).isEqualTo(request(sample.full().get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void whatIsNotGivenIsLeftOut(Sample sample) {
        for (TelnyxCommand command : sample.full()) {
            assertThat(request(command).body()).doesNotContain(":null");
        }
        assertThat(request(sample.minimal()).body()).doesNotContain(":null");
    }

    private static TelnyxCommand withVariables(Map<String, Object> variables) {
        return AiAssistantStartBuilder.builder()
                .assistant(CallAssistantBuilder.builder()
                        .id("assistant-1")
                        .dynamicVariables(variables)
                        .build())
                .build();
    }

    private static OutgoingRequest request(TelnyxCommand command) {
        return CommandCodec.request("v3:leg", command, IDENTITY, AssistantVoice.DEFAULT);
    }
}
