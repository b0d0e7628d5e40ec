package io.gathergateway.flow;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import io.gathergateway.yaml.Problems;

/** Finds regular expressions that CEL, whose are those of RE2, could not run: a condition with one would never hold. */
final class CelPatterns {
    private static final String MATCHES = "matches";

    private final CelAbstractSyntaxTree tree;
    private final CelErrors errors;

    CelPatterns(CelAbstractSyntaxTree tree, CelErrors errors) {
        this.tree = tree;
        this.errors = errors;
    }

    /** Whether there was nothing to report. */
    boolean check() {
        return check(tree.getExpr());
    }

    private boolean check(CelExpr expression) {
        boolean good = true;
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals(MATCHES)
                && !expression.call().args().isEmpty()) {
            good = pattern(expression.call().args().getLast());
        }
        for (CelExpr child : CelReads.children(expression)) {
            good &= check(child);
        }
        return good;
    }

    private boolean pattern(CelExpr pattern) {
        if (pattern.getKind() != CelExpr.ExprKind.Kind.CONSTANT
                || pattern.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
            return true;
        }
        try {
            Pattern.compile(pattern.constant().stringValue());
            return true;
        } catch (PatternSyntaxException e) {
            int position = tree.getSource().getPositionsMap().getOrDefault(pattern.id(), 0);
            errors.report(
                    errors.offset(1, position),
                    Problems.quoted(pattern.constant().stringValue()) + " is no regular expression of RE2: "
                            + e.getDescription(),
                    "close its brackets; it knows no look-ahead and no back reference");
            return false;
        }
    }
}
