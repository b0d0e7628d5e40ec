package io.gathergateway.store;

/** Redis refused a command: a bug of ours, or a server that cannot write (out of memory, read-only, loading). */
public final class RedisError extends RuntimeException {
    private static final long serialVersionUID = 1;

    RedisError(String message) {
        super(message, null, false, false);
    }

    boolean isNoScript() {
        return String.valueOf(getMessage()).startsWith("NOSCRIPT");
    }
}
