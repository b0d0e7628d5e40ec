package io.gathergateway.telnyx.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What cannot be right is refused when it is made, in words that name the field and what is allowed. */
class CommandRulesTest {
    private static final String PAST_LIMIT = "x".repeat(3001);

    static Stream<Arguments> violations() {
        return Stream.of(speech(), dtmf(), assistants(), calls(), media()).flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aViolationIsNamedWithTheAllowedValues(String message, Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(InvalidCommand.class).hasMessage(message);
    }

    private static Stream<Arguments> speech() {
        return Stream.of(
                row(
                        "speak.payload is required",
                        () -> SpeakBuilder.builder().voice("v").build()),
                row(
                        "speak.payload must not be blank",
                        () -> speak().payload(" ").build()),
                row(
                        "speak.payload must have 1..3000 characters, had 3001",
                        () -> speak().payload(PAST_LIMIT).build()),
                row(
                        "speak.loop must be 1..100, was 101",
                        () -> speak().loop(new Loop(101)).build()),
                row(
                        "speak.voice_settings.voice_speed must be 0.1..2.0, was 2.1",
                        () -> speak().voiceSettings(new VoiceSettings.Telnyx(2.1))
                                .build()),
                row(
                        "speak.voice_settings.sample_rate must be one of 8000, 16000, 22050, 32000, 44100, 48000, was 1",
                        () -> speak().voiceSettings(new VoiceSettings.Resemble(null, null, "1"))
                                .build()),
                row(
                        "speak.payload_type must be text where service_level is basic",
                        () -> speak().voice("male")
                                .serviceLevel(ServiceLevel.BASIC)
                                .payloadType(PayloadType.SSML)
                                .build()),
                row(
                        "speak.language must be en-US where service_level is basic, was de-DE",
                        () -> speak().voice("male")
                                .serviceLevel(ServiceLevel.BASIC)
                                .language("de-DE")
                                .build()),
                row(
                        "speak.voice must be female or male where service_level is basic, was v",
                        () -> speak().serviceLevel(ServiceLevel.BASIC).build()),
                row(
                        "gather_using_speak.invalid_payload must have 1..3000 characters, had 3001",
                        () -> gather().invalidPayload(PAST_LIMIT).build()));
    }

    private static Stream<Arguments> dtmf() {
        return Stream.of(
                row(
                        "gather_using_speak.maximum_digits must be 1..128, was 200",
                        () -> gather().maximumDigits(200).build()),
                row(
                        "gather_using_speak.minimum_digits must be 1..128, was 0",
                        () -> gather().minimumDigits(0).build()),
                row(
                        "gather_using_speak.minimum_digits must not exceed maximum_digits 2, was 3",
                        () -> gather().minimumDigits(3).maximumDigits(2).build()),
                row(
                        "gather_using_speak.maximum_tries must be 1..128, was 129",
                        () -> gather().maximumTries(129).build()),
                row(
                        "gather_using_speak.inter_digit_timeout_millis must be 1..120000, was 120001",
                        () -> gather().interDigitTimeoutMillis(120_001).build()),
                row(
                        "gather_using_speak.timeout_millis must be at least 1, was 0",
                        () -> gather().timeoutMillis(0).build()),
                row(
                        "gather_using_speak.terminating_digit must be made of the characters 0123456789*#",
                        () -> gather().terminatingDigit("A").build()),
                row(
                        "gather_using_speak.terminating_digit must have 1..1 characters, had 2",
                        () -> gather().terminatingDigit("##").build()),
                row(
                        "gather_using_speak.valid_digits must be made of the characters 0123456789*#",
                        () -> gather().validDigits("12a").build()),
                row(
                        "gather.initial_timeout_millis must be 1..120000, was 0",
                        () -> GatherBuilder.builder().initialTimeoutMillis(0).build()),
                row(
                        "gather.gather_id must have 1..40 characters, had 41",
                        () -> GatherBuilder.builder().gatherId("x".repeat(41)).build()),
                row(
                        "send_dtmf.digits must be made of the characters 0123456789*#ABCDwW",
                        () -> new SendDtmf("12E", null)),
                row("send_dtmf.duration_millis must be 100..500, was 99", () -> new SendDtmf("1", 99)));
    }

    private static Stream<Arguments> assistants() {
        return Stream.of(
                row(
                        "gather_using_ai.parameters is required",
                        () -> GatherUsingAiBuilder.builder().build()),
                row(
                        "gather_using_ai.voice must name a provider and a voice such as Telnyx.KokoroTTS.af, was female",
                        () -> gatherAi().voice("female").build()),
                row(
                        "gather_using_ai.voice_settings.type must be one of aws, azure, elevenlabs, resemble, rime, telnyx, xai",
                        () -> gatherAi()
                                .voiceSettings(new VoiceSettings.Inworld(null))
                                .build()),
                row(
                        "gather_using_ai.greeting must have 0..3000 characters, had 3001",
                        () -> gatherAi().greeting(PAST_LIMIT).build()),
                row(
                        "gather_using_ai.user_response_timeout_ms must be at least 1, was 0",
                        () -> gatherAi().userResponseTimeoutMs(0).build()),
                row(
                        "gather_using_ai.assistant.tools[1].webhook.url is required",
                        () -> gatherAi()
                                .assistant(InlineAssistantBuilder.builder()
                                        .tools(List.of(
                                                new Tool.Hangup(new Tool.Description(null)),
                                                new Tool.Webhook(WebhookToolBuilder.builder()
                                                        .name("n")
                                                        .description("d")
                                                        .build())))
                                        .build())
                                .build()),
                row(
                        "gather_using_ai.assistant.tools[0].transfer.targets[0].to must not be blank",
                        () -> handsOverTo(new TransferTargets.Listed(List.of(new TransferTargets.Target("", null))))),
                row(
                        "gather_using_ai.assistant.tools[0].transfer.targets must not be blank",
                        () -> handsOverTo(new TransferTargets.Variable(""))),
                row(
                        "ai_assistant_start.assistant.id must not be blank",
                        () -> AiAssistantStartBuilder.builder()
                                .assistant(CallAssistantBuilder.builder().id("").build())
                                .build()),
                row(
                        "ai_assistant_start.assistant.dynamic_variables.a must be a text, a number or a boolean",
                        () -> AiAssistantStartBuilder.builder()
                                .assistant(CallAssistantBuilder.builder()
                                        .id("a-1")
                                        .dynamicVariables(Map.of("a", List.of()))
                                        .build())
                                .build()),
                row(
                        "ai_assistant_start.voice is required with voice_settings",
                        () -> AiAssistantStartBuilder.builder()
                                .voiceSettings(new VoiceSettings.Aws())
                                .build()),
                row(
                        "ai_assistant_add_messages.messages[0].tool_call_id must not be blank",
                        () -> new AiAssistantAddMessages(List.of(new Message.FromTool("x", null, "")), null)));
    }

    private static Stream<Arguments> calls() {
        return Stream.of(
                row(
                        "transfer.to must not be blank",
                        () -> TransferBuilder.builder().to("").build()),
                row(
                        "transfer.timeout_secs must be 5..600, was 4",
                        () -> transfer().timeoutSecs(4).build()),
                row(
                        "transfer.time_limit_secs must be 30..14400, was 14401",
                        () -> transfer().timeLimitSecs(14_401).build()),
                row(
                        "transfer.audio_url and media_name exclude each other",
                        () -> transfer()
                                .audioUrl("https://a.test/")
                                .mediaName("m")
                                .build()),
                row(
                        "transfer.target_leg_client_state must be base64 with padding and without line breaks",
                        () -> transfer().targetLegClientState("YWJj\n").build()),
                row(
                        "transfer.webhook_retries_policies.call.hangup.retries_ms must have at most 5 items, had 6",
                        () -> retries(1, 2, 3, 4, 5, 6)),
                row(
                        "transfer.webhook_retries_policies.call.hangup.retries_ms must sum up to at most 60000, was 60001",
                        () -> retries(60_000, 1)),
                row(
                        "transfer.sip_headers must have the name User-to-User only",
                        () -> transfer()
                                .sipOptions(SipOptionsBuilder.builder()
                                        .sipHeaders(List.of(new SipHeader("X-Other", "v")))
                                        .build())
                                .build()),
                row(
                        "dial.to must not be empty",
                        () -> DialBuilder.builder()
                                .connectionId("1")
                                .from("+15550100")
                                .to(List.of())
                                .build()),
                row(
                        "dial.link_to is required with bridge_intent or bridge_on_answer",
                        () -> DialBuilder.builder()
                                .connectionId("1")
                                .from("+15550100")
                                .to(List.of("+15550199"))
                                .bridgeOnAnswer(true)
                                .build()),
                row(
                        "answer.billing_group_id must be a UUID, was 17",
                        () -> AnswerBuilder.builder().billingGroupId("17").build()),
                row(
                        "answer.record_max_length must be 0..43200, was 43201",
                        () -> AnswerBuilder.builder()
                                .recordOnAnswer(RecordOnAnswerBuilder.builder()
                                        .recordMaxLength(43_201)
                                        .build())
                                .build()),
                row(
                        "bridge.call_control_id must be given, or one of queue, video_room_id instead, was given none",
                        () -> BridgeBuilder.builder().build()),
                row("reject.cause is required", () -> RejectBuilder.builder().build()));
    }

    private static Stream<Arguments> media() {
        return Stream.of(
                row(
                        "gather_using_audio.audio_url must be given, or one of media_name instead, was given with"
                                + " audio_url, media_name",
                        () -> GatherUsingAudioBuilder.builder()
                                .audioUrl("https://a.test/")
                                .mediaName("m")
                                .build()),
                row(
                        "playback_start.audio_url must be given, or one of media_name, playback_content instead, was"
                                + " given none",
                        () -> PlaybackStartBuilder.builder().build()),
                row(
                        "record_start.max_length must be 0..14400, was 14401",
                        () -> record().maxLength(14_401).build()),
                row(
                        "record_start.transcription_language must be en or en-… for deepgram/nova-3, was de",
                        () -> record().transcriptionEngine(RecordStart.Engine.DEEPGRAM_NOVA_3)
                                .transcriptionLanguage("de")
                                .build()));
    }

    @Test
    void theLimitsThemselvesAreAllowed() {
        assertThatNoException().isThrownBy(() -> {
            gather().payload("x".repeat(3000))
                    .minimumDigits(128)
                    .maximumDigits(128)
                    .interDigitTimeoutMillis(120_000)
                    .build();
            gather().minimumDigits(1)
                    .maximumDigits(1)
                    .interDigitTimeoutMillis(1)
                    .build();
            transfer().timeoutSecs(5).timeLimitSecs(30).build();
            transfer().timeoutSecs(600).timeLimitSecs(14_400).build();
            new SendDtmf("1", 100);
            new SendDtmf("1", 500);
            retries(10_000, 10_000, 10_000, 10_000, 20_000);
        });
    }

    @Test
    void aCharacterOutsideTheBasicPlaneCountsOnce() {
        assertThatNoException()
                .isThrownBy(() -> speak().payload("😀".repeat(3000)).build());
    }

    @Test
    void allViolationsOfACommandAreInOneMessage() {
        InvalidCommand refused = catchThrowableOfType(
                InvalidCommand.class,
                () -> gather().language("xx")
                        .maximumDigits(0)
                        .timeoutMillis(-1)
                        .voiceSettings(new VoiceSettings.Telnyx(0.0))
                        .build());
        assertThat(refused.problems())
                .hasSize(4)
                .anyMatch(problem -> problem.startsWith("gather_using_speak.language must be one of arb, cmn-CN,")
                        && problem.endsWith("was xx"))
                .contains(
                        "gather_using_speak.voice_settings.voice_speed must be 0.1..2.0, was 0.0",
                        "gather_using_speak.maximum_digits must be 1..128, was 0",
                        "gather_using_speak.timeout_millis must be at least 1, was -1");
        assertThat(refused).hasMessage(String.join("; ", refused.problems()));
    }

    /** Digits may be somebody's secret, and messages end up in logs. */
    @Test
    void aRefusalDoesNotRepeatDigits() {
        assertThatThrownBy(() -> new SendDtmf("4711x", null)).hasMessageNotContaining("4711");
    }

    private static Arguments row(String message, Runnable making) {
        return Arguments.of(message, making);
    }

    private static SpeakBuilder speak() {
        return SpeakBuilder.builder().payload("Hi").voice("v");
    }

    private static GatherUsingSpeakBuilder gather() {
        return GatherUsingSpeakBuilder.builder().payload("Hi").voice("v");
    }

    private static GatherUsingAiBuilder gatherAi() {
        return GatherUsingAiBuilder.builder().parameters(Samples.json("{\"type\":\"object\"}"));
    }

    private static void handsOverTo(TransferTargets.Targets targets) {
        Tool tool = new Tool.Transfer(new TransferTargets("+15550100", targets));
        gatherAi()
                .assistant(InlineAssistantBuilder.builder().tools(List.of(tool)).build())
                .build();
    }

    private static TransferBuilder transfer() {
        return TransferBuilder.builder().to("+15550199");
    }

    private static RecordStartBuilder record() {
        return RecordStartBuilder.builder().format(AudioFormat.MP3).channels(Channels.DUAL);
    }

    private static void retries(Integer... delays) {
        List<Integer> all = new ArrayList<>(List.of(delays));
        transfer()
                .webhookOverrides(WebhookOverridesBuilder.builder()
                        .webhookRetriesPolicies(Map.of("call.hangup", new WebhookOverrides.RetryPolicy(all)))
                        .build())
                .build();
    }
}
