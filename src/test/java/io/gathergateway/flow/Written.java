package io.gathergateway.flow;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntimeFactory;
import io.gathergateway.yaml.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Flows as a reader would give them, written down in Java: for tests of what is decided, without a file. */
public final class Written {
    /** A command without further parameters. */
    public static final Value.Mapping PLAIN = new Value.Mapping(Map.of());

    private static final Pattern NAME = Pattern.compile("(?<![\\w.\"'])[a-z_]\\w*(?!\\w*\\()");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "in");
    private static final Pattern HOLE = Pattern.compile("\\$\\{([^}]*)}");

    private Written() {}

    /** An expression; each name in it is a variable of any type. */
    public static Expression cel(String source) {
        CelCompilerBuilder compiler = CelCompilerFactory.standardCelCompilerBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(Functions.DECLARATIONS);
        Set<String> names = new HashSet<>();
        Matcher matcher = NAME.matcher(source);
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group()) && names.add(matcher.group())) {
                compiler.addVar(matcher.group(), SimpleType.DYN);
            }
        }
        try {
            CelAbstractSyntaxTree tree = compiler.build().compile(source).getAst();
            return new Expression(
                    source,
                    CelRuntimeFactory.legacyCelRuntimeBuilder()
                            .addFunctionBindings(Functions.BINDINGS)
                            .build()
                            .createProgram(tree),
                    CelReads.of(tree.getExpr()),
                    CelGuards.of(tree.getExpr()),
                    new Place("test", 1, 1));
        } catch (Exception e) {
            throw new IllegalArgumentException(source, e);
        }
    }

    /** A text with {@code ${…}} in it. */
    public static Template text(String source) {
        List<Template.Part> parts = new ArrayList<>();
        Matcher hole = HOLE.matcher(source);
        int from = 0;
        while (hole.find()) {
            parts.add(new Template.Part.Text(source.substring(from, hole.start())));
            parts.add(new Template.Part.Value(cel(hole.group(1))));
            from = hole.end();
        }
        parts.add(new Template.Part.Text(source.substring(from)));
        return new Template(source, Template.MAX_RENDERED, parts);
    }

    public static Prompt say(String text) {
        return new Prompt.Text(text(text), false);
    }

    public static List<Prompt> prompts(String... texts) {
        return java.util.Arrays.stream(texts).map(Written::say).toList();
    }

    /** A value that is one expression. */
    public static Value computed(String source) {
        return new Value.Computed(cel(source));
    }

    public static Value constant(Object value) {
        return new Value.Constant(value);
    }

    /** A mapping: names and values in turn. */
    public static Value.Mapping mapping(Object... namesAndValues) {
        Map<String, Value> entries = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            entries.put(namesAndValues[i].toString(), value instanceof Value written ? written : constant(value));
        }
        return new Value.Mapping(entries);
    }

    /** Ways on, such as {@code "next: bye", "failed: sorry"}. */
    public static Map<Outcome, String> ways(String... ways) {
        Map<Outcome, String> map = new EnumMap<>(Outcome.class);
        for (String way : ways) {
            int colon = way.indexOf(':');
            map.put(
                    Outcome.valueOf(way.substring(0, colon).toUpperCase(java.util.Locale.ROOT)),
                    way.substring(colon + 1).strip());
        }
        return map;
    }

    public static Variable variable(String name, @Nullable Object initial, boolean sensitive) {
        return new Variable(
                name,
                com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode(),
                initial,
                sensitive,
                Variable.KEEP);
    }

    /** A flow in English with these steps, the first of which it starts with. */
    public static Flow flow(String name, @Nullable String onHangup, List<Variable> variables, Step... steps) {
        Map<String, Step> byName = new LinkedHashMap<>();
        for (Step step : steps) {
            byName.put(step.name(), step);
        }
        Map<String, Variable> declared = new LinkedHashMap<>();
        variables.forEach(variable -> declared.put(variable.name(), variable));
        return new Flow(
                name,
                steps[0].name(),
                List.of(
                        new Language("en-US", "AWS.Polly.Joanna", Map.of("welcome", say("Welcome."))),
                        new Language("es-MX", "AWS.Polly.Mia", Map.of("welcome", say("Hola.")))),
                declared,
                List.of(),
                null,
                Map.of(),
                null,
                mapping("record", "record-from-answer"),
                new Flow.Limits(Duration.ofMinutes(30), 60, 20),
                new Flow.On(Map.of(), Map.of(), onHangup),
                byName);
    }

    /** Flows, the first of which answers every call. */
    public static FlowSet set(Flow... flows) {
        Map<String, Flow> byName = new LinkedHashMap<>();
        for (Flow flow : flows) {
            byName.put(flow.name(), flow);
        }
        return new FlowSet(
                "0123456789abcdef",
                "test.yaml",
                Map.of(),
                byName,
                List.of(new FlowSet.Route(null, null, null, flows[0].name())));
    }
}
