package io.gathergateway.telnyx.command;

/** A direction of sound, seen from the leg the command is for. */
public enum Track implements Wire {
    INBOUND,
    OUTBOUND,
    BOTH
}
