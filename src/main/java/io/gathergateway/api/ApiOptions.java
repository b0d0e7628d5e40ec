package io.gathergateway.api;

import java.util.List;

/**
 * What the control API is told.
 *
 * @param host address to listen on
 * @param port 0 to 65535; 0 takes a free one ({@link ApiVerticle#port})
 * @param tokens any of which a request may bear; at least one
 * @param owners owners of calls on this pod's event bus, at least 1
 * @param maxInFlight requests under way, at least 1; more are answered 429
 */
public record ApiOptions(String host, int port, List<String> tokens, int owners, int maxInFlight) {
    public ApiOptions {
        tokens = List.copyOf(tokens);
        if (tokens.isEmpty() || port < 0 || port > 65_535 || owners < 1 || maxInFlight < 1) {
            throw new IllegalArgumentException("a token, port 0 to 65535, owners and maxInFlight at least 1");
        }
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "ApiOptions[" + host + ":" + port + "]";
    }
}
