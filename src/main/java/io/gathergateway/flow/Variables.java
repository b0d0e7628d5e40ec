package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables that a flow's expressions may name, with their types: {@code call} and every {@code into}. What an AI
 * gather's schema says of a property is its type here, so that a wrong name or a wrong comparison is found when the
 * file is read.
 */
final class Variables {
    /** Begins the names of our types; no identifier can, so that none is taken for a type. */
    static final String TYPE_MARK = "#";

    private final Map<String, CelType> variables = new LinkedHashMap<>();
    private final Map<String, Map<String, CelType>> structs = new LinkedHashMap<>();

    static Variables of(List<Draft> drafts) {
        Variables all = new Variables();
        all.declare(Grammar.CALL_VARIABLE, Map.of("from", SimpleType.STRING, "to", SimpleType.STRING));
        for (Draft draft : drafts) {
            Optional<ObjectNode> schema =
                    draft.values().find(Grammar.GATHER_AI).flatMap(body -> body.find(Grammar.PARAMETERS));
            draft.values()
                    .find(Grammar.INTO)
                    .ifPresent(name -> schema.ifPresentOrElse(
                            s -> all.declare(name, all.properties(name, s)),
                            () -> all.variables.put(name, SimpleType.DYN)));
        }
        return all;
    }

    Map<String, CelType> all() {
        return variables;
    }

    List<String> names() {
        return List.copyOf(variables.keySet());
    }

    /** The properties of a variable, or of one of its properties by its path; empty when nothing is known of them. */
    Optional<List<String>> properties(String path) {
        return Optional.ofNullable(structs.get(TYPE_MARK + path)).map(fields -> List.copyOf(fields.keySet()));
    }

    /** Two steps may fill one variable: then it has the properties of both. */
    private void declare(String name, Map<String, CelType> fields) {
        if (SimpleType.DYN.equals(variables.get(name))) {
            return;
        }
        variables.put(name, struct(TYPE_MARK + name, merged(TYPE_MARK + name, fields)));
    }

    private Map<String, CelType> merged(String typeName, Map<String, CelType> fields) {
        Map<String, CelType> merged = structs.computeIfAbsent(typeName, t -> new LinkedHashMap<>());
        fields.forEach((field, type) ->
                merged.merge(field, type, (a, b) -> a.name().equals(b.name()) ? a : SimpleType.DYN));
        return merged;
    }

    private static CelType struct(String typeName, Map<String, CelType> fields) {
        ImmutableMap<String, CelType> all = ImmutableMap.copyOf(fields);
        return StructType.create(typeName, all.keySet(), field -> Optional.ofNullable(all.get(field)));
    }

    private Map<String, CelType> properties(String path, JsonNode schema) {
        Map<String, CelType> fields = new LinkedHashMap<>();
        schema.path("properties")
                .properties()
                .forEach(property ->
                        fields.put(property.getKey(), type(path + "." + property.getKey(), property.getValue())));
        return fields;
    }

    private CelType type(String path, JsonNode schema) {
        return switch (schema.path("type").asText()) {
            case "string" -> SimpleType.STRING;
            case "integer" -> SimpleType.INT;
            case "number" -> SimpleType.DOUBLE;
            case "boolean" -> SimpleType.BOOL;
            case "array" -> ListType.create(type(path + "[]", schema.path("items")));
            case "object" ->
                schema.path("properties").isEmpty()
                        ? MapType.create(SimpleType.STRING, SimpleType.DYN)
                        : struct(TYPE_MARK + path, merged(TYPE_MARK + path, properties(path, schema)));
            default -> SimpleType.DYN;
        };
    }

    /** The types of variables and properties that have properties themselves, by their names. */
    ImmutableMap<String, CelType> types() {
        ImmutableMap.Builder<String, CelType> types = ImmutableMap.builder();
        structs.forEach((name, fields) -> types.put(name, struct(name, fields)));
        return types.buildOrThrow();
    }
}
