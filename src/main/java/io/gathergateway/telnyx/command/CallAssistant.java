package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An assistant stored at Telnyx; what else is given replaces what is stored there.
 *
 * @param id such as {@code assistant-…}
 * @param dynamicVariables texts, numbers and booleans that its instructions, greeting and tools refer to
 * @param externalLlm as Telnyx documents it: an LLM of one's own
 * @param fallbackConfig as Telnyx documents it: what answers when the model does not
 * @param greeting at most 3000 characters
 * @param llmApiKeyRef names a secret kept at Telnyx
 * @param mcpServers as Telnyx documents them, without a fixed set of fields
 * @param observabilitySettings as Telnyx documents them, without a fixed set of fields
 * @param openaiApiKeyRef deprecated by Telnyx for {@code llmApiKeyRef}
 */
@CommandBuilder
public record CallAssistant(
        String id,
        @Nullable Map<String, Object> dynamicVariables,
        @Nullable ObjectNode externalLlm,
        @Nullable ObjectNode fallbackConfig,
        @Nullable String greeting,
        @Nullable String instructions,
        @Nullable String llmApiKeyRef,
        @Nullable List<ObjectNode> mcpServers,
        @Nullable String model,
        @Nullable String name,
        @Nullable ObjectNode observabilitySettings,
        @Nullable String openaiApiKeyRef,
        @Nullable List<Tool> tools)
        implements Part {
    @Override
    public void check(Checks checks) {
        checks.required("id", id)
                .length("greeting", greeting, 0, Speech.MAX_CHARACTERS)
                .parts("tools", tools);
        if (dynamicVariables != null) {
            dynamicVariables.forEach((key, value) -> checks.rule(
                    value instanceof String || value instanceof Number || value instanceof Boolean,
                    "dynamic_variables." + key,
                    "must be a text, a number or a boolean"));
        }
    }
}
