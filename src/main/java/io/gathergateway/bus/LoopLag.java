package io.gathergateway.bus;

import io.vertx.core.Vertx;

/**
 * How late an event loop is: what has come waits about that long before anybody reads it. Under an overload this is
 * where the time goes, and no clock that starts when something is read sees it. Confined to the loop of the verticle that
 * makes it, and ends with it.
 */
public final class LoopLag {
    private static final long PERIOD_MILLIS = 20;

    private final Vertx vertx;
    private long nanos;

    public LoopLag(Vertx vertx) {
        this.vertx = vertx;
        next();
    }

    /** A new timer each time: a periodic one makes up for what it missed, and is in time again at once. */
    private void next() {
        long due = System.nanoTime() + PERIOD_MILLIS * 1_000_000;
        vertx.setTimer(PERIOD_MILLIS, id -> {
            nanos = Math.max(0, System.nanoTime() - due);
            next();
        });
    }

    public long nanos() {
        return nanos;
    }
}
