package io.gathergateway.config;

/** A value that must not be shown: its text leaves only through {@link #reveal()}, towards the one who needs it. */
public record Secret(String reveal) {
    @Override
    public String toString() {
        return "***";
    }
}
