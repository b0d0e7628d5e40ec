package io.gathergateway.outbox;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** How one try to ask a backend ended. A reason is a word of ours, never of the backend's. */
public sealed interface CalloutAnswer {
    /**
     * The backend answered.
     *
     * @param body null where there is none, or where it is not JSON
     */
    record Response(int status, @Nullable JsonNode body) implements CalloutAnswer {}

    /** No connection, or one that broke before the whole answer: whether the backend acted is unknown. */
    record Broken(String reason) implements CalloutAnswer {}

    /** Nothing came in time. */
    record Silence() implements CalloutAnswer {}

    /** Nothing was written, to spare the backend or ourselves: its breaker is open, or too much is under way. */
    record Spared(String reason) implements CalloutAnswer {}

    /** Asking again would end the same way: the host is not allowed, the answer is too long. */
    record Hopeless(String reason) implements CalloutAnswer {}
}
