package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.Optional;
import java.util.Set;

/**
 * Reads an object that is described by its properties, in the short form ({@code property: {type, description,
 * optional}}) or as a full JSON Schema. In the short form every property is required that is not {@code optional}.
 */
final class ParameterSchema {
    private static final String NOTHING_REQUIRED = "Telnyx ends the gather at the first value when nothing is required";

    private final String name;
    private final Problems problems;
    private final SchemaReader schemas;

    private ParameterSchema(String name, Problems problems) {
        this.name = name;
        this.problems = problems;
        this.schemas = new SchemaReader(problems);
    }

    /** What an AI gather asks for. It must require something: with nothing required Telnyx ends it at the first value. */
    static Optional<ObjectNode> read(YamlNode node, Problems problems) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            return Fields.of(node, "parameters", problems).map(never -> JsonNodeFactory.instance.objectNode());
        }
        ParameterSchema reader = new ParameterSchema("parameters", problems);
        int before = problems.size();
        boolean full = isFull(mapping);
        ObjectNode schema = reader.object(mapping);
        reader.asksForSomething(mapping, schema, full, problems.size() > before);
        return Optional.of(schema);
    }

    /**
     * What a called flow gives, or what a backend returns.
     *
     * @param name its key
     */
    static Optional<ObjectNode> object(YamlNode node, String name, Problems problems) {
        return node instanceof YamlNode.Mapping mapping
                ? Optional.of(new ParameterSchema(name, problems).object(mapping))
                : Fields.of(node, name, problems).map(never -> JsonNodeFactory.instance.objectNode());
    }

    private ObjectNode object(YamlNode.Mapping mapping) {
        return isFull(mapping) ? full(mapping) : brief(mapping);
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
        ObjectNode schema = SchemaTypes.simple("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        mapping.entries().forEach((property, entry) -> {
            schemas.checkName(property, entry.place());
            Fields.of(entry.value(), one() + " " + property, problems).ifPresent(fields -> {
                if (!fields.bool("optional", false)) {
                    required.add(property);
                }
                if (!fields.has("type") && !fields.has("enum")) {
                    fields.missing("type", "string", "");
                }
                properties.set(
                        property,
                        schemas.read((YamlNode.Mapping) entry.value(), one() + " " + property, Set.of("optional")));
            });
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    private String one() {
        return name.equals("parameters") ? "parameter" : name;
    }

    private ObjectNode full(YamlNode.Mapping mapping) {
        ObjectNode schema = schemas.read(mapping, name, Set.of());
        if (!schema.path("type").asText().equals("object")) {
            Fields fields = Fields.of(mapping, name, problems).orElseThrow();
            problems.add(
                    fields.place("type"), "a JSON Schema for " + name + " describes an object", "write type: object");
        }
        return schema;
    }

    private void asksForSomething(YamlNode.Mapping mapping, ObjectNode schema, boolean full, boolean wrong) {
        YamlNode.Entry at = mapping.entries().get("properties");
        if (schema.path("properties").isEmpty()) {
            problems.add(
                    full && at != null ? at.place() : mapping.place(),
                    full ? "parameters has no properties" : "parameters is empty",
                    full ? "add a property to ask for" : "add a value to ask for");
        } else if (schema.path("required").isEmpty() && !wrong) {
            problems.add(
                    mapping.place(),
                    NOTHING_REQUIRED,
                    full ? "add required: [ <property> ]" : "take optional: true from at least one parameter");
        }
    }
}
