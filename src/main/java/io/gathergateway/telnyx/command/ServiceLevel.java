package io.gathergateway.telnyx.command;

/** Quality of speech; {@code basic} knows only en-US, plain text and the voices male and female. */
public enum ServiceLevel implements Wire {
    BASIC,
    PREMIUM
}
