package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Compiles one flow's expressions; what is wrong with one is reported at its place in the file. */
final class CelCheck {
    private final Variables variables;
    private final Problems problems;
    private final Map<Scope, Names> scopes = new HashMap<>();

    /** All variables must be known by now. */
    CelCheck(Variables variables, Problems problems) {
        this.variables = variables;
        this.problems = problems;
    }

    /** The names of one scope, and CEL with them. */
    private record Names(Variables variables, CelLanguage language) {}

    /**
     * An expression and what it gives.
     *
     * @param schema JSON Schema; of anything where that is not known
     */
    record Typed(Expression expression, JsonNode schema) {}

    Variables variables() {
        return variables;
    }

    /** A condition: must be true or false, and depend on something. */
    Optional<Expression> condition(YamlNode.Scalar scalar, Scope scope) {
        Optional<Expression> condition =
                compile(scalar, 0, scalar.text(), scope, CelCheck::bool).map(Typed::expression);
        condition.filter(c -> c.reads().isEmpty()).ifPresent(c -> {
            boolean holds = c.holds(Map.of());
            problems.add(
                    scalar.placeOf(indent(scalar.text())),
                    "this condition names no value, so it " + (holds ? "always" : "never") + " holds",
                    "ask for something that changes, such as call.from or input");
        });
        return condition;
    }

    Optional<Expression> condition(YamlNode.Scalar scalar) {
        return condition(scalar, Scope.PLAIN);
    }

    /** A condition that is written as a key; what is wrong with it stands at the key. */
    Optional<Expression> condition(Place place, String text, Scope scope) {
        return condition(new YamlNode.Scalar(place, text, text, text), scope);
    }

    /** A value to be inserted in text: must be something that can be spoken. */
    Optional<Expression> insert(YamlNode.Scalar scalar, int from, String source, Scope scope) {
        return compile(
                        scalar,
                        from,
                        source,
                        scope,
                        type -> speakable(type)
                                ? Optional.empty()
                                : Optional.of(new Wrong(
                                        Problems.quoted(source) + " is " + CelErrors.type(type.name())
                                                + " and cannot be spoken",
                                        variables
                                                .in(scope)
                                                .properties(source.strip())
                                                .map(all -> "name one of its properties, such as " + source.strip()
                                                        + "." + all.getFirst())
                                                .orElse("insert text, a number or true/false"))))
                .map(Typed::expression);
    }

    /** A value of any type that can be kept. */
    Optional<Typed> value(YamlNode.Scalar scalar, int from, String source, Scope scope) {
        return compile(
                scalar,
                from,
                source,
                scope,
                type -> SchemaTypes.schema(type, variables).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Wrong(
                                Problems.quoted(source) + " is " + CelErrors.type(type.name()) + " and cannot be kept",
                                "make text of it: string(" + source.strip() + ")")));
    }

    private static Optional<Wrong> bool(CelType type) {
        return switch (type.kind()) {
            case BOOL, DYN -> Optional.empty();
            default ->
                Optional.of(new Wrong(
                        "a condition must be true or false, this is " + CelErrors.type(type.name()),
                        "compare it with something, as in request.reason == \"billing\""));
        };
    }

    private static boolean speakable(CelType type) {
        return switch (type.kind()) {
            case STRING, INT, UINT, DOUBLE, BOOL, DYN -> true;
            case LIST -> type.parameters().stream().allMatch(item -> item.kind() != CelKind.LIST && speakable(item));
            default -> false;
        };
    }

    private record Wrong(String what, String cure) {}

    private interface TypeRule {
        Optional<Wrong> check(CelType type);
    }

    private Optional<Typed> compile(YamlNode.Scalar scalar, int from, String source, Scope scope, TypeRule rule) {
        Names names = scopes.computeIfAbsent(scope, s -> {
            Variables known = variables.in(s);
            return new Names(known, new CelLanguage(known));
        });
        CelErrors errors = new CelErrors(
                names.variables(),
                source,
                (offset, what, cure) -> problems.add(scalar.placeOf(from + offset), what, cure));
        if (source.isBlank()) {
            errors.report(0, "an empty expression", "write one, such as ${call.from}; $${ stands for ${ itself");
            return Optional.empty();
        }
        if (source.length() > Grammar.MAX_EXPRESSION) {
            errors.report(
                    0, "an expression of " + source.length() + " characters", "keep it to " + Grammar.MAX_EXPRESSION);
            return Optional.empty();
        }
        CelValidationResult result = names.language().check(source);
        if (result.hasError()) {
            for (CelIssue issue : result.getErrors()) {
                errors.report(issue);
            }
            return Optional.empty();
        }
        CelAbstractSyntaxTree tree = tree(result);
        if (!new CelEnums(names.variables(), tree, errors).check()
                || !new CelPatterns(tree, errors).check()
                || !new CelUnknowns(names.variables(), tree, errors).check()) {
            return Optional.empty();
        }
        CelType type = tree.getResultType();
        Optional<Wrong> wrong = rule.check(type);
        if (wrong.isPresent()) {
            errors.report(indent(source), wrong.get().what(), wrong.get().cure());
            return Optional.empty();
        }
        Optional<Typed> typed = names.language()
                .expression(source, scalar.placeOf(from + indent(source)))
                .map(expression -> new Typed(
                        expression, SchemaTypes.schema(type, names.variables()).orElseGet(SchemaTypes::anything)));
        if (typed.isEmpty()) {
            errors.report(indent(source), "the expression cannot be run", "write it in a simpler way");
        }
        return typed;
    }

    private static int indent(String source) {
        return source.length() - source.stripLeading().length();
    }

    private static CelAbstractSyntaxTree tree(CelValidationResult result) {
        try {
            return result.getAst();
        } catch (CelValidationException e) {
            throw new IllegalStateException("an expression without errors has no tree", e);
        }
    }
}
