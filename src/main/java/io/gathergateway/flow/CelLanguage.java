package io.gathergateway.flow;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.gathergateway.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * CEL as the flows use it. Each expression is checked with the types of the flow's variables, and run without them:
 * what an assistant brings may differ from its schema, and then an expression has no value, but never a wrong one.
 * Whole numbers and fractions mix freely, because JSON does not tell them apart.
 */
final class CelLanguage {
    private static final CelType WHOLE = SimpleType.INT;
    private static final CelType FRACTION = SimpleType.DOUBLE;
    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(1000)
            .maxExpressionCodePointSize(Grammar.MAX_EXPRESSION)
            .build();
    private static final List<CelFunctionDecl> MIXED = new ArrayList<>();
    private static final List<CelFunctionBinding> BINDINGS = new ArrayList<>();

    static {
        compare("_==_");
        compare("_!=_");
        calculate("_+_", (a, b) -> a + b, (a, b) -> a + b);
        calculate("_-_", (a, b) -> a - b, (a, b) -> a - b);
        calculate("_*_", (a, b) -> a * b, (a, b) -> a * b);
        calculate("_/_", (a, b) -> a / b, (a, b) -> a / b);
        declare("@in", SimpleType.BOOL, ListType.create(FRACTION), ListType.create(WHOLE));
    }

    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(BINDINGS)
            .addFunctionBindings(Functions.BINDINGS)
            .build();

    private final CelCompiler checker;
    private final CelCompiler untyped;

    CelLanguage(Variables variables) {
        SchemaTypes types = new SchemaTypes();
        CelCompilerBuilder typed = builder();
        CelCompilerBuilder dynamic = builder();
        variables.all().forEach((name, schema) -> {
            typed.addVar(name, types.type(name, schema));
            dynamic.addVar(name, SimpleType.DYN);
        });
        this.checker = typed.setTypeProvider(new Types(types.structs())).build();
        this.untyped = dynamic.build();
    }

    /** What the checker finds: the type, or the errors with their places. */
    CelValidationResult check(String source) {
        return checker.compile(source);
    }

    /** Something that can be run, of a source that passed the check; safe to share between threads. */
    Optional<Expression> expression(String source, Place place) {
        CelValidationResult result = untyped.compile(source);
        if (result.hasError()) {
            return Optional.empty();
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            return Optional.of(new Expression(
                    source,
                    RUNTIME.createProgram(tree),
                    CelReads.of(tree.getExpr()),
                    CelGuards.of(tree.getExpr()),
                    place));
        } catch (CelValidationException | CelEvaluationException e) {
            return Optional.empty();
        }
    }

    private static CelCompilerBuilder builder() {
        return CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(MIXED)
                .addFunctionDeclarations(Functions.DECLARATIONS);
    }

    /** Only declared: at run time CEL compares numbers of both kinds by itself. */
    private static void compare(String function) {
        declare(function, SimpleType.BOOL, FRACTION, WHOLE);
    }

    private static void calculate(
            String function,
            CelFunctionOverload.Binary<Double, Long> fractionFirst,
            CelFunctionOverload.Binary<Long, Double> wholeFirst) {
        declare(function, FRACTION, FRACTION, WHOLE);
        BINDINGS.add(CelFunctionBinding.from(id(function, true), Double.class, Long.class, fractionFirst));
        BINDINGS.add(CelFunctionBinding.from(id(function, false), Long.class, Double.class, wholeFirst));
    }

    private static void declare(String function, CelType result, CelType fraction, CelType whole) {
        boolean in = function.equals("@in");
        MIXED.add(CelFunctionDecl.newFunctionDeclaration(
                function,
                CelOverloadDecl.newGlobalOverload(id(function, true), result, FRACTION, whole),
                CelOverloadDecl.newGlobalOverload(id(function, false), result, WHOLE, in ? fraction : FRACTION)));
    }

    private static String id(String function, boolean fractionFirst) {
        return (fractionFirst ? "fraction_whole" : "whole_fraction") + function;
    }

    /** The types of one flow's variables. */
    private record Types(ImmutableMap<String, CelType> byName) implements CelTypeProvider {
        @Override
        public ImmutableCollection<CelType> types() {
            return byName.values();
        }

        @Override
        public Optional<CelType> findType(String name) {
            return Optional.ofNullable(byName.get(name));
        }
    }
}
