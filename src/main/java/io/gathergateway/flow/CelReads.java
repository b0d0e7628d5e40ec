package io.gathergateway.flow;

import com.google.common.collect.ImmutableSet;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what an expression reads: the longest paths it names, such as {@code request.account} or {@code input}. */
final class CelReads {
    private final ImmutableSet.Builder<String> reads = ImmutableSet.builder();
    private final Set<String> bound;

    private CelReads(Set<String> bound) {
        this.bound = bound;
    }

    static ImmutableSet<String> of(CelExpr expression) {
        CelReads found = new CelReads(Set.of());
        found.visit(expression);
        return found.reads.build();
    }

    private void visit(CelExpr expression) {
        Optional<String> path = path(expression);
        if (path.isPresent()) {
            if (!bound.contains(Variables.root(path.get()))) {
                reads.add(path.get());
            }
            return;
        }
        if (expression.getKind() == CelExpr.ExprKind.Kind.COMPREHENSION) {
            comprehension(expression.comprehension());
        } else {
            children(expression).forEach(this::visit);
        }
    }

    /** The expressions directly inside of one; of a macro such as exists(…) only what it goes through. */
    static List<CelExpr> children(CelExpr expression) {
        List<CelExpr> children = new ArrayList<>();
        switch (expression.getKind()) {
            case SELECT -> children.add(expression.select().operand());
            case CALL -> {
                expression.call().target().ifPresent(children::add);
                children.addAll(expression.call().args());
            }
            case LIST -> children.addAll(expression.list().elements());
            case MAP ->
                expression.map().entries().forEach(entry -> {
                    children.add(entry.key());
                    children.add(entry.value());
                });
            case STRUCT -> expression.struct().entries().forEach(entry -> children.add(entry.value()));
            case COMPREHENSION -> children.add(expression.comprehension().iterRange());
            case CONSTANT, IDENT, NOT_SET -> {}
        }
        return children;
    }

    /** A macro such as exists(…): its own variables are none of the flow's. */
    private void comprehension(CelExpr.CelComprehension loop) {
        visit(loop.iterRange());
        visit(loop.accuInit());
        Set<String> inner = new HashSet<>(bound);
        inner.add(loop.accuVar());
        inner.add(loop.iterVar());
        inner.add(loop.iterVar2());
        CelReads inside = new CelReads(inner);
        inside.visit(loop.loopCondition());
        inside.visit(loop.loopStep());
        inside.visit(loop.result());
        reads.addAll(inside.reads.build());
    }

    /** The path an expression is, with dots or with constant indexes. */
    static Optional<String> path(CelExpr expression) {
        return switch (expression.getKind()) {
            case IDENT -> Optional.of(expression.ident().name());
            case SELECT ->
                path(expression.select().operand())
                        // has(request.name) asks for the property, so it reads only what has it.
                        .map(of -> expression.select().testOnly()
                                ? of
                                : of + "." + expression.select().field());
            case CALL ->
                expression.call().function().equals("_[_]")
                        ? path(expression.call().args().get(0))
                                .flatMap(of ->
                                        index(expression.call().args().get(1)).map(field -> of + "." + field))
                        : Optional.empty();
            case CONSTANT, LIST, MAP, STRUCT, COMPREHENSION, NOT_SET -> Optional.empty();
        };
    }

    private static Optional<String> index(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                        && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE
                ? Optional.of(expression.constant().stringValue())
                : Optional.empty();
    }
}
