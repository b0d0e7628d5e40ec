package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/** Whether a caller may interrupt the assistant; Telnyx's default is yes. */
public record InterruptionSettings(@Nullable Boolean enable) {}
