package io.gathergateway.store;

import java.util.Locale;

/**
 * A command that got no answer. {@link Reason#OVERLOADED} and {@link Reason#DISCONNECTED} were never sent; after the
 * others it may have taken effect.
 */
public final class RedisUnavailable extends Exception {
    private static final long serialVersionUID = 1;

    private final Reason reason;

    RedisUnavailable(Reason reason) {
        super("redis: " + reason.key(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why there was no answer. */
    public enum Reason {
        /** No connection at the moment. */
        DISCONNECTED,
        /** Too many commands in flight. */
        OVERLOADED,
        /** No answer within the command timeout. */
        TIMEOUT,
        /** The connection ended before the answer came. */
        LOST,
        /** The link was closed. */
        CLOSED;

        /** Its name in metrics and logs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
