package io.gathergateway.flow;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.Optional;

/** Compiles one flow's expressions; what is wrong with one is reported at its place in the file. */
final class CelCheck {
    private final Variables variables;
    private final CelLanguage language;
    private final Problems problems;

    CelCheck(Variables variables, Problems problems) {
        this.variables = variables;
        this.language = new CelLanguage(variables);
        this.problems = problems;
    }

    /** A condition: must be true or false. */
    Optional<Expression> condition(YamlNode.Scalar scalar) {
        return compile(scalar, 0, scalar.text(), type -> switch (type.kind()) {
            case BOOL, DYN -> Optional.empty();
            default ->
                Optional.of(new Wrong(
                        "a condition must be true or false, this is " + CelErrors.type(type.name()),
                        "compare it with something, as in request.reason == \"billing\""));
        });
    }

    /** A value to be inserted in text: must be something that can be spoken. */
    Optional<Expression> insert(YamlNode.Scalar scalar, int from, String source) {
        return compile(
                scalar,
                from,
                source,
                type -> speakable(type)
                        ? Optional.empty()
                        : Optional.of(new Wrong(
                                Problems.quoted(source) + " is " + CelErrors.type(type.name())
                                        + " and cannot be spoken",
                                variables
                                        .properties(source.strip())
                                        .map(all -> "name one of its properties, such as " + source.strip() + "."
                                                + all.getFirst())
                                        .orElse("insert text, a number or true/false"))));
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

    private Optional<Expression> compile(YamlNode.Scalar scalar, int from, String source, TypeRule rule) {
        CelErrors errors = new CelErrors(
                variables, source, (offset, what, cure) -> problems.add(scalar.placeOf(from + offset), what, cure));
        if (source.isBlank()) {
            errors.report(0, "an empty expression", "write one, such as ${call.from}; $${ stands for ${ itself");
            return Optional.empty();
        }
        if (source.length() > Grammar.MAX_EXPRESSION) {
            errors.report(
                    0, "an expression of " + source.length() + " characters", "keep it to " + Grammar.MAX_EXPRESSION);
            return Optional.empty();
        }
        CelValidationResult result = language.check(source);
        if (result.hasError()) {
            for (CelIssue issue : result.getErrors()) {
                errors.report(issue);
            }
            return Optional.empty();
        }
        Optional<Wrong> wrong = rule.check(resultType(result));
        if (wrong.isPresent()) {
            errors.report(indent(source), wrong.get().what(), wrong.get().cure());
            return Optional.empty();
        }
        Optional<Expression> expression = language.program(source).map(program -> new Expression(source, program));
        if (expression.isEmpty()) {
            errors.report(indent(source), "the expression cannot be run", "write it in a simpler way");
        }
        return expression;
    }

    private static int indent(String source) {
        return source.length() - source.stripLeading().length();
    }

    private static CelType resultType(CelValidationResult result) {
        try {
            return result.getAst().getResultType();
        } catch (CelValidationException e) {
            throw new IllegalStateException("an expression without errors has no tree", e);
        }
    }
}
