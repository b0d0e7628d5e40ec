package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a flow's values are worth in a call, in plain Java: String, Long, Double, Boolean, List, Map, null for none. A
 * number without a fraction is always a Long. A value that cannot be had throws {@link NoValue}: the step that needs it
 * has failed.
 */
public final class Evaluation {
    private Evaluation() {}

    /**
     * The value for these variables; null only where the flow says null.
     *
     * @param values as of {@link Expression#holds}
     * @throws NoValue where an expression in it cannot be evaluated
     */
    public static @Nullable Object of(Value value, Map<String, ?> values) {
        return evaluate(value, CelValues.of(values));
    }

    /** The same of a mapping's entries, those that are null left out. */
    public static Map<String, Object> of(Value.Mapping mapping, Map<String, ?> values) {
        return mapping(mapping, CelValues.of(values));
    }

    /** A tree of JSON, such as an http step's body. */
    public static JsonNode json(Value value, Map<String, ?> values) {
        return Json.value(of(value, values));
    }

    /** A tree of JSON as the value of a variable; null for none. */
    public static @Nullable Object plain(@Nullable JsonNode json) {
        return json == null ? null : CelValues.plain(json);
    }

    /** Whether a value fits a JSON Schema. */
    public static boolean fits(JsonNode schema, @Nullable Object value) {
        return Schemas.fits(schema, Json.value(value)).isEmpty();
    }

    /**
     * Sets a variable, or a property of one by a path such as {@code request.account}; mappings on the way are made. A
     * mapping on the way is copied, not changed; null takes the value away.
     */
    public static void put(Map<String, Object> variables, String path, @Nullable Object value) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            if (value == null) {
                variables.remove(path);
            } else {
                variables.put(path, value);
            }
            return;
        }
        String root = path.substring(0, dot);
        Map<String, Object> inner = new LinkedHashMap<>();
        if (variables.get(root) instanceof Map<?, ?> before) {
            before.forEach((key, old) -> inner.put(String.valueOf(key), old));
        }
        put(inner, path.substring(dot + 1), value);
        variables.put(root, inner);
    }

    /** What is at a path; empty for nothing. */
    public static Optional<Object> get(Map<String, ?> variables, String path) {
        Object found = variables;
        for (String part : Splitter.on('.').split(path)) {
            found = found instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return Optional.ofNullable(found);
    }

    private static @Nullable Object evaluate(Value value, Map<String, Object> taken) {
        return switch (value) {
            case Value.Constant(Object constant) -> constant == null ? null : CelValues.plain(constant);
            case Value.Text(Template template) -> template.render(taken);
            case Value.Computed(Expression expression) -> CelValues.plain(expression.value(taken));
            case Value.Mapping mapping -> mapping(mapping, taken);
            case Value.Sequence(List<Value> items) -> {
                List<Object> list = new ArrayList<>();
                for (Value item : items) {
                    Object one = evaluate(item, taken);
                    if (one != null) {
                        list.add(one);
                    }
                }
                yield list;
            }
        };
    }

    private static Map<String, Object> mapping(Value.Mapping mapping, Map<String, Object> taken) {
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            Object one = evaluate(entry, taken);
            if (one != null) {
                map.put(key, one);
            }
        });
        return map;
    }
}
