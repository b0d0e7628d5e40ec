package io.gathergateway.telnyx.command;

/** Keeps a leg when its bridge ends, which otherwise ends the leg. */
public enum ParkAfterUnbridge implements Wire {
    SELF
}
