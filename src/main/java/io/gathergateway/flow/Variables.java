package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Splitter;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names that a flow's expressions may use, each with the JSON Schema of its values: {@code call}, {@code input},
 * {@code attempt}, {@code http}, and the flow's own variables, declared or made by an {@code into}. Declare all before
 * the first {@code into}. Confined to one reading.
 */
final class Variables {
    static final String INPUT = "input";
    static final String HTTP = "http";
    /** Begins the path of what the backend answered, after {@link #HTTP} and a dot. */
    static final String BODY = "body.";

    static final String PARTIAL = "partial";
    static final String LANGUAGE = "language";
    static final String SECRET = "secret";
    private static final String CALL = "call";
    private static final String ATTEMPT = "attempt";
    private static final String HOURS = "hours";

    /** Names no variable may take: expressions have them, or CEL keeps them for itself. */
    static final Set<String> RESERVED = Set.of(
            CALL,
            INPUT,
            ATTEMPT,
            HTTP,
            PARTIAL,
            HOURS,
            SECRET,
            LANGUAGE,
            "vars",
            "as",
            "break",
            "const",
            "continue",
            "else",
            "false",
            "for",
            "function",
            "if",
            "import",
            "in",
            "let",
            "loop",
            "namespace",
            "null",
            "package",
            "return",
            "true",
            "var",
            "void",
            "while");

    private static final Splitter PARTS = Splitter.on('.').omitEmptyStrings();

    private final Map<String, JsonNode> names = new LinkedHashMap<>();
    private final Map<String, Variable> own = new LinkedHashMap<>();
    private final Set<String> declared = new LinkedHashSet<>();
    private final Map<String, Map<Place, JsonNode>> fills = new LinkedHashMap<>();
    private boolean asked;

    Variables() {
        ObjectNode call = SchemaTypes.simple("object");
        for (String property : List.of("id", "from", "to", "language", "answered_by")) {
            call.withObject("/properties").set(property, SchemaTypes.simple("string"));
        }
        names.put(CALL, call);
        names.put(INPUT, SchemaTypes.simple("string"));
        names.put(ATTEMPT, SchemaTypes.simple("integer"));
        names.put(HTTP, http(SchemaTypes.anything()));
    }

    private Variables(Variables other) {
        names.putAll(other.names);
        own.putAll(other.own);
        declared.addAll(other.declared);
    }

    /** The names of one expression: these and what its scope adds. */
    Variables in(Scope scope) {
        Variables scoped = new Variables(this);
        switch (scope) {
            case Scope.Plain plain -> {}
            case Scope.Partial(JsonNode parameters) -> scoped.names.put(PARTIAL, parameters);
            case Scope.Answer(JsonNode returns) -> scoped.names.put(HTTP, http(returns));
        }
        return scoped;
    }

    /** A variable of {@code vars} or {@code takes}. */
    void declare(Variable variable) {
        names.put(variable.name(), variable.schema());
        own.put(variable.name(), variable);
        declared.add(variable.name());
    }

    /** The flow speaks several languages: then {@code language} is a variable. */
    void languages(List<String> tags) {
        ObjectNode schema = SchemaTypes.simple("string");
        tags.forEach(schema.putArray("enum")::add);
        names.put(LANGUAGE, schema);
    }

    /** The flow has opening hours of these names. */
    void hours(Collection<String> named) {
        ObjectNode hours = SchemaTypes.simple("object");
        for (String name : named) {
            ObjectNode one = hours.withObject("/properties").putObject(name).put("type", "object");
            for (String property : List.of("open", "holiday")) {
                one.withObject("/properties").set(property, SchemaTypes.simple("boolean"));
            }
        }
        if (!named.isEmpty()) {
            names.put(HOURS, hours);
        }
    }

    /** Takes note of an http step; {@code returns} is what its {@code http.body} must fit, or a schema of anything. */
    void asks(JsonNode returns) {
        JsonNode before = schema(HTTP + ".body");
        names.put(HTTP, http(asked ? SchemaTypes.merged(before, returns) : returns));
        asked = true;
    }

    /**
     * Takes note of an {@code into}: a variable that nobody declared is made; two steps may fill one, which then has the
     * properties of both.
     *
     * @param path of a variable or of a property of one
     * @param schema of what is put there
     * @param place of the path
     */
    void fill(String path, JsonNode schema, Place place, Problems problems) {
        String root = root(path);
        if (RESERVED.contains(root)) {
            problems.add(place, "into cannot fill " + root + ", which expressions have already", "choose another name");
        } else if (declared.contains(root)) {
            target(path, "into", place, problems)
                    .filter(target -> !SchemaTypes.assignable(schema, target))
                    .ifPresent(target -> problems.add(
                            place,
                            path + " takes " + SchemaTypes.says(target) + ", but the step brings "
                                    + SchemaTypes.says(schema),
                            "declare it in vars as what the step brings, or choose another variable"));
        } else {
            JsonNode made = SchemaTypes.nested(path, schema);
            boolean torn = conflicts(root, made, place, problems);
            fills.computeIfAbsent(root, name -> new LinkedHashMap<>()).put(place, made);
            JsonNode before = names.get(root);
            JsonNode all = before == null ? made : torn ? before : SchemaTypes.merged(before, made);
            names.put(root, all);
            own.put(root, new Variable(root, all, null, false, Variable.KEEP));
        }
    }

