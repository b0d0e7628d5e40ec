package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message of an assistant's conversation, told apart by {@code role}. {@code metadata} is free. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "role")
@JsonSubTypes({
    @JsonSubTypes.Type(name = "user", value = Message.FromUser.class),
    @JsonSubTypes.Type(name = "assistant", value = Message.FromAssistant.class),
    @JsonSubTypes.Type(name = "tool", value = Message.FromTool.class),
    @JsonSubTypes.Type(name = "system", value = Message.FromSystem.class),
    @JsonSubTypes.Type(name = "developer", value = Message.FromDeveloper.class)
})
public sealed interface Message extends Part {
    @Nullable
    String content();

    record FromUser(String content, @Nullable ObjectNode metadata) implements Message {}

    record FromSystem(String content, @Nullable ObjectNode metadata) implements Message {}

    record FromDeveloper(String content, @Nullable ObjectNode metadata) implements Message {}

    /** Has a text, calls of tools, or both. */
    record FromAssistant(
            @Nullable String content,
            @Nullable ObjectNode metadata,
            @Nullable List<ToolCall> toolCalls) implements Message {
        @Override
        public void check(Checks checks) {
            checks.parts("tool_calls", toolCalls);
        }
    }

    /** What a tool answered to the call with that id. */
    record FromTool(String content, @Nullable ObjectNode metadata, String toolCallId) implements Message {
        @Override
        public void check(Checks checks) {
            checks.rule(content() != null, "content", "is required").required("tool_call_id", toolCallId);
        }
    }

    record ToolCall(String id, Function function) implements Part {
        @JsonProperty("type")
        String type() {
            return "function";
        }

        @Override
        public void check(Checks checks) {
            checks.required("id", id).required("function", function);
            if (function != null) {
                checks.required("function.name", function.name());
            }
        }
    }

    record Function(String name) {}

    @Override
    default void check(Checks checks) {
        checks.rule(content() != null, "content", "is required");
    }
}
