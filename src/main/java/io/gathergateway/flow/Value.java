package io.gathergateway.flow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value as a flow file writes it: a constant, a text with {@code ${…}} in it, or mappings and lists of them. A text that
 * is one {@code ${…}} and nothing else keeps the type of its expression.
 */
public sealed interface Value {
    /** Whether there is no expression in it. */
    default boolean isConstant() {
        return switch (this) {
            case Constant constant -> true;
            case Text(Template template) -> template.expressions().isEmpty();
            case Computed computed -> false;
            case Mapping mapping -> mapping.entries().values().stream().allMatch(Value::isConstant);
            case Sequence sequence -> sequence.items().stream().allMatch(Value::isConstant);
        };
    }

    /** Text, number, boolean or null, as YAML read it. */
    record Constant(@Nullable Object value) implements Value {}

    record Text(Template template) implements Value {}

    record Computed(Expression expression) implements Value {}

    /** In the order of the file. */
    record Mapping(Map<String, Value> entries) implements Value {}

    record Sequence(List<Value> items) implements Value {}
}
