package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Ends recording. Ends in {@code call.recording.saved}.
 *
 * @param recordingId a UUID: this one only, where several are going on
 */
@CommandBuilder
public record RecordStop(@Nullable String recordingId) implements TelnyxCommand {
    public RecordStop {
        new Checks(name()).uuid("recording_id", recordingId).done();
    }

    @Override
    public String name() {
        return "record_stop";
    }
}
