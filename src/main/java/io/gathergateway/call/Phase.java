package io.gathergateway.call;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** How far a leg's life has come. It only goes forward, so late and repeated lifecycle events change nothing. */
public enum Phase {
    NEW,
    /** Also any phase of a newer release: no event is taken for a repetition because of it. */
    @JsonEnumDefaultValue
    INITIATED,
    ANSWERED,
    ENDED;

    Phase atLeast(Phase other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
