package io.gathergateway.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What a request is answered.
 *
 * @param body a JSON object
 */
record Reply(int status, ObjectNode body) {
    static final int NOT_FOUND = 404;

    /** A mistake in a request: where, what, and its cure. Repeats nothing of the request but the names of its keys. */
    record Mistake(String at, String problem, String cure) {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static Reply of(int status, ObjectNode body) {
        return new Reply(status, body);
    }

    /** A request that cannot be served, and what to do about it. */
    static Reply refused(int status, String problem, String cure) {
        return refused(status, List.of(new Mistake("", problem, cure)));
    }

    static Reply refused(int status, List<Mistake> mistakes) {
        ObjectNode body = object();
        var errors = body.putArray("errors");
        for (Mistake mistake : mistakes) {
            ObjectNode error = errors.addObject();
            if (!mistake.at().isEmpty()) {
                error.put("at", mistake.at());
            }
            error.put("problem", mistake.problem()).put("cure", mistake.cure());
        }
        return new Reply(status, body);
    }

    /** Our own fault, or too much at once: worth another try, with the same key. */
    static Reply unavailable() {
        return refused(503, "it is not known to be written", "send it again, with the same Idempotency-Key or id");
    }
}
