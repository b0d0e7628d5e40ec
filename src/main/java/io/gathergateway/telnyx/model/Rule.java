package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Telnyx accepts in one field. Gives no fault for a value it accepts. */
@FunctionalInterface
interface Rule {
    Pattern BASE64 = Pattern.compile("(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?");
    Pattern DESTINATION = Pattern.compile("\\+[1-9]\\d{1,14}|sips?:[^\\s@]+(?:@\\S+)?");
    int ANY_LENGTH = Integer.MAX_VALUE;

    /** {@code pointer} is where the value stands: {@code /payload}. */
    List<Fault> check(String pointer, JsonNode value);

    Rule TEXT = text(0, ANY_LENGTH);
    Rule BOOLEAN = (pointer, value) -> value.isBoolean() ? List.of() : wrongType(pointer, "boolean", value);
    Rule OBJECT = (pointer, value) -> value.isObject() ? List.of() : wrongType(pointer, "object", value);
    Rule LIST = (pointer, value) -> value.isArray() ? List.of() : wrongType(pointer, "array", value);

    /** 90017; a line break inside is not base64 either. */
    Rule CLIENT_STATE = (pointer, value) ->
            value.isTextual() && BASE64.matcher(value.asText()).matches()
                    ? List.of()
                    : own("90017", pointer, "must be a valid base64 string.");

    /** 90009. */
    Rule LOOP = (pointer, value) -> {
        boolean whole = (value.isTextual() && value.asText().matches("\\d{1,3}")) || value.isIntegralNumber();
        boolean fits = whole && value.asInt() >= 1 && value.asInt() <= 100;
        return fits || value.asText().equals("infinity")
                ? List.of()
                : own(
                        "90009",
                        pointer,
                        "must either be 'infinity' or an 'integer' with a minimum value of 1 and a maximum value of"
                                + " 100.");
    };

    /** 10016: a number in E.164 or a SIP address. */
    Rule DESTINATION_NUMBER = (pointer, value) ->
            value.isTextual() && DESTINATION.matcher(value.asText()).matches()
                    ? List.of()
                    : List.of(new Fault(
                            "10016",
                            "Phone number must be in +E164 format",
                            "The '" + name(pointer) + "' parameter must be in E164 format.",
                            pointer));

    static Rule text(int min, int max) {
        return (pointer, value) -> {
            if (!value.isTextual()) {
                return wrongType(pointer, "string", value);
            }
            int length = value.asText().length();
            return length >= min && length <= max
                    ? List.of()
                    : List.of(new Fault(
                            "10025",
                            "String length out of range",
                            "The field must be between " + min + " and " + max + " characters long, but was " + length
                                    + ".",
                            pointer));
        };
    }

    /** The spoken text: 90010. */
    static Rule payload() {
        return (pointer, value) ->
                value.isTextual() && !value.asText().isEmpty() && value.asText().length() <= 5000
                        ? List.of()
                        : own("90010", pointer, "should contain between 1 and 5000 characters.");
    }

    /** {@code code} null: the general code 10033. */
    static Rule whole(long min, long max, @Nullable String code) {
        return (pointer, value) -> {
            boolean fits = value.isIntegralNumber() && value.asLong() >= min && value.asLong() <= max;
            if (fits) {
                return List.of();
            }
            if (code != null) {
                return own(
                        code,
                        pointer,
                        "must be an 'integer' with a minimum value of " + min + " and a maximum value of " + max + ".");
            }
            return value.isIntegralNumber()
                    ? List.of(new Fault(
                            "10033",
                            "Value outside of range",
                            "The value is outside of allowed range " + min + " to " + max,
                            pointer))
                    : wrongType(pointer, "integer", value);
        };
    }

    /** {@code code} null: the general code 10032. */
    static Rule oneOf(@Nullable String code, String... values) {
        List<String> allowed = List.of(values);
        return (pointer, value) -> {
            if (value.isTextual() && allowed.contains(value.asText())) {
                return List.of();
            }
            return code != null
                    ? own(code, pointer, "must be of type 'string' with a value of either " + allowed + ".")
                    : List.of(new Fault(
                            "10032",
                            "Invalid enumerated value",
                            "The value must be one of: " + String.join(", ", allowed) + ".",
                            pointer));
        };
    }

    /** Text of these characters only. */
    static Rule characters(String code, String allowed, int max) {
        return (pointer, value) -> {
            boolean fits = value.isTextual()
                    && !value.asText().isEmpty()
                    && value.asText().length() <= max
                    && value.asText().chars().allMatch(c -> allowed.indexOf(c) >= 0);
            return fits ? List.of() : own(code, pointer, "must be a 'string' made of " + allowed + ".");
        };
    }

    /** A list whose every item is such. */
    static Rule each(Rule item) {
        return (pointer, value) -> {
            List<Fault> faults = new ArrayList<>(LIST.check(pointer, value));
            for (int i = 0; value.isArray() && i < value.size(); i++) {
                faults.addAll(item.check(pointer + "/" + i, value.path(i)));
            }
            return faults;
        };
    }

    static List<Fault> wrongType(String pointer, String wanted, JsonNode value) {
        String got = value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
        return List.of(new Fault(
                "10026",
                "Invalid parameter type",
                "The parameter must be of type " + wanted + ", but received type " + got,
                pointer));
    }

    /** A field with a code of its own in the catalogue. */
    static List<Fault> own(String code, String pointer, String must) {
        String name = name(pointer);
        return List.of(new Fault(code, "Invalid value for " + name, "The '" + name + "' parameter " + must, pointer));
    }

    private static String name(String pointer) {
        return pointer.substring(pointer.lastIndexOf('/') + 1);
    }
}
