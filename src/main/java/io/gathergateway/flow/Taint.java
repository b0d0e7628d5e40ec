package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds sensitive values on their way to where they would be heard, sent on or kept: they may go into the body or a header
 * of an http step, into a condition, and into a variable that is sensitive itself. {@code input} is sensitive after a
 * gather that is, and {@code http.body} after an http step whose result is.
 */
final class Taint {
    private static final String CURE = "use it only in the body or a header of an http step, or in a condition";

    private final Flow flow;
    private final Map<String, Flow> flows;
    private final Problems problems;
    private final Set<String> inputIn;
    private final Set<String> answerIn;

    private Taint(Flow flow, Map<String, Flow> flows, Problems problems) {
        this.flow = flow;
        this.flows = flows;
        this.problems = problems;
        this.inputIn = reached(
                step -> step instanceof Step.Gather gather && gather.sensitive(),
                edge -> edge.sets().contains(Variables.INPUT));
        this.answerIn = reached(
                step -> step instanceof Step.Http http && sensitive(http.into()),
                edge -> edge.sets().contains(Variables.HTTP));
    }

    /**
     * Reports what is wrong.
     *
     * @param flows those it calls, by name
     */
    static void check(Flow flow, Map<String, Flow> flows, Problems problems) {
        Taint check = new Taint(flow, flows, problems);
        Use.ofAnswer(flow).forEach(use -> check.use(use, null));
        flow.steps().values().forEach(step -> Use.of(step, flow).forEach(use -> check.use(use, step)));
    }

    private void use(Use use, @Nullable Step step) {
        for (String path : use.expression().reads()) {
            if (secret(path, use, step) && !allowed(use, step)) {
                boolean plain = use.where() == Use.Where.BODY || use.where() == Use.Where.HEADER;
                String why = sensitive(path) ? " is sensitive" : " is sensitive here, as the variable that took it is,";
                problems.add(
                        use.expression().place(),
                        path + why + " and cannot go "
                                + (plain
                                        ? "over plain http"
                                        : "into " + use.where().says() + named(use)),
                        plain ? "ask an https:// address" : cure(use));
                return;
            }
        }
    }

    private boolean secret(String path, Use use, @Nullable Step step) {
        if (step == null || sensitive(path)) {
            return sensitive(path);
        }
        return switch (Variables.root(path)) {
            // What a gather just took is as sensitive as the gather, whatever was typed before it.
            case Variables.INPUT ->
                use.given().contains(Variables.INPUT)
                        ? step instanceof Step.Gather gather && gather.sensitive()
                        : inputIn.contains(step.name());
            case Variables.HTTP -> !path.equals(Variables.HTTP + ".status") && answerIn.contains(step.name());
            default -> false;
        };
    }

    private boolean allowed(Use use, @Nullable Step step) {
        return switch (use.where()) {
            case CONDITION -> true;
            case BODY, HEADER ->
                !(step instanceof Step.Http http && Escapes.readable(http.url().source()));
            case SET -> sensitive(use.target());
            case WITH -> step instanceof Step.Call call && takes(flows.get(call.flow()), use.target());
            case URL, PROMPT, ASSISTANT, COMMAND, RETURN -> false;
        };
    }

    private static boolean takes(@Nullable Flow called, String name) {
        Variable variable = called == null ? null : called.variables().get(name);
        return called != null
                && variable != null
                && variable.sensitive()
                && called.takes().contains(name);
    }

    private static String named(Use use) {
        return use.target().isEmpty() ? "" : ", here " + use.target();
    }

    private static String cure(Use use) {
        return switch (use.where()) {
            case SET, WITH -> "declare " + Variables.root(use.target()) + " with sensitive: true, or " + CURE;
            case CONDITION, BODY, HEADER, URL, PROMPT, ASSISTANT, COMMAND, RETURN -> CURE;
        };
    }

    private boolean sensitive(@Nullable String path) {
        return path != null
                && Optional.ofNullable(flow.variables().get(Variables.root(path)))
                        .filter(Variable::sensitive)
                        .isPresent();
    }

    /** The steps in which a value of one of some steps may still be the last of its kind; those steps among them. */
    private Set<String> reached(Predicate<Step> from, Predicate<FlowEdge> replaced) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (Step step : flow.steps().values()) {
            if (from.test(step)) {
                if (reached.add(step.name())) {
                    open.add(step.name());
                }
                FlowEdge.of(step).forEach(edge -> {
                    if (reached.add(edge.to())) {
                        open.add(edge.to());
                    }
                });
            }
        }
        while (!open.isEmpty()) {
            String name = open.remove();
            for (FlowEdge edge : flow.steps().containsKey(name) ? FlowEdge.of(flow.step(name)) : List.<FlowEdge>of()) {
                if (!replaced.test(edge) && reached.add(edge.to())) {
                    open.add(edge.to());
                }
            }
        }
        return reached;
    }
}
