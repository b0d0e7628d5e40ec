package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what an AI gather asks for, in the short form ({@code property: {type, description, optional}}) or as a full
 * JSON Schema object. Both must require something: with nothing required Telnyx ends the gather at the first value.
 */
final class ParameterSchema {
    private static final List<String> TYPES = List.of("string", "integer", "number", "boolean", "array", "object");
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final String NOTHING_REQUIRED = "Telnyx ends the gather at the first value when nothing is required";

    private final Problems problems;

    private ParameterSchema(Problems problems) {
        this.problems = problems;
    }

    static Optional<ObjectNode> read(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return Fields.of(node, "parameters", problems).map(never -> JsonNodeFactory.instance.objectNode());
        }
        ParameterSchema reader = new ParameterSchema(problems);
        return Optional.of(isFull(mapping) ? reader.full(mapping) : reader.brief(mapping));
    }

    /** In the short form every value is a mapping, so a plain {@code type} or properties of properties tell. */
    private static boolean isFull(YamlNode.Mapping mapping) {
        YamlNode.Entry type = mapping.entries().get("type");
        YamlNode.Entry properties = mapping.entries().get("properties");
        boolean nested = properties != null
                && properties.value() instanceof YamlNode.Mapping p
                && p.entries().values().stream().anyMatch(e -> e.value() instanceof YamlNode.Mapping);
        return nested || (type != null && type.value() instanceof YamlNode.Scalar);
    }

    private ObjectNode brief(YamlNode.Mapping mapping) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = schema.putArray("required");
        mapping.entries().forEach((name, entry) -> {
            checkName(name, entry.place());
            Fields.of(entry.value(), "parameter " + name, problems).ifPresent(fields -> {
                ObjectNode property = properties.putObject(name);
                property.put("type", type(fields));
                fields.optionalText("description").ifPresent(text -> property.put("description", text));
                if (!fields.bool("optional", false)) {
                    required.add(name);
                }
                fields.done();
            });
        });
        if (mapping.entries().isEmpty()) {
            problems.add(mapping.place(), "parameters is empty", "add a value to ask for");
        } else if (required.isEmpty() && properties.size() == mapping.entries().size()) {
            problems.add(mapping.place(), NOTHING_REQUIRED, "take optional: true from at least one parameter");
        }
        return schema;
    }

    private String type(Fields fields) {
        return fields.node("type")
                .map(node -> Values.oneOf(node, "type", TYPES, problems).orElse("string"))
                .orElseGet(() -> fields.missing("type", "string", "string"));
    }

    private ObjectNode full(YamlNode.Mapping mapping) {
        Fields fields = Fields.of(mapping, "parameters", problems).orElseThrow();
        if (!fields.text("type").equals("object")) {
            problems.add(
                    fields.place("type"), "a JSON Schema for parameters describes an object", "write type: object");
        }
        Optional<Fields> properties = fields.mapping("properties");
        if (properties.isEmpty() || properties.get().keys().isEmpty()) {
            problems.add(fields.place("properties"), "parameters has no properties", "add a property to ask for");
        }
        properties.ifPresent(found -> found.keys().forEach(name -> {
            checkName(name, found.place(name));
            found.mapping(name)
                    .flatMap(property -> property.node("type"))
                    .filter(YamlNode.Scalar.class::isInstance)
                    .ifPresent(type -> Values.oneOf(type, "type", TYPES, problems));
        }));
        checkRequired(fields, properties);
        return (ObjectNode) json(mapping);
    }

    private void checkRequired(Fields fields, Optional<Fields> properties) {
        List<YamlNode> required = fields.items("required");
        if (required.isEmpty()) {
            problems.add(fields.place("required"), NOTHING_REQUIRED, "add required: [ <property> ]");
        }
        for (YamlNode item : required) {
            properties.ifPresent(found -> Values.oneOf(item, "required", List.copyOf(found.keys()), problems));
        }
    }

    private void checkName(String name, Place place) {
        if (!PROPERTY.matcher(name).matches()) {
            problems.add(
                    place,
                    Problems.quoted(name) + " cannot be named in an expression",
                    "use letters, digits and _, 64 at most, a letter first");
        }
    }

    private static JsonNode json(YamlNode node) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = json.objectNode();
                mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                ArrayNode array = json.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlNode.Scalar scalar ->
                switch (scalar.value()) {
                    case null -> json.nullNode();
                    case Boolean value -> json.booleanNode(value);
                    case Long value -> json.numberNode(value);
                    case Double value -> json.numberNode(value);
                    case Object value -> json.textNode(value.toString());
                };
        };
    }
}
