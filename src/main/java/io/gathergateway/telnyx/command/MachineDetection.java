package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Tells answering machines from people. Ends in {@code call.machine.…}. Its fields stand directly in the command.
 *
 * @param mode Telnyx's default is disabled
 */
public record MachineDetection(
        @JsonProperty("answering_machine_detection") Mode mode,

        @JsonProperty("answering_machine_detection_config") @Nullable
        Config config)
        implements Part {
    public enum Mode implements Wire {
        PREMIUM,
        DETECT,
        DETECT_BEEP,
        DETECT_WORDS,
        GREETING_END,
        DISABLED
    }

    /** Thresholds; mode premium heeds {@code totalAnalysisTimeMillis} and {@code greetingDurationMillis} only. */
    @CommandBuilder
    public record Config(
            @Nullable Integer afterGreetingSilenceMillis,
            @Nullable Integer betweenWordsSilenceMillis,
            @Nullable Integer greetingDurationMillis,
            @Nullable Integer greetingSilenceDurationMillis,
            @Nullable Integer greetingTotalAnalysisTimeMillis,
            @Nullable Integer initialSilenceMillis,
            @Nullable Integer maximumNumberOfWords,
            @Nullable Integer maximumWordLengthMillis,
            @Nullable Integer silenceThreshold,
            @Nullable Integer totalAnalysisTimeMillis) {}

    @Override
    public void check(Checks checks) {
        checks.required("answering_machine_detection", mode);
    }
}
