package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** What became of a question to the customer's backend. */
public sealed interface CalloutResult {
    /**
     * The backend answered, with whatever status.
     *
     * @param body null where there is none, or where it is not JSON
     */
    record Answered(int status, @Nullable JsonNode body) implements CalloutResult {}

    /** No usable answer on any attempt: refused, reset, too large. */
    record Failed() implements CalloutResult {}

    /** No answer in time. */
    record TimedOut() implements CalloutResult {}

    /** Not asked: the backend failed too often lately. */
    record Degraded() implements CalloutResult {}
}
