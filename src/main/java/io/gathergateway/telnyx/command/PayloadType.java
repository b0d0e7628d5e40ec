package io.gathergateway.telnyx.command;

/** What a spoken text is: plain, or Speech Synthesis Markup Language. Telnyx's default is plain. */
public enum PayloadType implements Wire {
    TEXT,
    SSML
}
