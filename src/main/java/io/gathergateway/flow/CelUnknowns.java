package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Splitter;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;

/**
 * Finds properties of values that nothing in the flow describes, such as {@code http.body} of a step without {@code
 * returns}: a misspelt one would show only in a call. What is declared as an object without properties is free.
 */
final class CelUnknowns {
    private final Variables variables;
    private final CelAbstractSyntaxTree tree;
    private final CelErrors errors;

    CelUnknowns(Variables variables, CelAbstractSyntaxTree tree, CelErrors errors) {
        this.variables = variables;
        this.tree = tree;
        this.errors = errors;
    }

    /** Whether there was nothing to report. */
    boolean check() {
        return check(tree.getExpr());
    }

    private boolean check(CelExpr expression) {
        Optional<CelExpr> of = of(expression);
        Optional<String> path = of.flatMap(CelReads::path).filter(this::isUnknown);
        if (path.isPresent()) {
            int position = tree.getSource()
                    .getPositionsMap()
                    .getOrDefault(of.orElseThrow().id(), 0);
            errors.report(
                    errors.offset(1, position),
                    "nothing says what " + path.get() + " has, so a misspelt property would go unnoticed",
                    "declare it at the step that brings it, as in returns: { " + property(expression)
                            + ": { type: string } }");
            return false;
        }
        boolean good = true;
        for (CelExpr child : CelReads.children(expression)) {
            good &= check(child);
        }
        return good;
    }

    /** What a property is taken of. */
    private static Optional<CelExpr> of(CelExpr expression) {
        return switch (expression.getKind()) {
            case SELECT -> Optional.of(expression.select().operand());
            case CALL ->
                expression.call().function().equals("_[_]")
                                && expression.call().args().get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
                                && expression.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? Optional.of(expression.call().args().get(0))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static String property(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                ? expression.select().field()
                : expression.call().args().get(1).constant().stringValue();
    }

    private boolean isUnknown(String path) {
        if (!variables.all().containsKey(Variables.root(path))) {
            return false;
        }
        String known = "";
        for (String part : Splitter.on('.').split(path)) {
            known = known.isEmpty() ? part : known + "." + part;
            JsonNode schema = variables.schema(known);
            if (schema.path("type").asText().equals("object")
                    && schema.path("properties").isEmpty()) {
                return false;
            }
        }
        return variables.schema(path).isEmpty();
    }
}
