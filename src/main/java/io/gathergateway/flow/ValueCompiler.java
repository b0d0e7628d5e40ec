package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compiles values of a flow file: constants, texts, single expressions, and mappings and lists of them. */
final class ValueCompiler {
    /** Longest text that is made; far more than any command takes. */
    private static final int MAX_TEXT = 10_000;

    private final CelCheck cel;
    private final TemplateCompiler templates;
    private final Problems problems;

    ValueCompiler(CelCheck cel, TemplateCompiler templates, Problems problems) {
        this.cel = cel;
        this.templates = templates;
        this.problems = problems;
    }

    /** A value of any type; empty when something in it is wrong, and then problems say what. */
    Optional<Value> compile(YamlNode node, Scope scope) {
        return compile(node, scope, "", SchemaTypes.anything());
    }

    /**
     * A value for a place that takes only some.
     *
     * @param name what takes it, for messages, such as {@code attempts}
     * @param wanted JSON Schema of what it takes
     */
    Optional<Value> compile(YamlNode node, Scope scope, String name, JsonNode wanted) {
        return switch (node) {
            case YamlNode.Scalar scalar -> scalar(scalar, scope, name, wanted);
            case YamlNode.Mapping mapping -> mapping(mapping, scope, name, wanted);
            case YamlNode.Sequence sequence -> sequence(sequence, scope, name, wanted);
        };
    }

    /**
     * What a step sets: each path must be a variable, or {@code language}, or a property, and each value must be of its
     * type.
     */
    Optional<Map<String, Value>> assignments(YamlNode.Mapping mapping, Scope scope) {
        Map<String, Value> values = new LinkedHashMap<>();
        mapping.entries()
                .forEach((path, entry) -> cel.variables()
                        .target(path, "set", entry.place(), problems)
                        .flatMap(wanted -> compile(entry.value(), scope, path, wanted))
                        .ifPresent(value -> values.put(path, value)));
        return values.size() == mapping.entries().size() ? Optional.of(values) : Optional.empty();
    }

    private Optional<Value> scalar(YamlNode.Scalar scalar, Scope scope, String name, JsonNode wanted) {
        if (!(scalar.value() instanceof String)) {
            return constant(
                    scalar, scalar.value() == null ? Optional.empty() : Optional.of(scalar.value()), name, wanted);
        }
        Optional<List<TemplateCompiler.Piece>> pieces = templates.split(scalar);
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        boolean one = pieces.get().size() == 1;
        if (one && pieces.get().getFirst() instanceof TemplateCompiler.Piece.Plain(String text)) {
            return constant(scalar, Optional.of(text), name, wanted);
        }
        if (one && pieces.get().getFirst() instanceof TemplateCompiler.Piece.Code(String source, int from)) {
            return cel.value(scalar, from, source, scope)
                    .filter(typed -> fits(typed.schema(), scalar.placeOf(from), name, wanted))
                    .map(typed -> new Value.Computed(typed.expression()));
        }
        return templates
                .compile(scalar, MAX_TEXT, scope, pieces.get())
                .filter(template -> fits(SchemaTypes.simple("string"), scalar.place(), name, wanted))
                .map(Value.Text::new);
    }

    private Optional<Value> constant(YamlNode.Scalar scalar, Optional<Object> value, String name, JsonNode wanted) {
        Optional<String> problem = value.flatMap(known -> Schemas.fits(wanted, Json.value(known)));
        problem.ifPresent(what -> problems.add(scalar.place(), name + " " + what, Schemas.cure(wanted)));
        return problem.isPresent() ? Optional.empty() : Optional.of(new Value.Constant(value.orElse(null)));
    }

    private boolean fits(JsonNode given, Place place, String name, JsonNode wanted) {
        boolean fits = SchemaTypes.assignable(given, wanted);
        if (!fits) {
            problems.add(
                    place,
                    name + " takes " + SchemaTypes.says(wanted) + ", this is " + SchemaTypes.says(given),
                    cure(given, wanted));
        }
        return fits;
    }

    private static String cure(JsonNode given, JsonNode wanted) {
        String to = wanted.path("type").asText();
        boolean simple = !given.path("type").asText().matches("array|object");
        return switch (to) {
            case "integer" -> simple ? "make one of it with int(…)" : "give it a number";
            case "number" -> simple ? "make one of it with double(…)" : "give it a number";
            case "string" -> simple ? "make text of it with string(…)" : "give it one of its values";
            case "boolean" -> "compare it with something";
            default -> "give it " + SchemaTypes.says(wanted) + ", or declare it otherwise";
        };
    }

    private Optional<Value> mapping(YamlNode.Mapping mapping, Scope scope, String name, JsonNode wanted) {
        if (!fits(SchemaTypes.simple("object"), mapping.place(), name, wanted)) {
            return Optional.empty();
        }
        JsonNode properties = wanted.path("properties");
        Map<String, Value> entries = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            String path = name.isEmpty() ? key : name + "." + key;
            if (!properties.has(key) && !open(wanted)) {
                List<String> known =
                        properties.properties().stream().map(Map.Entry::getKey).toList();
                problems.add(
                        entry.place(),
                        (name.isEmpty() ? "this" : name) + " has no property " + key,
                        Nearest.cure(key, known, "properties"));
            } else {
                compile(entry.value(), scope, path, properties.path(key)).ifPresent(value -> entries.put(key, value));
            }
        });
        boolean whole = true;
        for (JsonNode required : wanted.path("required")) {
            if (!mapping.entries().containsKey(required.asText())) {
                whole = false;
                problems.add(
                        mapping.place(),
                        (name.isEmpty() ? "this" : name) + " lacks " + required.asText(),
                        "add " + required.asText() + ": <value>");
            }
        }
        return whole && entries.size() == mapping.entries().size()
                ? Optional.of(new Value.Mapping(Collections.unmodifiableMap(entries)))
                : Optional.empty();
    }

    /** Whether a mapping may have more than the properties that are known. */
    private static boolean open(JsonNode wanted) {
        JsonNode others = wanted.path("additionalProperties");
        return others.isMissingNode() ? wanted.path("properties").isEmpty() : others.isObject() || others.asBoolean();
    }

    private Optional<Value> sequence(YamlNode.Sequence sequence, Scope scope, String name, JsonNode wanted) {
        if (!fits(SchemaTypes.simple("array"), sequence.place(), name, wanted)) {
            return Optional.empty();
        }
        List<Value> items = new ArrayList<>();
        for (YamlNode item : sequence.items()) {
            compile(item, scope, name, wanted.path("items")).ifPresent(items::add);
        }
        return items.size() == sequence.items().size()
                ? Optional.of(new Value.Sequence(List.copyOf(items)))
                : Optional.empty();
    }
}
