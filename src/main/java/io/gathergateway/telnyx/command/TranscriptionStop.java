package io.gathergateway.telnyx.command;

/** Ends the live transcription. */
public record TranscriptionStop() implements TelnyxCommand {
    @Override
    public String name() {
        return "transcription_stop";
    }
}
