package io.gathergateway.flow;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.cel.common.ast.CelExpr;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What an expression needs to have a value, and what is sure once it holds. {@code has(x.y)} asks for a property: where
 * it holds, beside it by {@code &&}, or behind its {@code ?}, the property is there.
 *
 * @param needs the paths it reads without asking for them
 * @param ifTrue the paths that have a value where it holds
 * @param ifFalse the paths that have a value where it does not
 */
record CelGuards(ImmutableSet<String> needs, ImmutableSet<String> ifTrue, ImmutableSet<String> ifFalse) {
    private static final String NOT = "!_";
    private static final String AND = "_&&_";
    private static final String OR = "_||_";
    private static final String IF = "_?_:_";

    static CelGuards of(CelExpr expression) {
        Needs needs = new Needs();
        needs.visit(expression, Set.of());
        return new CelGuards(
                needs.found.build(),
                ImmutableSet.copyOf(sure(expression, true)),
                ImmutableSet.copyOf(sure(expression, false)));
    }

    /** The paths that are there where a condition comes out so. */
    private static Set<String> sure(CelExpr condition, boolean holds) {
        return switch (function(condition)) {
            case NOT -> sure(argument(condition, 0), !holds);
            case AND, OR -> {
                Set<String> first = sure(argument(condition, 0), holds);
                Set<String> second = sure(argument(condition, 1), holds);
                // Of what holds together both parts hold, of the other one nobody knows which.
                yield function(condition).equals(AND) == holds
                        ? Sets.union(first, second)
                        : Sets.intersection(first, second);
            }
            default -> holds ? asked(condition).map(Set::of).orElse(Set.of()) : Set.of();
        };
    }

    /** The property that has(…) asks for. */
    private static Optional<String> asked(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.SELECT
                        && expression.select().testOnly()
                ? CelReads.path(expression.select().operand())
                        .map(of -> of + "." + expression.select().field())
                : Optional.empty();
    }

    private static String function(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CALL
                ? expression.call().function()
                : "";
    }

    private static CelExpr argument(CelExpr call, int index) {
        return call.call().args().get(index);
    }

    /** Goes through one expression. */
    private static final class Needs {
        private final ImmutableSet.Builder<String> found = ImmutableSet.builder();

        void visit(CelExpr expression, Set<String> there) {
            switch (function(expression)) {
                case AND, OR -> {
                    // CEL takes the parts in any order: each guards the other.
                    boolean and = function(expression).equals(AND);
                    CelExpr first = argument(expression, 0);
                    CelExpr second = argument(expression, 1);
                    visit(first, Sets.union(there, sure(second, and)));
                    visit(second, Sets.union(there, sure(first, and)));
                }
                case IF -> {
                    CelExpr condition = argument(expression, 0);
                    visit(condition, there);
                    visit(argument(expression, 1), Sets.union(there, sure(condition, true)));
                    visit(argument(expression, 2), Sets.union(there, sure(condition, false)));
                }
                default -> other(expression, there);
            }
        }

        private void other(CelExpr expression, Set<String> there) {
            Optional<String> path = CelReads.path(expression);
            if (path.isPresent()) {
                if (there.stream().noneMatch(one -> one.equals(path.get()) || one.startsWith(path.get() + "."))) {
                    found.add(path.get());
                }
                return;
            }
            if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
                // Its own variables stand for items: only what it takes from outside counts.
                Set<String> outside = new HashSet<>(CelReads.of(expression));
                outside.removeIf(there::contains);
                found.addAll(outside);
                return;
            }
            CelReads.children(expression).forEach(child -> visit(child, there));
        }
    }
}
