package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/** Something said before an AI gather. */
public record HistoryMessage(@Nullable Role role, @Nullable String content) {
    public enum Role implements Wire {
        ASSISTANT,
        USER
    }
}
