package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the declarations of {@code vars} and {@code takes}. */
final class VariableReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
    private static final Duration LONGEST = Duration.ofHours(4);
    private static final Set<String> OF_VARS = Set.of("value", "sensitive", "keep");
    private static final Set<String> OF_TAKES = Set.of("sensitive", "keep");

    private final Problems problems;

    VariableReader(Problems problems) {
        this.problems = problems;
    }

    /** {@code vars:}, by name, in the order of the file. */
    Map<String, Variable> vars(YamlNode node) {
        return read(node, "vars", OF_VARS);
    }

    /** {@code takes:}; the calling flow gives their values. */
    Map<String, Variable> takes(YamlNode node) {
        return read(node, "takes", OF_TAKES);
    }

    private Map<String, Variable> read(YamlNode node, String key, Set<String> beside) {
        Map<String, Variable> variables = new LinkedHashMap<>();
        if (Fields.of(node, key, problems).isPresent() && node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach((name, entry) -> {
                checkName(name, entry);
                Fields.of(entry.value(), name, problems)
                        .ifPresent(fields ->
                                variables.put(name, variable(name, (YamlNode.Mapping) entry.value(), fields, beside)));
            });
        }
        return variables;
    }

    private void checkName(String name, YamlNode.Entry entry) {
        if (Variables.RESERVED.contains(name)) {
            problems.add(
                    entry.place(), "no variable can be called " + name, "expressions have that name; choose another");
        } else if (!NAME.matcher(name).matches()) {
            problems.add(
                    entry.place(),
                    Problems.quoted(name) + " is no name for a variable",
                    "begin with a small letter, then small letters, digits and _, 64 at most");
        }
    }

    private Variable variable(String name, YamlNode.Mapping mapping, Fields fields, Set<String> beside) {
        if (!fields.has("type") && !fields.has("enum")) {
            fields.missing("type", "string", "");
        }
        ObjectNode schema = new SchemaReader(problems).read(mapping, name, beside);
        boolean sensitive = beside.contains("sensitive") && fields.bool("sensitive", false);
        Duration keep =
                sensitive ? fields.duration("keep", Duration.ofSeconds(1), LONGEST, Variable.KEEP) : Variable.KEEP;
        if (!sensitive && fields.has("keep")) {
            problems.add(
                    fields.place("keep"),
                    "keep is for sensitive variables, " + name + " is none",
                    "add sensitive: true, or take keep out");
        }
        @Nullable
        Object initial = beside.contains("value")
                ? fields.node("value").map(node -> initial(name, node, schema)).orElse(null)
                : null;
        if (sensitive && initial != null) {
            problems.add(
                    fields.place("value"),
                    "a sensitive value cannot stand in the flow file",
                    "take value out; the caller or a backend brings it");
        }
        return new Variable(name, schema, initial, sensitive, keep);
    }

    private @Nullable Object initial(String name, YamlNode node, ObjectNode schema) {
        Schemas.fits(schema, Json.of(node))
                .ifPresent(what -> problems.add(node.place(), name + " " + what, Schemas.cure(schema)));
        return CelValues.plain(Json.of(node));
    }
}
