package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;

/** Which names an expression may use, besides the flow's variables and what every expression knows of the call. */
sealed interface Scope {
    Scope PLAIN = new Plain();

    /** Nothing more. */
    record Plain() implements Scope {}

    /**
     * The {@code leave_when} of an AI gather: {@code partial} has what the assistant knows so far.
     *
     * @param parameters JSON Schema of the gather's values
     */
    record Partial(JsonNode parameters) implements Scope {}

    /**
     * Directly beside an http step that says what it {@code returns}: {@code http.body} is that.
     *
     * @param returns JSON Schema of the body
     */
    record Answer(JsonNode returns) implements Scope {}
}
