package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Transcribes the call while it goes on, in {@code call.transcription}. Also what {@code answer} and {@code dial} take to
 * say how they transcribe.
 *
 * @param transcriptionEngine Telnyx's default is Google
 * @param transcriptionEngineConfig as Telnyx documents it for the engine, whose name stands in it as {@code
 *     transcription_engine}
 * @param transcriptionTracks Telnyx's default is inbound
 */
@CommandBuilder
public record TranscriptionStart(
        @Nullable Engine transcriptionEngine,
        @Nullable ObjectNode transcriptionEngineConfig,
        @Nullable Track transcriptionTracks)
        implements TelnyxCommand {
    /** A and B are the older names of Google's and Telnyx's. */
    public enum Engine implements Wire {
        GOOGLE("Google"),
        TELNYX("Telnyx"),
        DEEPGRAM("Deepgram"),
        AZURE("Azure"),
        XAI("xAI"),
        ASSEMBLY_AI("AssemblyAI"),
        SPEECHMATICS("Speechmatics"),
        SONIOX("Soniox"),
        PARAKEET("Parakeet"),
        A("A"),
        B("B");

        private final String wire;

        Engine(String wire) {
            this.wire = wire;
        }

        @Override
        public String wire() {
            return wire;
        }
    }

    @Override
    public String name() {
        return "transcription_start";
    }
}
