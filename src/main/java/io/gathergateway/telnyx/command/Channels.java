package io.gathergateway.telnyx.command;

/** Both sides of a recording in one channel, or each in its own. */
public enum Channels implements Wire {
    SINGLE,
    DUAL
}
