package io.gathergateway.call;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.flow.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as flow files write them, at a moment of a call. */
final class Values {
    /** No further parameters. */
    static final Value.Mapping NONE = new Value.Mapping(Map.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    private Values() {}

    /** The value; empty where an expression in it has none. */
    static Optional<Object> of(Value value, Map<String, Object> values) {
        return Optional.ofNullable(plain(value, values));
    }

    private static @Nullable Object plain(Value value, Map<String, Object> values) {
        return switch (value) {
            case Value.Constant constant -> constant.value();
            case Value.Text text -> text.template().render(values);
            case Value.Computed computed -> null;
            case Value.Mapping mapping -> {
                Map<String, Object> map = new LinkedHashMap<>();
                mapping.entries().forEach((name, entry) -> {
                    Object held = plain(entry, values);
                    if (held != null) {
                        map.put(name, held);
                    }
                });
                yield map;
            }
            case Value.Sequence sequence -> {
                List<Object> list = new ArrayList<>();
                for (Value item : sequence.items()) {
                    Object held = plain(item, values);
                    if (held != null) {
                        list.add(held);
                    }
                }
                yield list;
            }
        };
    }

    /** A mapping as a tree: what an expression has no value for is left out. */
    static ObjectNode tree(Value.Mapping mapping, Map<String, Object> values) {
        return mapping.entries().isEmpty()
                ? JSON.createObjectNode()
                : JSON.valueToTree(of(mapping, values).orElseGet(Map::of));
    }
}
