package io.gathergateway.telnyx.command;

/** What to stop: what is being played, or that and all that waits behind it. */
public enum Stop implements Wire {
    CURRENT,
    ALL
}
