package io.gathergateway.store;

import java.util.Locale;

/**
 * A command that got no answer, or only one that says: not here, not now. {@link Reason#OVERLOADED},
 * {@link Reason#DISCONNECTED} and what Redis refused had no effect; after the others it may have had one.
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
        /** Redis refused: it is a replica, or cut off from its master; another may be the master by now. */
        READ_ONLY,
        /** Redis refused: it is loading, busy, or its cluster is in between two states. */
        NOT_READY,
        /** Redis refused, because it could not keep what it is given, or no replica has it yet. */
        NOT_KEPT,
        /** The link was closed. */
        CLOSED;

        /** Its name in metrics and logs. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
