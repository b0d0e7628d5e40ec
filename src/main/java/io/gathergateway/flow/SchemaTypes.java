package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** JSON Schemas as types of expressions, and back. A schema that says no single type is the type of anything. */
final class SchemaTypes {
    /** Begins the names of our types, as the path of the value follows; no identifier can begin so. */
    static final String MARK = "#";

    /** What the items of a list are called in a path. */
    static final String ITEMS = "[]";

    private final Map<String, StructType> structs = new LinkedHashMap<>();

    /** Every type with properties that was met so far, by its name. */
    ImmutableMap<String, CelType> structs() {
        return ImmutableMap.copyOf(structs);
    }

    CelType type(String path, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> SimpleType.STRING;
            case "integer" -> SimpleType.INT;
            case "number" -> SimpleType.DOUBLE;
            case "boolean" -> SimpleType.BOOL;
            case "array" -> ListType.create(type(path + ITEMS, schema.path("items")));
            case "object" ->
                schema.path("properties").isEmpty()
                        ? MapType.create(SimpleType.STRING, SimpleType.DYN)
                        : struct(path, schema.path("properties"));
            default -> SimpleType.DYN;
        };
    }

    private CelType struct(String path, JsonNode properties) {
        ImmutableMap.Builder<String, CelType> fields = ImmutableMap.builder();
        properties.properties().forEach(p -> fields.put(p.getKey(), type(path + "." + p.getKey(), p.getValue())));
        ImmutableMap<String, CelType> all = fields.buildOrThrow();
        StructType type = StructType.create(MARK + path, all.keySet(), field -> Optional.ofNullable(all.get(field)));
        structs.put(MARK + path, type);
        return type;
    }

    /** The schema of what an expression gives; empty for what cannot be kept, such as a moment in time. */
    static Optional<JsonNode> schema(CelType type, Variables variables) {
        return switch (type.kind()) {
            case STRING -> Optional.of(simple("string"));
            case INT, UINT -> Optional.of(simple("integer"));
            case DOUBLE -> Optional.of(simple("number"));
            case BOOL -> Optional.of(simple("boolean"));
            case LIST ->
                type.parameters().isEmpty()
                        ? Optional.of(simple("array"))
                        : schema(type.parameters().getFirst(), variables)
                                .map(items -> simple("array").set("items", items));
            case MAP -> Optional.of(simple("object"));
            case STRUCT -> Optional.of(variables.schema(type.name().substring(MARK.length())));
            case DYN, ANY, NULL_TYPE, TYPE_PARAM -> Optional.of(anything());
            default -> Optional.empty();
        };
    }

    static ObjectNode simple(String type) {
        return JsonNodeFactory.instance.objectNode().put("type", type);
    }

    static ObjectNode anything() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** An object that has a schema at the path after its own name. */
    static JsonNode nested(String path, JsonNode schema) {
        int dot = path.indexOf('.');
        if (dot < 0) {
            return schema;
        }
        String rest = path.substring(dot + 1);
        ObjectNode object = simple("object");
        object.withObject("/properties").set(Variables.root(rest), nested(rest, schema));
        return object;
    }

    /** The first path at which two schemas of one value ask for different types; empty where one value may fit both. */
    static Optional<String> conflict(String path, JsonNode a, JsonNode b) {
        String one = a.path("type").asText();
        String other = b.path("type").asText();
        if (one.isEmpty() || other.isEmpty()) {
            return Optional.empty();
        }
        if (!one.equals(other)) {
            return isNumber(a) && isNumber(b) ? Optional.empty() : Optional.of(path);
        }
        return a.path("properties").properties().stream()
                .filter(property -> b.path("properties").has(property.getKey()))
                .flatMap(property -> conflict(
                        path + "." + property.getKey(),
                        property.getValue(),
                        b.path("properties").path(property.getKey()))
                        .stream())
                .findFirst();
    }

    /** The schema of a property, by its path, in that of the variable. */
    static JsonNode at(String path, JsonNode schema) {
        JsonNode found = schema;
        for (String part : Splitter.on('.')
                .omitEmptyStrings()
                .split(path.substring(Variables.root(path).length()))) {
            found = found.path("properties").path(part);
        }
        return found;
    }

    private static boolean isNumber(JsonNode schema) {
        return schema.path("type").asText().matches("integer|number");
    }

    /** What fits one of two schemas, with the properties of both. */
    static JsonNode merged(JsonNode a, JsonNode b) {
        String type = a.path("type").asText();
        if (isNumber(a) && isNumber(b) && !type.equals(b.path("type").asText())) {
            return simple("number");
        }
        if (!type.equals(b.path("type").asText()) || type.isEmpty()) {
            return anything();
        }
        if (!type.equals("object")
                || a.path("properties").isEmpty()
                || b.path("properties").isEmpty()) {
            return a.equals(b) ? a : simple(type);
        }
        ObjectNode merged = simple(type);
        ObjectNode properties = merged.putObject("properties");
        a.path("properties").properties().forEach(p -> properties.set(p.getKey(), p.getValue()));
        b.path("properties")
                .properties()
                .forEach(p -> properties.set(
                        p.getKey(),
                        properties.has(p.getKey()) ? merged(properties.path(p.getKey()), p.getValue()) : p.getValue()));
        return merged;
    }

    /**
     * Whether whatever fits {@code from} can be put where {@code to} is wanted, as far as the types say; what is not
     * known may be anything.
     */
    static boolean assignable(JsonNode from, JsonNode to) {
        String given = from.path("type").asText();
        String wanted = to.path("type").asText();
        if (given.isEmpty() || wanted.isEmpty()) {
            return true;
        }
        if (wanted.equals("number") && given.equals("integer")) {
            return true;
        }
        return given.equals(wanted)
                && assignable(from.path("items"), to.path("items"))
                && to.path("properties").properties().stream().allMatch(property -> {
                    JsonNode same = from.path("properties").path(property.getKey());
                    return same.isMissingNode() || assignable(same, property.getValue());
                });
    }

    /** What fits a schema, in words. */
    static String says(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> "text";
            case "integer" -> "a whole number";
            case "number" -> "a number";
            case "boolean" -> "true or false";
            case "array" ->
                schema.path("items").path("type").isTextual() ? "a list of " + plural(schema.path("items")) : "a list";
            case "object" -> "a mapping";
            default -> "anything";
        };
    }

    private static String plural(JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> "texts";
            case "integer" -> "whole numbers";
            case "number" -> "numbers";
            case "boolean" -> "true and false";
            case "array" -> "lists";
            default -> "mappings";
        };
    }
}
