package io.gathergateway.telnyx.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a voice assistant on the call. Ends in {@code call.conversation.ended}. One at a time (90061).
 *
 * @param assistant which one, and what replaces its stored settings
 * @param greeting spoken at the start, at most 3000 characters
 * @param messageHistory what was said before
 * @param participants other legs that take part
 * @param sendMessageHistoryUpdates a webhook at each change of the history; Telnyx's default is false
 * @param transcription how speech becomes text
 * @param voice an assistant's voice, never {@code male} or {@code female}; where it is sent, {@link AssistantVoice} says
 * @param voiceSettings of the voice's provider, so they need {@code voice}
 */
@CommandBuilder
public record AiAssistantStart(
        @Nullable CallAssistant assistant,
        @Nullable String greeting,
        @Nullable InterruptionSettings interruptionSettings,
        @Nullable List<Message> messageHistory,
        @Nullable List<Participant> participants,
        @Nullable Boolean sendMessageHistoryUpdates,
        @Nullable TranscriptionConfig transcription,
        @Nullable String voice,
        @Nullable VoiceSettings voiceSettings)
        implements TelnyxCommand {

    public AiAssistantStart {
        new Checks(name())
                .part("assistant", assistant)
                .length("greeting", greeting, 0, Speech.MAX_CHARACTERS)
                .parts("message_history", messageHistory)
                .parts("participants", participants)
                .part("transcription", transcription)
                .flat(new Voice(voice, voiceSettings))
                .rule(voice != null || voiceSettings == null, "voice", "is required with voice_settings")
                .done();
    }

    @Override
    public String name() {
        return "ai_assistant_start";
    }
}
