package io.gathergateway.telnyx.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An assistant described in the command that uses it.
 *
 * @param model the language model; an open set
 * @param openaiApiKeyRef names a secret kept at Telnyx
 * @param tools what it may do
 */
@CommandBuilder
public record InlineAssistant(
        @Nullable String instructions,
        @Nullable String model,
        @Nullable String openaiApiKeyRef,
        @Nullable List<Tool> tools)
        implements Part {
    @Override
    public void check(Checks checks) {
        checks.parts("tools", tools);
    }
}
