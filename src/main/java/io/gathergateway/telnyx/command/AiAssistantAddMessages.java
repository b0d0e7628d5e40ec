package io.gathergateway.telnyx.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds messages to the conversation of the assistant on the call. No webhook is documented for it.
 *
 * @param triggerResponse the assistant answers at once and may interrupt the caller; published on 2026-08-04
 */
@CommandBuilder
public record AiAssistantAddMessages(
        @Nullable List<Message> messages, @Nullable Boolean triggerResponse) implements TelnyxCommand {
    public AiAssistantAddMessages {
        new Checks(name()).parts("messages", messages).done();
    }

    @Override
    public String name() {
        return "ai_assistant_add_messages";
    }
}
