package io.gathergateway.call;

/** How far a leg's life has come. It only goes forward, so late and repeated lifecycle events change nothing. */
public enum Phase {
    NEW,
    INITIATED,
    ANSWERED,
    ENDED;

    Phase atLeast(Phase other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
