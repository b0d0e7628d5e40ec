package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes JSON trees of what flow files and calls hold. */
final class Json {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Json() {}

    /** A piece of a file, taken as it is. */
    static JsonNode of(YamlNode node) {
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = JSON.objectNode();
                mapping.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                ArrayNode array = JSON.arrayNode();
                sequence.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case YamlNode.Scalar scalar -> value(scalar.value());
        };
    }

    /** A value of a call: texts, numbers, booleans, maps, lists, or a tree already. */
    static JsonNode value(@Nullable Object value) {
        return switch (value) {
            case null -> JSON.nullNode();
            case JsonNode node -> node;
            case Boolean bool -> JSON.booleanNode(bool);
            case Long number -> JSON.numberNode(number);
            case Integer number -> JSON.numberNode(number.longValue());
            case Number number -> JSON.numberNode(number.doubleValue());
            case Map<?, ?> map -> {
                ObjectNode object = JSON.objectNode();
                map.forEach((key, item) -> object.set(String.valueOf(key), value(item)));
                yield object;
            }
            case Collection<?> list -> {
                ArrayNode array = JSON.arrayNode();
                list.forEach(item -> array.add(value(item)));
                yield array;
            }
            case Object other -> JSON.textNode(other.toString());
        };
    }
}
