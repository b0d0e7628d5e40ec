package io.gathergateway.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problem;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.util.List;
import java.util.Map;

/** The names of a small flow, to compile expressions and values with, and what was found wrong with them. */
final class Words {
    static final String VARS = """
            account: { type: string }
            attempts: { type: integer, value: 0 }
            price: { type: number }
            agreed: { type: boolean }
            tags: { type: list, items: { type: string } }
            request: { type: object, properties: { name: { type: string }, age: { type: integer } } }
            free: { type: object }
            size_of: { type: string, enum: [ small, large ] }
            """;

    final Problems problems = new Problems();
    final Variables variables = new Variables();
    final CelCheck cel;
    final TemplateCompiler templates;
    final ValueCompiler values;

    private Words(String vars) {
        new VariableReader(problems).vars(yaml(vars)).values().forEach(variables::declare);
        variables.languages(List.of("en-US", "es-MX"));
        variables.asks(SchemaTypes.simple("object"));
        variables.hours(List.of("office"));
        variables.fill(
                "claim",
                json("{\"type\":\"object\",\"properties\":{\"injured\":{\"type\":\"boolean\"}}}"),
                new Place("f.yaml", 1, 1),
                problems);
        variables.fill("found", SchemaTypes.anything(), new Place("f.yaml", 1, 1), problems);
        cel = new CelCheck(variables, problems);
        templates = new TemplateCompiler(cel, problems);
        values = new ValueCompiler(cel, templates, problems);
    }

    static Words ofVars() {
        return of(VARS);
    }

    static Words of(String vars) {
        Words words = new Words(vars);
        assertNothingWrong(words.problems);
        return words;
    }

    /** What is wrong with declarations. */
    static List<Problem> problemsOf(String vars) {
        return new Words(vars).problems.list();
    }

    YamlNode yaml(String text) {
        return YamlReader.read("f.yaml", text, problems).orElseThrow();
    }

    YamlNode.Scalar scalar(String text) {
        String quoted = "k: '" + text.replace("'", "''") + "'";
        return (YamlNode.Scalar) ((YamlNode.Mapping) yaml(quoted))
                .entries()
                .values()
                .iterator()
                .next()
                .value();
    }

    Template template(String text) {
        Template template =
                templates.compile(scalar(text), Template.MAX_RENDERED).orElseThrow(this::wrong);
        assertNothingWrong(problems);
        return template;
    }

    Template url(String text) {
        return templates.url(scalar(text)).orElseThrow(this::wrong);
    }

    Value value(String yaml) {
        return values.compile(yaml(yaml), Scope.PLAIN).orElseThrow(this::wrong);
    }

    Expression condition(String text) {
        return cel.condition(scalar(text)).orElseThrow(this::wrong);
    }

    Map<String, Value> set(String yaml) {
        return values.assignments((YamlNode.Mapping) yaml(yaml), Scope.PLAIN).orElseThrow(this::wrong);
    }

    private AssertionError wrong() {
        return new AssertionError(problems.render());
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    static void assertNothingWrong(Problems problems) {
        if (!problems.isEmpty()) {
            throw new AssertionError(problems.render());
        }
    }
}
