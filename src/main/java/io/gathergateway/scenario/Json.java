package io.gathergateway.scenario;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Values of a scenario as JSON; stateless. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private static final TypeReference<LinkedHashMap<String, Object>> VALUES = new TypeReference<>() {};

    private Json() {}

    /** As Java has it: numbers that are whole as {@code Long}, nothing as an empty text. */
    static Object plain(JsonNode node) {
        Map<String, Object> one = MAPPER.convertValue(MAPPER.createObjectNode().set("v", node), VALUES);
        Object value = one.get("v");
        return value instanceof Integer whole ? (Object) whole.longValue() : value == null ? "" : value;
    }

    static JsonNode of(YamlNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = make.objectNode();
                mapping.entries().forEach((key, entry) -> object.set(key, of(entry.value())));
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                ArrayNode array = make.arrayNode();
                sequence.items().forEach(item -> array.add(of(item)));
                yield array;
            }
            case YamlNode.Scalar scalar ->
                switch (scalar.value()) {
                    case null -> make.nullNode();
                    case Boolean value -> make.booleanNode(value);
                    case Long value -> make.numberNode(value);
                    case Double value -> make.numberNode(value);
                    case Object other -> make.textNode(scalar.text());
                };
        };
    }
}
