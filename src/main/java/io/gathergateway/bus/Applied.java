package io.gathergateway.bus;

/** How the owner of a call answered an event: in each case the event is dealt with for good and may be acknowledged. */
public enum Applied {
    /** The decision is committed. */
    COMMITTED,
    /** It was committed before. */
    DUPLICATE,
    /** It changes nothing: an observation, another application's call, a call long over. */
    IGNORED
}
