package io.gathergateway.flow;

import java.util.Locale;

/** The ways a step can end, as the flow file names them. */
public enum Outcome {
    NEXT,
    EXHAUSTED,
    INVALID,
    BUSY,
    NO_ANSWER,
    FAILED;

    /** Its name in a flow file. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
