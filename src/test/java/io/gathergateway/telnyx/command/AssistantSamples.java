package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/** Samples of the commands that use an assistant. */
final class AssistantSamples {
    private AssistantSamples() {}

    static Sample gatherUsingAi() {
        GatherUsingAiBuilder full = GatherUsingAiBuilder.builder()
                .parameters(schema())
                .assistant(new InlineAssistant("Be short.", "Qwen/Qwen3-235B-A22B", "openai-key", tools()))
                .gatherEndedSpeech("Thank you.")
                .greeting("Which order is it about?")
                .interruptionSettings(new InterruptionSettings(false))
                .language("yue")
                .messageHistory(List.of(new HistoryMessage(HistoryMessage.Role.ASSISTANT, "Hello.")))
                .sendMessageHistoryUpdates(true)
                .sendPartialResults(true)
                .transcription(transcription())
                .userResponseTimeoutMs(15_000)
                .voice("Telnyx.KokoroTTS.af");
        return new Sample(
                "GatherUsingAIRequest",
                GatherUsingAiBuilder.builder().parameters(schema()).build(),
                SharedSamples.assistantVoices()
                        .map(voice -> (TelnyxCommand) full.voiceSettings(voice).build())
                        .toList());
    }

    static Sample start() {
        AiAssistantStartBuilder full = AiAssistantStartBuilder.builder()
                .assistant(stored())
                .greeting("Hello.")
                .interruptionSettings(new InterruptionSettings(true))
                .messageHistory(messages())
                .participants(List.of(new Participant("v3:other", "Agent", Participant.OnHangup.END_CONVERSATION)))
                .sendMessageHistoryUpdates(true)
                .transcription(transcription())
                .voice("Telnyx.KokoroTTS.af");
        return new Sample(
                "AIAssistantStartRequest",
                AiAssistantStartBuilder.builder().build(),
                SharedSamples.assistantVoices()
                        .map(voice -> (TelnyxCommand) full.voiceSettings(voice).build())
                        .toList());
    }

    /** Without {@code trigger_response}, which the specification's revision does not have. */
    static Sample addMessages() {
        return Sample.of(
                "AIAssistantAddMessagesRequest",
                new AiAssistantAddMessages(null, null),
                new AiAssistantAddMessages(messages(), null));
    }

    static CallAssistant stored() {
        return CallAssistantBuilder.builder()
                .id("assistant-" + Samples.UUID)
                .dynamicVariables(Map.of("customer", "Ada", "orders", 3, "vip", true))
                .externalLlm(Samples.json("{\"base_url\":\"https://f.test/\",\"model\":\"m\"}"))
                .fallbackConfig(Samples.json("{\"model\":\"m\"}"))
                .greeting("Hello, {{customer}}.")
                .instructions("Be short.")
                .llmApiKeyRef("llm-key")
                .mcpServers(List.of(Samples.json("{\"url\":\"https://g.test/\"}")))
                .model("m")
                .name("Front desk")
                .observabilitySettings(Samples.json("{\"status\":\"enabled\"}"))
                .openaiApiKeyRef("openai-key")
                .tools(tools())
                .build();
    }

    private static TranscriptionConfig transcription() {
        return new TranscriptionConfig("deepgram/nova-3", "auto");
    }

    private static ObjectNode schema() {
        return Samples.json("{\"type\":\"object\",\"properties\":{\"order\":{\"type\":\"integer\"}},"
                + "\"required\":[\"order\"]}");
    }

    private static List<Message> messages() {
        ObjectNode metadata = Samples.json("{\"source\":\"crm\"}");
        return List.of(
                new Message.FromUser("Where is it?", metadata),
                new Message.FromAssistant(
                        "One moment.",
                        metadata,
                        List.of(new Message.ToolCall("call-1", new Message.Function("look_up")))),
                new Message.FromTool("Berlin", metadata, "call-1"),
                new Message.FromSystem("Be kind.", metadata),
                new Message.FromDeveloper("Be short.", metadata));
    }

    private static List<Tool> tools() {
        return List.of(
                new Tool.BookAppointment(new Tool.Appointment(17, "cal-key", "Ada", "Europe/Berlin")),
                new Tool.CheckAvailability(new Tool.Availability(17, "cal-key")),
                new Tool.Hangup(new Tool.Description("Ends the call.")),
                new Tool.Retrieval(new Tool.Buckets(List.of("bucket-1"), 3)),
                new Tool.Transfer(new TransferTargets(
                        "+15550100",
                        new TransferTargets.Listed(List.of(new TransferTargets.Target("+15550199", "Sales"))))),
                new Tool.Transfer(new TransferTargets("+15550100", new TransferTargets.Variable("{{ targets }}"))),
                new Tool.Webhook(WebhookToolBuilder.builder()
                        .name("look_up")
                        .description("Finds an order.")
                        .url("https://h.test/orders/{order}")
                        .bodyParameters(schema())
                        .headers(List.of(new WebhookTool.Header("X-Key", "value")))
                        .method(WebhookTool.Method.PATCH)
                        .pathParameters(schema())
                        .queryParameters(schema())
                        .build()));
    }
}
