package io.gathergateway.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Expression;
import io.gathergateway.flow.Value;
import java.util.Map;
import java.util.stream.Stream;

/** Values as flow files write them, as commands take them. */
final class Values {
    /** No further parameters. */
    static final Value.Mapping NONE = new Value.Mapping(Map.of());

    private Values() {}

    /** A mapping as a tree; what is null is left out. */
    static ObjectNode tree(Value.Mapping mapping, Map<String, Object> values) {
        return !mapping.entries().isEmpty() && Evaluation.json(mapping, values) instanceof ObjectNode tree
                ? tree
                : JsonNodeFactory.instance.objectNode();
    }

    /** All expressions in a value. */
    static Stream<Expression> expressions(Value value) {
        return switch (value) {
            case Value.Constant constant -> Stream.empty();
            case Value.Text text -> text.template().expressions().stream();
            case Value.Computed computed -> Stream.of(computed.expression());
            case Value.Mapping mapping -> mapping.entries().values().stream().flatMap(Values::expressions);
            case Value.Sequence sequence -> sequence.items().stream().flatMap(Values::expressions);
        };
    }
}
