package io.gathergateway.cli;

import java.time.Duration;

/** Bounds of {@code serve} that its deployment must know. */
public final class ServeBounds {
    private ServeBounds() {}

    /** What the process may take on top of {@code shutdown.within} until it is gone. */
    public static Duration closing() {
        return ServeCommand.CLOSING;
    }
}
