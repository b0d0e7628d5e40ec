package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of a variable's path on a way from one step to another. */
enum Brought {
    /** It has a value then. */
    GIVEN,
    /** What it is a property of has a new value, which need not have that property. */
    TAKEN,
    /** It is as before. */
    LEFT;

    private static final Splitter PARTS = Splitter.on('.');

    /**
     * On one way.
     *
     * @param step that it leads out of
     * @param flows by name, those it calls among them
     */
    static Brought on(FlowEdge edge, Step step, String path, Map<String, Flow> flows) {
        Brought brought = LEFT;
        for (String set : edge.sets()) {
            if (covers(set, path)) {
                boolean inside = edge.outcome() == Outcome.NEXT && path.startsWith(set + ".");
                brought = inside && mayLack(step, set, path.substring(set.length() + 1), flows) ? TAKEN : GIVEN;
            }
        }
        return brought;
    }

    /** Whether setting one path gives the other something: it is the same, inside of it, or around it. */
    static boolean covers(String set, String read) {
        return set.equals(read) || read.startsWith(set + ".") || set.startsWith(read + ".");
    }

    /** Whether a value that fits the schema may do without this property; of what is not known, nobody can say. */
    static boolean mayLack(@Nullable JsonNode schema, String path) {
        JsonNode of = schema;
        for (String part : PARTS.split(path)) {
            if (of == null || !of.path("properties").has(part)) {
                return false;
            }
            boolean required = false;
            for (JsonNode one : of.path("required")) {
                required |= one.asText().equals(part);
            }
            if (!required) {
                return true;
            }
            of = of.path("properties").path(part);
        }
        return false;
    }

    private static boolean mayLack(Step step, String set, String rest, Map<String, Flow> flows) {
        return switch (step) {
            case Step.GatherAi gather -> mayLack(gather.parameters(), rest);
            case Step.Http http
            when set.equals(Variables.HTTP) ->
                rest.startsWith(Variables.BODY) && mayLack(http.returns(), rest.substring(Variables.BODY.length()));
            case Step.Http http -> mayLack(http.returns(), rest);
            case Step.Wait wait -> mayLack(wait.returns(), rest);
            case Step.Call call -> {
                Flow called = flows.get(call.flow());
                yield called != null && mayLack(called.gives(), rest);
            }
            case Step.Set assigned -> mayLack(assigned.values().get(set), rest);
            default -> false;
        };
    }

    private static boolean mayLack(@Nullable Value value, String path) {
        Value of = value;
        for (String part : PARTS.split(path)) {
            if (!(of instanceof Value.Mapping mapping)) {
                return false;
            }
            of = mapping.entries().get(part);
            if (of == null) {
                return true;
            }
        }
        return false;
    }
}
