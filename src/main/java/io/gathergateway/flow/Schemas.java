package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against the JSON Schemas of a flow: what an assistant gathered, what a backend answered. Knows the words
 * that {@link SchemaReader} lets into a flow; null is as good as missing. Patterns take time in proportion to the text,
 * whatever they are.
 */
public final class Schemas {
    private static final int MAX_DEPTH = 32;

    private Schemas() {}

    /**
     * What is wrong with a value; empty when it fits.
     *
     * @return such as {@code age must be a whole number}; never the value itself, which may be sensitive
     */
    public static Optional<String> fits(JsonNode schema, JsonNode value) {
        return Optional.ofNullable(problem(schema, value, "", 0));
    }

    /** How to make a value fit. */
    static String cure(JsonNode schema) {
        return schema.has("enum") ? "give one of " + listed(schema.path("enum")) : "give " + SchemaTypes.says(schema);
    }

    private static @Nullable String problem(JsonNode schema, JsonNode value, String path, int depth) {
        if (depth > MAX_DEPTH) {
            return at(path) + "is nested too deep";
        }
        if (!hasType(schema.path("type"), value)) {
            return at(path) + "must be "
                    + (schema.path("type").isTextual()
                            ? SchemaTypes.says(schema)
                            : "of one of the types " + listed(schema.path("type")));
        }
        if (schema.has("enum") && !contains(schema.path("enum"), value)) {
            return at(path) + "must be one of " + listed(schema.path("enum"));
        }
        if (schema.has("const") && !same(schema.path("const"), value)) {
            return at(path) + "must be " + schema.path("const").asText();
        }
        return switch (value.getNodeType()) {
            case STRING -> text(schema, value.asText(), path);
            case NUMBER -> number(schema, value, path);
            case ARRAY -> items(schema, value, path, depth);
            case OBJECT -> properties(schema, value, path, depth);
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> null;
        };
    }

    private static boolean hasType(JsonNode type, JsonNode value) {
        if (type.isArray()) {
            for (JsonNode one : type) {
                if (hasType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "string" -> value.isTextual();
            case "integer" -> whole(value);
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> true;
        };
    }

    /** JSON does not tell 18 from 18.0, and neither do we. */
    private static boolean whole(JsonNode value) {
        if (!value.isNumber()) {
            return false;
        }
        double number = value.doubleValue();
        return value.isIntegralNumber() || (number == Math.rint(number) && !Double.isInfinite(number));
    }

    private static boolean contains(JsonNode constants, JsonNode value) {
        for (JsonNode constant : constants) {
            if (same(constant, value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean same(JsonNode constant, JsonNode value) {
        return (constant.isNumber() && value.isNumber())
                ? constant.doubleValue() == value.doubleValue()
                : constant.equals(value);
    }

    private static @Nullable String text(JsonNode schema, String text, String path) {
        int length = text.codePointCount(0, text.length());
        if (length < schema.path("minLength").asInt(0)) {
            return at(path) + "must have at least " + schema.path("minLength").asInt() + " characters";
        }
        if (length > schema.path("maxLength").asInt(Integer.MAX_VALUE)) {
            return at(path) + "must have at most " + schema.path("maxLength").asInt() + " characters";
        }
        if (schema.has("pattern")
                && pattern(schema.path("pattern").asText())
                        .filter(pattern -> pattern.matcher(text).find())
                        .isEmpty()) {
            return at(path) + "must match " + schema.path("pattern").asText();
        }
        return null;
    }

    /** Empty for one that cannot be understood. */
    static Optional<Pattern> pattern(String source) {
        try {
            return Optional.of(Pattern.compile(source));
        } catch (PatternSyntaxException notOne) {
            return Optional.empty();
        }
    }

    private static @Nullable String number(JsonNode schema, JsonNode value, String path) {
        BigDecimal number = decimal(value);
        if (schema.has("minimum") && number.compareTo(decimal(schema.path("minimum"))) < 0) {
            return at(path) + "must be at least " + schema.path("minimum").asText();
        }
        if (schema.has("maximum") && number.compareTo(decimal(schema.path("maximum"))) > 0) {
            return at(path) + "must be at most " + schema.path("maximum").asText();
        }
        if (schema.has("exclusiveMinimum") && number.compareTo(decimal(schema.path("exclusiveMinimum"))) <= 0) {
            return at(path) + "must be more than "
                    + schema.path("exclusiveMinimum").asText();
        }
        if (schema.has("exclusiveMaximum") && number.compareTo(decimal(schema.path("exclusiveMaximum"))) >= 0) {
            return at(path) + "must be less than "
                    + schema.path("exclusiveMaximum").asText();
        }
        return null;
    }

    private static BigDecimal decimal(JsonNode number) {
        double value = number.doubleValue();
        return Double.isFinite(value)
                ? number.decimalValue()
                : BigDecimal.valueOf(Math.signum(value) * Double.MAX_VALUE);
    }

    private static @Nullable String items(JsonNode schema, JsonNode list, String path, int depth) {
        if (list.size() < schema.path("minItems").asInt(0)) {
            return at(path) + "must have at least " + schema.path("minItems").asInt() + " items";
        }
        if (list.size() > schema.path("maxItems").asInt(Integer.MAX_VALUE)) {
            return at(path) + "must have at most " + schema.path("maxItems").asInt() + " items";
        }
        for (int i = 0; i < list.size(); i++) {
            String problem = problem(schema.path("items"), list.path(i), path + "[" + i + "]", depth + 1);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static @Nullable String properties(JsonNode schema, JsonNode object, String path, int depth) {
        for (JsonNode required : schema.path("required")) {
            if (object.path(required.asText()).isMissingNode()
                    || object.path(required.asText()).isNull()) {
                return inner(path, required.asText()) + " is missing";
            }
        }
        JsonNode known = schema.path("properties");
        JsonNode others = schema.path("additionalProperties");
        for (Iterator<Map.Entry<String, JsonNode>> i = object.fields(); i.hasNext(); ) {
            Map.Entry<String, JsonNode> property = i.next();
            String name = inner(path, property.getKey());
            boolean expected = known.has(property.getKey());
            if (!expected && others.isBoolean() && !others.asBoolean()) {
                return name + " is not expected";
            }
            JsonNode inside = expected ? known.path(property.getKey()) : others;
            String problem =
                    property.getValue().isNull() ? null : problem(inside, property.getValue(), name, depth + 1);
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static String inner(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String at(String path) {
        return path.isEmpty() ? "" : path + " ";
    }

    private static String listed(JsonNode constants) {
        StringBuilder list = new StringBuilder();
        constants.forEach(constant -> list.append(list.isEmpty() ? "" : ", ").append(constant.asText()));
        return list.toString();
    }
}
