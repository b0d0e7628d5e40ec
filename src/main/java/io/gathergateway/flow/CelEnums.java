package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds comparisons that can never hold: a value that is one of some words is compared with another. */
final class CelEnums {
    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_");
    private static final String IN = "@in";

    private final Variables variables;
    private final CelAbstractSyntaxTree tree;
    private final CelErrors errors;

    CelEnums(Variables variables, CelAbstractSyntaxTree tree, CelErrors errors) {
        this.variables = variables;
        this.tree = tree;
        this.errors = errors;
    }

    /** Whether there was nothing to report. */
    boolean check() {
        return check(tree.getExpr());
    }

    private boolean check(CelExpr expression) {
        boolean good = true;
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL) {
            CelExpr.CelCall call = expression.call();
            if (EQUALITY.contains(call.function())) {
                good = compared(call.args().get(0), call.args().get(1))
                        && compared(call.args().get(1), call.args().get(0));
            } else if (call.function().equals(IN) && call.args().get(1).getKind() == CelExpr.ExprKind.Kind.LIST) {
                for (CelExpr item : call.args().get(1).list().elements()) {
                    good &= compared(call.args().get(0), item);
                }
            }
        }
        for (CelExpr child : CelReads.children(expression)) {
            good &= check(child);
        }
        return good;
    }

    private boolean compared(CelExpr value, CelExpr with) {
        boolean text = with.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && with.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        String path = CelReads.path(value).orElse("");
        JsonNode words = variables.schema(path).path("enum");
        if (!text || path.isEmpty() || words.isEmpty()) {
            return true;
        }
        List<String> known = new ArrayList<>();
        words.forEach(word -> known.add(word.asText()));
        String word = with.constant().stringValue();
        if (known.contains(word)) {
            return true;
        }
        int position = tree.getSource().getPositionsMap().getOrDefault(with.id(), 0);
        errors.report(
                errors.offset(1, position),
                path + " is never " + Problems.quoted(word),
                Nearest.cure(word, known, "values"));
        return false;
    }
}
