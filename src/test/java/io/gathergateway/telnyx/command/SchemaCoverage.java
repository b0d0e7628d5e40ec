package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Walks a schema with all bodies made for it and notes the properties that no body sets, and the fields that the schema
 * does not declare. A path names the branch of a {@code oneOf} by its number.
 */
final class SchemaCoverage {
    final Set<String> unset = new TreeSet<>();
    final Set<String> undeclared = new TreeSet<>();

    private final TelnyxReference reference;
    private final Set<String> notEntered;

    /** @param notEntered property names whose values are JSON trees passed on as they are */
    SchemaCoverage(TelnyxReference reference, Set<String> notEntered) {
        this.reference = reference;
        this.notEntered = notEntered;
    }

    void walk(String path, JsonNode schema, List<JsonNode> values) {
        JsonNode resolved = reference.resolve(schema);
        if (resolved.has("oneOf")) {
            branches(path, resolved.get("oneOf"), values);
        } else if (resolved.has("items")) {
            List<JsonNode> items = new ArrayList<>();
            values.forEach(value -> value.forEach(items::add));
            walk(path + "[]", resolved.get("items"), items);
        } else if (resolved.path("properties").size() > 0) {
            properties(path, resolved, values);
        }
    }

    private void branches(String path, JsonNode branches, List<JsonNode> values) {
        for (int i = 0; i < branches.size(); i++) {
            JsonNode branch = reference.resolve(branches.get(i));
            String branchPath = branches.size() == 1 ? path : path + "<" + i + ">";
            List<JsonNode> matching =
                    values.stream().filter(v -> matches(branch, v)).toList();
            if (matching.isEmpty()) {
                unset.add(branchPath);
            } else {
                walk(branchPath, branch, matching);
            }
        }
    }

    private void properties(String path, JsonNode schema, List<JsonNode> values) {
        JsonNode properties = schema.get("properties");
        properties.fields().forEachRemaining(property -> {
            String name = property.getKey();
            List<JsonNode> set = values.stream()
                    .filter(value -> value.has(name))
                    .map(value -> value.get(name))
                    .toList();
            if (set.isEmpty()) {
                unset.add(path + "." + name);
            } else if (!notEntered.contains(name)) {
                walk(path + "." + name, property.getValue(), set);
            }
        });
        for (JsonNode value : values) {
            value.fieldNames().forEachRemaining(name -> {
                if (!properties.has(name)) {
                    undeclared.add(path + "." + name);
                }
            });
        }
    }

    /** By the JSON type, and by the properties that the branch allows one value only. */
    private boolean matches(JsonNode branch, JsonNode value) {
        boolean typeMatches = switch (branch.path("type").asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            default -> value.isObject();
        };
        if (!typeMatches) {
            return false;
        }
        for (var property : branch.path("properties").properties()) {
            JsonNode allowed = reference.resolve(property.getValue()).path("enum");
            if (allowed.size() == 1 && value.has(property.getKey())) {
                if (!allowed.get(0).equals(value.get(property.getKey()))) {
                    return false;
                }
            }
        }
        return true;
    }
}
