package io.gathergateway.telnyx.command;

/** What is cut off a recording. */
public enum Trim implements Wire {
    TRIM_SILENCE;

    @Override
    public String wire() {
        return "trim-silence";
    }
}
