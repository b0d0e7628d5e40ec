package io.gathergateway.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;

/** Values of a scenario as JSON; stateless. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

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
