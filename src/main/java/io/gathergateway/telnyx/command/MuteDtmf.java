package io.gathergateway.telnyx.command;

/** Whose keys the other side does not hear; their webhooks are sent all the same. */
public enum MuteDtmf implements Wire {
    NONE,
    SELF,
    OPPOSITE,
    BOTH
}
