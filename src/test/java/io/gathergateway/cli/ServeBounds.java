package io.gathergateway.cli;

import java.time.Duration;

/** Bounds of {@code serve} that its deployment must know. */
public final class ServeBounds {
    private ServeBounds() {}

    /** After SIGTERM the process is gone within this. */
    public static Duration end() {
        return ServeCommand.END;
    }
}
