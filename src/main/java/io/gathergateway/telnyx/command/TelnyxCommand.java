package io.gathergateway.telnyx.command;

/**
 * A command of Telnyx Call Control, with its parameters but without {@code client_state} and {@code command_id}, which
 * all commands share and {@link CommandCodec} adds.
 *
 * <p>Invariant: a command that exists keeps the ranges, lengths and exclusions Telnyx publishes; making another one
 * throws {@link InvalidCommand}. A null component is a parameter not given, for which Telnyx's default holds. Lists, maps
 * and JSON trees given to a command belong to it: nobody changes them afterwards.
 */
public sealed interface TelnyxCommand
        permits AiAssistantAddMessages,
                AiAssistantStart,
                AiAssistantStop,
                Answer,
                Bridge,
                ClientStateUpdate,
                Dial,
                Enqueue,
                Gather,
                GatherStop,
                GatherUsingAi,
                GatherUsingAudio,
                GatherUsingSpeak,
                Hangup,
                LeaveQueue,
                PlaybackStart,
                PlaybackStop,
                RecordStart,
                RecordStop,
                Reject,
                SendDtmf,
                Speak,
                TranscriptionStart,
                TranscriptionStop,
                Transfer {
    /** Telnyx's name of the command, such as {@code gather_using_ai}: the last segment of its path. */
    String name();
}
