package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Records a call from the moment it is answered; its being there turns the recording on. Its fields stand directly in
 * the command.
 *
 * @param recordChannels Telnyx's default is dual
 * @param recordCustomFileName 1..40 characters
 * @param recordFormat Telnyx's default is mp3
 * @param recordMaxLength 0..43200 s; 0, the default, is without end
 * @param recordTimeoutSecs silence that ends it, in seconds; 0, the default, never (error 90049)
 * @param recordTrack Telnyx's default is both; another one is recorded as mono
 * @param recordTrim silence is cut at both ends
 */
@CommandBuilder
public record RecordOnAnswer(
        @Nullable Channels recordChannels,
        @Nullable String recordCustomFileName,
        @Nullable AudioFormat recordFormat,
        @Nullable Integer recordMaxLength,
        @Nullable Integer recordTimeoutSecs,
        @Nullable Track recordTrack,
        @Nullable Trim recordTrim)
        implements Part {
    @JsonProperty("record")
    String start() {
        return "record-from-answer";
    }

    @Override
    public void check(Checks checks) {
        checks.length("record_custom_file_name", recordCustomFileName, 1, 40)
                .range("record_max_length", recordMaxLength, 0, 43_200)
                .range("record_timeout_secs", recordTimeoutSecs, 0, Checks.FOREVER);
    }
}
