package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the type of a value: JSON Schema, of the words that {@link Schemas} checks, with {@code list} for {@code array}.
 * A word that is not known, stands at the wrong type or contradicts another is reported at its place.
 */
final class SchemaReader {
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,63}");
    private static final List<String> TYPES = List.of("string", "integer", "number", "boolean", "list", "object");
    private static final List<String> ALL_TYPES =
            List.of("string", "integer", "number", "boolean", "list", "object", "array", "null");
    private static final List<String> ANY =
            List.of("type", "description", "title", "enum", "const", "default", "examples", "format", "$schema", "$id");
    private static final List<String> OF_TEXT = List.of("minLength", "maxLength", "pattern");
    private static final List<String> OF_NUMBERS =
            List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum");
    private static final List<String> OF_LISTS = List.of("items", "minItems", "maxItems");
    private static final List<String> OF_OBJECTS = List.of("properties", "required", "additionalProperties");
    private static final Map<String, List<String>> BY_TYPE = Map.of(
            "string", OF_TEXT, "integer", OF_NUMBERS, "number", OF_NUMBERS, "array", OF_LISTS, "object", OF_OBJECTS);
    private static final int MAX_DEPTH = 16;

    private final Problems problems;

    SchemaReader(Problems problems) {
        this.problems = problems;
    }

    /**
     * The schema as JSON has it.
     *
     * @param name what is described, for messages
     * @param beside keys of the mapping that are no words of a schema: left out
     */
    ObjectNode read(YamlNode.Mapping mapping, String name, Set<String> beside) {
        return read(mapping, name, beside, 0);
    }

    private ObjectNode read(YamlNode.Mapping mapping, String name, Set<String> beside, int depth) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (depth > MAX_DEPTH) {
            problems.add(mapping.place(), name + " is nested too deep", "keep it to " + MAX_DEPTH + " levels");
            return schema;
        }
        Fields fields = Fields.of(mapping, name, problems).orElseThrow();
        fields.node("type").ifPresent(type -> schema.set("type", type(type)));
        for (String word : fields.keys()) {
            YamlNode value = fields.node(word).orElse(null);
            if (!word.equals("type") && !beside.contains(word) && known(word, schema, fields, name) && value != null) {
                word(word, value, name, depth, schema);
            }
        }
        bounds(schema, fields, name);
        return schema;
    }

    private JsonNode type(YamlNode node) {
        if (node instanceof YamlNode.Sequence several) {
            var types = JsonNodeFactory.instance.arrayNode();
            several.items().forEach(item -> types.add(one(item, ALL_TYPES)));
            return types;
        }
        return JsonNodeFactory.instance.textNode(one(node, TYPES));
    }

    private String one(YamlNode node, List<String> words) {
        if (node instanceof YamlNode.Scalar scalar && ALL_TYPES.contains(scalar.text())) {
            return scalar.text().equals("list") ? "array" : scalar.text();
        }
        Values.oneOf(node, "type", words, problems);
        return "string";
    }

    private boolean known(String word, ObjectNode schema, Fields fields, String name) {
        if (ANY.contains(word)) {
            return true;
        }
        JsonNode type = schema.path("type");
        List<String> words = BY_TYPE.getOrDefault(type.asText(), List.of());
        boolean anywhere = BY_TYPE.values().stream().anyMatch(of -> of.contains(word));
        if (words.contains(word) || (anywhere && !type.isTextual())) {
            return true;
        }
        if (anywhere) {
            problems.add(
                    fields.place(word),
                    word + " says nothing about " + SchemaTypes.says(schema),
                    "take it out, or change the type of " + name);
        } else {
            Set<String> near = new LinkedHashSet<>(ANY.subList(0, 4));
            near.addAll(words.isEmpty() ? OF_OBJECTS : words);
            problems.add(
                    fields.place(word),
                    "unknown key " + Problems.quoted(word) + " in " + name,
                    Nearest.cure(word, near, "words of a type"));
        }
        return false;
    }

    private void word(String word, YamlNode value, String name, int depth, ObjectNode schema) {
        switch (word) {
            case "enum" -> constants(value, name, schema);
            case "minLength", "maxLength", "minItems", "maxItems" ->
                Values.integer(value, word, 0, 1_000_000, problems).ifPresent(count -> schema.put(word, count));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> {
                if (value instanceof YamlNode.Scalar scalar && scalar.value() instanceof Number) {
                    schema.set(word, Json.of(scalar));
                } else {
                    problems.add(value.place(), word + " must be a number, not " + value.says(), "give a number");
                }
            }
            case "pattern" ->
                Values.text(value, word, problems).ifPresent(pattern -> {
                    schema.put(word, pattern);
                    if (Schemas.pattern(pattern).isEmpty()) {
                        problems.add(
                                value.place(),
                                Problems.quoted(pattern) + " is no pattern",
                                "write a regular expression as RE2 knows them, such as ^[0-9]{8}$");
                    }
                });
            case "description", "title" -> Values.text(value, word, problems).ifPresent(text -> schema.put(word, text));
            case "items" -> inner(value, name + "[]", depth, schema, word);
            case "additionalProperties" -> {
                if (value instanceof YamlNode.Mapping) {
                    inner(value, name, depth, schema, word);
                } else {
                    Values.bool(value, word, problems).ifPresent(allowed -> schema.put(word, allowed));
                }
            }
            case "properties" -> properties(value, name, depth, schema);
            case "required" -> required(value, schema);
            default -> schema.set(word, Json.of(value));
        }
    }

    private void inner(YamlNode value, String name, int depth, ObjectNode schema, String word) {
        if (value instanceof YamlNode.Mapping mapping) {
            schema.set(word, read(mapping, name, Set.of(), depth + 1));
        } else {
            Fields.of(value, word, problems);
        }
    }

    private void properties(YamlNode value, String name, int depth, ObjectNode schema) {
        ObjectNode properties = schema.putObject("properties");
        if (!(value instanceof YamlNode.Mapping mapping)) {
            Fields.of(value, "properties", problems);
            return;
        }
        mapping.entries().forEach((property, entry) -> {
            checkName(property, entry.place());
            inner(entry.value(), name + "." + property, depth, properties, property);
        });
    }

    /** After {@code properties}, wherever the file has it: order is no matter in a mapping. */
    private void required(YamlNode value, ObjectNode schema) {
        List<YamlNode> items = Values.items(value);
        if (items.isEmpty()) {
            problems.add(value.place(), "required is empty", "name a property in it, or leave it out");
        }
        items.forEach(item -> Values.text(item, "required", problems).ifPresent(schema.withArray("/required")::add));
    }

    private void constants(YamlNode value, String name, ObjectNode schema) {
        if (!(value instanceof YamlNode.Sequence list) || list.items().isEmpty()) {
            problems.add(value.place(), "enum of " + name + " names no value", "list what it may be: [ a, b ]");
            return;
        }
        ObjectNode typed = schema.deepCopy();
        for (YamlNode item : list.items()) {
            Schemas.fits(typed, Json.of(item))
                    .ifPresent(what ->
                            problems.add(item.place(), "a value of enum " + what, "change it, or the type of " + name));
        }
        schema.set("enum", Json.of(list));
    }

    private void bounds(ObjectNode schema, Fields fields, String name) {
        for (List<String> pair : List.of(
                List.of("minimum", "maximum"), List.of("minLength", "maxLength"), List.of("minItems", "maxItems"))) {
            JsonNode least = schema.path(pair.get(0));
            JsonNode most = schema.path(pair.get(1));
            if (least.isNumber() && most.isNumber() && least.doubleValue() > most.doubleValue()) {
                problems.add(
                        fields.place(pair.get(1)),
                        pair.get(1) + " of " + name + " is less than its " + pair.get(0),
                        "make it " + least.asText() + " or more");
            }
        }
        JsonNode properties = schema.path("properties");
        if (schema.has("required") && !properties.isEmpty()) {
            Set<String> known = new LinkedHashSet<>();
            properties.fieldNames().forEachRemaining(known::add);
            fields.items("required").forEach(item -> Values.oneOf(item, "required", known, problems));
        }
    }

    void checkName(String name, Place place) {
        if (!PROPERTY.matcher(name).matches()) {
            problems.add(
                    place,
                    Problems.quoted(name) + " cannot be named in an expression",
                    "use letters, digits and _, 64 at most, a letter first");
        }
    }
}
