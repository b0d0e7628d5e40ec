package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Every template and condition of a file, compiled, by the scalar it came from. Confined to one reading. */
final class Compiled {
    private final IdentityHashMap<YamlNode.Scalar, Template> templates = new IdentityHashMap<>();
    private final IdentityHashMap<YamlNode.Scalar, Expression> conditions = new IdentityHashMap<>();
    private final CelCheck cel;
    private final TemplateCompiler compiler;

    private Compiled(List<Draft> drafts, Problems problems) {
        this.cel = new CelCheck(Variables.of(drafts), problems);
        this.compiler = new TemplateCompiler(cel, problems);
    }

    /** Compiles what was read; also of steps that lack something else, so that all mistakes are found. */
    static Compiled of(List<Draft> drafts, Problems problems) {
        Compiled compiled = new Compiled(drafts, problems);
        drafts.forEach(draft -> draft.values().forEach(compiled::visit));
        return compiled;
    }

    Template template(YamlNode.Scalar scalar) {
        return found(templates.get(scalar), scalar);
    }

    Expression condition(YamlNode.Scalar scalar) {
        return found(conditions.get(scalar), scalar);
    }

    private void visit(Key<?> key, Object value) {
        switch (key.shape()) {
            case Shape.Prompt prompt -> template((YamlNode.Scalar) value, prompt);
            case Shape.Prompts prompts -> {
                for (Object item : (List<?>) value) {
                    template((YamlNode.Scalar) item, prompts.each());
                }
            }
            case Shape.Branches b -> {
                for (Object branch : (List<?>) value) {
                    YamlNode.Scalar when = ((BranchDraft) branch).when();
                    if (when != null) {
                        cel.condition(when).ifPresent(expression -> conditions.put(when, expression));
                    }
                }
            }
            case Shape.Group g -> ((KeyValues) value).forEach(this::visit);
            case Shape.Word w -> {}
            case Shape.OneOf o -> {}
            case Shape.Time t -> {}
            case Shape.Count c -> {}
            case Shape.Voice v -> {}
            case Shape.Way w -> {}
            case Shape.Ways w -> {}
            case Shape.Parameters p -> {}
            case Shape.Steps s -> {}
        }
    }

    private void template(YamlNode.Scalar scalar, Shape.Prompt shape) {
        compiler.compile(scalar, shape.max()).ifPresent(template -> templates.put(scalar, template));
    }

    private static <T> T found(@Nullable T compiled, YamlNode.Scalar scalar) {
        if (compiled == null) {
            throw new IllegalStateException("not compiled: " + scalar.place());
        }
        return compiled;
    }
}
