package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.model.Conversation.Kind;
import io.gathergateway.telnyx.model.Conversation.Stage;
import io.gathergateway.telnyx.model.Effect.Asked;
import io.gathergateway.telnyx.model.Effect.Heard;
import io.gathergateway.telnyx.model.Effect.How;
import io.gathergateway.telnyx.model.LegState.Purpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Voice assistants. An AI gather is {@code valid} when every required value was told, and {@code invalid} when the caller
 * stayed silent for its response timeout, was cut off or left: what invalid means in full is not documented.
 */
final class Conversations {
    /** From understanding the last value to telling it. */
    private static final long THINKING_MILLIS = 800;

    private static final long INSIGHTS_MILLIS = 2_000;

    private Conversations() {}

    /** Begins one; gives the conversation's id. */
    static String start(Turn turn, Kind kind, JsonNode body) {
        JsonNode parameters = body.path("parameters");
        List<String> wanted = new ArrayList<>();
        parameters.path("properties").fieldNames().forEachRemaining(wanted::add);
        List<String> required = new ArrayList<>();
        parameters.path("required").forEach(name -> required.add(name.asText()));
        ArrayNode history = JsonNodeFactory.instance.arrayNode();
        body.path("message_history").forEach(message -> history.add(message.deepCopy()));
        String id = turn.derive("conversation");
        Conversation conversation = new Conversation(
                kind,
                id,
                body.path("assistant").path("id").asText(null),
                turn.now,
                wanted,
                required,
                JsonNodeFactory.instance.objectNode(),
                history,
                body.path("send_partial_results").asBoolean(),
                body.path("send_message_history_updates").asBoolean(),
                body.path("user_response_timeout_ms").asLong(10_000),
                body.path("gather_ended_speech").asText(null),
                Stage.SPEAKING);
        String greeting = body.path("greeting")
                .asText(body.path("assistant").path("greeting").asText(""));
        speak(turn, conversation, greeting);
        return id;
    }

    static void said(Turn turn, String text, ObjectNode fields) {
        Conversation conversation = turn.conversation;
        if (conversation == null || conversation.stage() == Stage.CLOSING) {
            return;
        }
        ObjectNode told = conversation.told().deepCopy();
        fields.properties().forEach(field -> {
            if (conversation.wanted().contains(field.getKey())) {
                told.set(field.getKey(), field.getValue().deepCopy());
            }
        });
        Conversation further = conversation.with(told, conversation.historyAnd("user", text), Stage.LISTENING);
        tellHistory(turn, further);
        if (further.partialResults()) {
            turn.emit("call.ai_gather.partial_results", payload -> {
                payload.set("message_history", further.history());
                payload.set("partial_results", further.told());
            });
        }
        if (further.complete()) {
            close(turn, further);
        } else {
            String missing = further.required().stream()
                    .filter(name -> !told.hasNonNull(name))
                    .findFirst()
                    .orElse("");
            speak(turn, further, missing.isEmpty() ? "I see." : "And your " + missing + "?");
        }
    }

    /** The assistant's alarm: it finished speaking, heard nothing, or is done. */
    static void due(Turn turn) {
        Conversation conversation = turn.conversation;
        if (conversation == null) {
            return;
        }
        switch (conversation.stage()) {
            case SPEAKING -> {
                turn.conversation = conversation.at(Stage.LISTENING);
                turn.effect(new Asked(How.SPEECH, 0));
                if (conversation.kind() == Kind.GATHER) {
                    turn.alarm(Purpose.CONVERSATION, conversation.responseTimeoutMillis());
                }
            }
            case LISTENING -> end(turn, "invalid", "user_response_timeout");
            case CLOSING -> end(turn, "valid", "gather_completed");
        }
    }

    static void add(Turn turn, JsonNode messages) {
        Conversation conversation = turn.conversation;
        if (conversation != null) {
            ArrayNode history = conversation.history().deepCopy();
            messages.forEach(message -> history.add(message.deepCopy()));
            Conversation further = conversation.with(conversation.told(), history, conversation.stage());
            turn.conversation = further;
            tellHistory(turn, further);
        }
    }

    /** Ends one, if there is one; {@code status} is told for an AI gather only. */
    static void end(Turn turn, String status, String reason) {
        Conversation ended = turn.conversation;
        endGather(turn, status);
        endConversation(turn, ended, reason);
    }

    /** The first half of an end: at a hang-up it comes before call.hangup, the second half after it. */
    static @Nullable Conversation endGather(Turn turn, String status) {
        Conversation conversation = turn.conversation;
        if (conversation == null) {
            return null;
        }
        turn.conversation = null;
        turn.silence(Purpose.CONVERSATION);
        if (conversation.kind() == Kind.GATHER) {
            turn.emit("call.ai_gather.ended", payload -> {
                payload.set("message_history", conversation.history());
                payload.set("result", conversation.told());
                payload.put("status", status);
            });
        }
        return conversation;
    }

    static void endConversation(Turn turn, @Nullable Conversation conversation, String reason) {
        if (conversation == null) {
            return;
        }
        turn.emit("call.conversation.ended", payload -> {
            payload.put("assistant_id", conversation.assistantId());
            payload.put("calling_party_type", "pstn");
            payload.put("conversation_id", conversation.id());
            payload.put("duration_sec", (turn.now - conversation.startedAt()) / 1000);
            payload.put("llm_model", "Qwen/Qwen3-235B-A22B");
            payload.put("reason", reason);
            payload.put("stt_model", "distil-whisper/distil-large-v2");
            payload.put("tts_model_id", "KokoroTTS");
            payload.put("tts_provider", "telnyx");
            payload.put("tts_voice_id", "af");
        });
        if (conversation.kind() == Kind.ASSISTANT) {
            turn.alarm(Purpose.INSIGHTS, INSIGHTS_MILLIS);
        }
    }

    static void insights(Turn turn) {
        turn.emit("call.conversation_insights.generated", payload -> {
            payload.put("calling_party_type", "pstn");
            payload.put("insight_group_id", turn.derive("insight_group"));
            payload.putArray("results")
                    .addObject()
                    .put("insight_id", turn.derive("insight"))
                    .put("result", "The caller talked to the assistant.");
        });
    }

    private static void speak(Turn turn, Conversation conversation, String text) {
        if (text.isEmpty()) {
            turn.conversation = conversation.at(Stage.SPEAKING);
            turn.alarm(Purpose.CONVERSATION, 0);
            return;
        }
        Conversation further =
                conversation.with(conversation.told(), conversation.historyAnd("assistant", text), Stage.SPEAKING);
        turn.conversation = further;
        turn.effect(new Heard(text));
        tellHistory(turn, further);
        turn.alarm(Purpose.CONVERSATION, Derived.speechMillis(text));
    }

    private static void close(Turn turn, Conversation conversation) {
        String farewell = conversation.farewell();
        turn.conversation = conversation.at(Stage.CLOSING);
        if (farewell != null) {
            turn.effect(new Heard(farewell));
        }
        turn.alarm(Purpose.CONVERSATION, THINKING_MILLIS + (farewell == null ? 0 : Derived.speechMillis(farewell)));
    }

    private static void tellHistory(Turn turn, Conversation conversation) {
        if (conversation.historyUpdates()) {
            turn.emit(
                    "call.ai_gather.message_history_updated",
                    payload -> payload.set("message_history", conversation.history()));
        }
    }
}
