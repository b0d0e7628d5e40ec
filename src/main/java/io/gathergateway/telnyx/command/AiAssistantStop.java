package io.gathergateway.telnyx.command;

/** Ends the assistant on the call. No webhook is documented for it. */
public record AiAssistantStop() implements TelnyxCommand {
    @Override
    public String name() {
        return "ai_assistant_stop";
    }
}