    /** Whether another step fills the variable, or a property of it, with something of another type. */
    private boolean conflicts(String root, JsonNode made, Place place, Problems problems) {
        for (Map.Entry<Place, JsonNode> other :
                fills.getOrDefault(root, Map.of()).entrySet()) {
            Optional<String> path = SchemaTypes.conflict(root, other.getValue(), made);
            if (path.isPresent()) {
                JsonNode first = SchemaTypes.at(path.get(), other.getValue());
                problems.add(
                        place,
                        path.get() + " becomes " + SchemaTypes.says(SchemaTypes.at(path.get(), made)) + " here, but "
                                + SchemaTypes.says(first) + " by the into on line "
                                + other.getKey().line(),
                        "let both bring the same type, or name another variable");
                return true;
            }
        }
        return false;
    }

    /** What a path that is to be set takes; empty, and then reported, when the flow has no such variable or property. */
    Optional<JsonNode> target(String path, String what, Place place, Problems problems) {
        String root = root(path);
        if (RESERVED.contains(root) && !(path.equals(LANGUAGE) && names.containsKey(LANGUAGE))) {
            problems.add(
                    place,
                    what + " names " + path + ", which cannot be set",
                    root.equals(LANGUAGE)
                            ? "list the languages at the top: languages: { en-US: …, es-MX: … }"
                            : "choose another name and declare it in vars");
            return Optional.empty();
        }
        if (!own.containsKey(root) && !root.equals(LANGUAGE)) {
            problems.add(
                    place,
                    what + " names " + path + ", which is no variable of this flow",
                    Nearest.to(root, own.keySet())
                            .map(name -> "did you mean " + name + "?")
                            .orElse("declare it at the top: vars: { " + root + ": { type: string } }"));
            return Optional.empty();
        }
        String known = root;
        for (String property : PARTS.split(path.substring(root.length()))) {
            Optional<List<String>> properties = properties(known);
            String type = schema(known).path("type").asText("object");
            if (!type.equals("object")
                    || (properties.isPresent() && !properties.get().contains(property))) {
                problems.add(
                        place,
                        known + " has no property " + property,
                        Nearest.cure(property, properties.orElse(List.of()), "properties"));
                return Optional.empty();
            }
            known += "." + property;
        }
        return Optional.of(schema(path));
    }

    /** What a record step brings. */
    static JsonNode recording() {
        ObjectNode recording = SchemaTypes.simple("object");
        recording.withObject("/properties").set("url", SchemaTypes.simple("string"));
        recording.withObject("/properties").set("seconds", SchemaTypes.simple("integer"));
        return recording;
    }

    /** What a flow that takes these must be given: an object with all of them. */
    static ObjectNode taken(Collection<Variable> takes) {
        ObjectNode arguments = SchemaTypes.simple("object").put("additionalProperties", false);
        for (Variable variable : takes) {
            arguments.withObject("/properties").set(variable.name(), variable.schema());
            arguments.withArray("/required").add(variable.name());
        }
        return arguments;
    }

    /** The variables of the flow itself, in the order in which they were met. */
    Map<String, Variable> own() {
        return Collections.unmodifiableMap(own);
    }

    Map<String, JsonNode> all() {
        return names;
    }

    List<String> names() {
        return List.copyOf(names.keySet());
    }

    /** The properties of a name, or of one of its properties by its path; empty when nothing is known of them. */
    Optional<List<String>> properties(String path) {
        JsonNode properties = schema(path).path("properties");
        return properties.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        properties.properties().stream().map(Map.Entry::getKey).toList());
    }

    /** The schema at a path; one of anything when nothing is known. */
    JsonNode schema(String path) {
        String root = root(path);
        JsonNode schema = names.getOrDefault(root.replace(SchemaTypes.ITEMS, ""), MissingNode.getInstance());
        for (String part : PARTS.split(path)) {
            String name = part.replace(SchemaTypes.ITEMS, "");
            schema = part.equals(root) ? schema : schema.path("properties").path(name);
            for (int i = name.length(); i < part.length(); i += SchemaTypes.ITEMS.length()) {
                schema = schema.path("items");
            }
            root = "";
        }
        return schema.isMissingNode() ? SchemaTypes.anything() : schema;
    }

    static String root(String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? path : path.substring(0, dot);
    }

    private static JsonNode http(JsonNode body) {
        ObjectNode http = SchemaTypes.simple("object");
        http.withObject("/properties").set("status", SchemaTypes.simple("integer"));
        http.withObject("/properties").set("body", body);
        return http;
    }
}
