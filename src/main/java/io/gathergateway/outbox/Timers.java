package io.gathergateway.outbox;

import java.time.Duration;

/** Runs something later: Vert.x's timers in production, virtual time in the simulation. */
public interface Timers {
    /** Runs {@code action} once after the delay, on the caller's context. */
    Scheduled after(Duration delay, Runnable action);

    /** How late they come at the moment: what comes from elsewhere is seen about as late. */
    default Duration late() {
        return Duration.ZERO;
    }

    /** A handle to take it back. */
    interface Scheduled {
        void cancel();
    }
}
