package io.gathergateway.telnyx.command;

/** Which legs of a bridged call hear something, seen from the leg the command is for. */
public enum Legs implements Wire {
    SELF,
    OPPOSITE,
    BOTH
}
