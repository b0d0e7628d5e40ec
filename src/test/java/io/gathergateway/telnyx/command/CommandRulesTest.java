package io.gathergateway.telnyx.command;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        return Stream.of(assistants(), calls(), media()).flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("violations")
    void aViolationIsNamedWithTheAllowedValues(String message, Runnable making) {
        assertThatThrownBy(making::run).isInstanceOf(InvalidCommand.class).hasMessage(message);
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
            transfer().timeoutSecs(5).timeLimitSecs(30).build();
            transfer().timeoutSecs(600).timeLimitSecs(14_400).build();
            retries(10_000, 10_000, 10_000, 10_000, 20_000);
        });
    }

    private static Arguments row(String message, Runnable making) {
        return Arguments.of(message, making);
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
