package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an object of a request may hold. A null value counts as absent.
 *
 * @param exclusive pairs of fields that exclude each other
 * @param oneNeeded at least one of these must be there; empty asks for nothing
 */
record Shape(Map<String, Rule> fields, List<String> required, List<List<String>> exclusive, List<String> oneNeeded)
        implements Rule {

    static final Shape EMPTY = new Shape(Map.of(), List.of(), List.of(), List.of());

    Shape and(String name, Rule rule) {
        Map<String, Rule> more = new LinkedHashMap<>(fields);
        more.put(name, rule);
        return new Shape(more, required, exclusive, oneNeeded);
    }

    Shape and(Shape other) {
        Map<String, Rule> more = new LinkedHashMap<>(fields);
        more.putAll(other.fields);
        return new Shape(more, required, exclusive, oneNeeded);
    }

    Shape all(Rule rule, String... names) {
        Map<String, Rule> more = new LinkedHashMap<>(fields);
        Arrays.stream(names).forEach(name -> more.put(name, rule));
        return new Shape(more, required, exclusive, oneNeeded);
    }

    Shape required(String... names) {
        return new Shape(fields, List.of(names), exclusive, oneNeeded);
    }

    Shape either(String one, String other) {
        List<List<String>> more = new ArrayList<>(exclusive);
        more.add(List.of(one, other));
        return new Shape(fields, required, more, oneNeeded);
    }

    Shape oneNeeded(String... names) {
        return new Shape(fields, required, exclusive, List.of(names));
    }

    List<Fault> check(JsonNode body) {
        return check("", body);
    }

    @Override
    public List<Fault> check(String pointer, JsonNode body) {
        if (!body.isObject()) {
            return Rule.wrongType(pointer, "object", body);
        }
        List<Fault> faults = new ArrayList<>();
        for (String name : required) {
            if (!body.hasNonNull(name)) {
                faults.add(missing(pointer, name));
            }
        }
        if (!oneNeeded.isEmpty() && oneNeeded.stream().noneMatch(body::hasNonNull)) {
            faults.add(missing(pointer, oneNeeded.getFirst()));
        }
        for (List<String> pair : exclusive) {
            if (pair.stream().allMatch(body::hasNonNull)) {
                faults.add(new Fault(
                        "10027",
                        "Unprocessable Entity",
                        pair.getFirst() + " and " + pair.getLast() + " cannot be used together in one request.",
                        pointer + "/" + pair.getLast()));
            }
        }
        fields.forEach((name, rule) -> {
            if (body.hasNonNull(name)) {
                faults.addAll(rule.check(pointer + "/" + name, body.path(name)));
            }
        });
        return faults;
    }

    Set<String> names() {
        return fields.keySet();
    }

    /** The faults of one field alone. */
    List<Fault> field(String name, JsonNode value) {
        Rule rule = fields.get(name);
        return rule == null ? List.of() : rule.check("/" + name, value);
    }

    /** The fields of the body that are not known. */
    List<String> unknown(JsonNode body) {
        List<String> unknown = new ArrayList<>();
        body.fieldNames().forEachRemaining(name -> {
            if (!fields.containsKey(name)) {
                unknown.add(name);
            }
        });
        return unknown;
    }

    private static Fault missing(String pointer, String name) {
        return new Fault(
                "10004",
                "Missing required parameter",
                "The '" + name + "' parameter is required and cannot be blank.",
                pointer + "/" + name);
    }
}
