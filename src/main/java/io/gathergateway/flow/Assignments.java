package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds variables that a step reads though on some way to it nothing has set them: a caller would hear a gap. Looks for
 * the shortest such way, and tells it. A value counts as set on the way {@code next} of the step that brings it, and a
 * property of it that is optional there only where {@code has(…)} asked for it; a sensitive one is gone after the http
 * step that used it.
 */
final class Assignments {
    /** Where a path can lack a value: the steps reached so, each with the step before it on the shortest way. */
    private record Unset(Map<String, Optional<String>> before) {}

    private final Flow flow;
    private final Map<String, Flow> flows;
    private final Problems problems;
    private final Map<String, List<FlowEdge>> edges = new LinkedHashMap<>();
    private final Map<String, Unset> unset = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    private Assignments(Flow flow, Map<String, Flow> flows, Problems problems) {
        this.flow = flow;
        this.flows = flows;
        this.problems = problems;
        flow.steps().forEach((name, step) -> edges.put(name, FlowEdge.of(step)));
    }

    /** {@code flows} are all of the set, by name. */
    static void check(Flow flow, Map<String, Flow> flows, Problems problems) {
        Assignments check = new Assignments(flow, flows, problems);
        flow.steps().values().forEach(check::step);
    }

    private void step(Step step) {
        for (Use use : Use.of(step, flow)) {
            for (String path : use.expression().guards().needs()) {
                if (use.given().stream().noneMatch(given -> Brought.covers(given, path))) {
                    way(step.name(), path).ifPresent(way -> report(step, use, path, way));
                }
            }
        }
    }

    /** Whether it lacks a value at the start: what only a step brings, and variables that begin without one. */
    private boolean lacksAtStart(String path) {
        String root = Variables.root(path);
        Variable variable = flow.variables().get(root);
        if (variable == null) {
            return root.equals(Variables.INPUT) || root.equals(Variables.HTTP);
        }
        if (flow.takes().contains(root)) {
            return !path.equals(root) && Brought.mayLack(variable.schema(), path.substring(root.length() + 1));
        }
        return variable.initial() == null
                || Evaluation.get(Map.of(root, variable.initial()), path).isEmpty();
    }

    private void report(Step step, Use use, String path, List<String> way) {
        if (told.add(step.name() + " " + path)) {
            String from = way.size() == 1 ? "the call begins here" : "on the way " + String.join(" → ", way);
            problems.add(use.expression().place(), path + " may have no value here: " + from, cure(path));
        }
    }

    private String cure(String path) {
        String setters = edges.values().stream()
                .flatMap(List::stream)
                .filter(edge -> on(edge, path) == Brought.GIVEN)
                .map(FlowEdge::from)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(" or "));
        String from = edges.values().stream()
                .flatMap(List::stream)
                .filter(edge -> on(edge, path) == Brought.TAKEN)
                .map(FlowEdge::from)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(" and "));
        if (!from.isEmpty()) {
            return "it is optional in what " + from + " brings: ask first, as in has(" + path + ") ? " + path
                    + " : …, or make it required there";
        }
        String lead = setters.isEmpty() ? "let a step set it before" : "lead that way through " + setters;
        Variable variable = flow.variables().get(Variables.root(path));
        if (variable == null) {
            return lead;
        }
        if (variable.sensitive()) {
            return lead + "; a sensitive value is gone after the http step that used it";
        }
        return "give it a value: in vars, or " + lead;
    }

    /** The shortest way to a step on which the path has no value at the end; empty when there is none. */
    private Optional<List<String>> way(String step, String path) {
        Map<String, Optional<String>> before =
                unset.computeIfAbsent(path, this::unset).before();
        if (!before.containsKey(step)) {
            return Optional.empty();
        }
        Deque<String> way = new ArrayDeque<>();
        for (Optional<String> at = Optional.of(step);
                at.isPresent() && !way.contains(at.get());
                at = before.getOrDefault(at.get(), Optional.empty())) {
            way.addFirst(at.get());
        }
        return Optional.of(List.copyOf(way));
    }

    private Unset unset(String path) {
        Map<String, Optional<String>> before = new HashMap<>();
        Deque<String> open = new ArrayDeque<>();
        edges.values().stream()
                .flatMap(List::stream)
                .filter(edge -> on(edge, path) == Brought.TAKEN)
                .forEach(edge -> reach(edge.to(), edge.from(), before, open));
        if (lacksAtStart(path)) {
            reach(flow.start(), null, before, open);
            if (flow.onHangup() != null) {
                reach(flow.onHangup(), null, before, open);
            }
        }
        Variable variable = flow.variables().get(Variables.root(path));
        if (variable != null && variable.sensitive()) {
            forgets(variable.name()).forEach(edge -> reach(edge.to(), edge.from(), before, open));
        }
        while (!open.isEmpty()) {
            for (FlowEdge edge : edges.getOrDefault(open.remove(), List.of())) {
                if (on(edge, path) != Brought.GIVEN) {
                    reach(edge.to(), edge.from(), before, open);
                }
            }
        }
        return new Unset(before);
    }

    private Brought on(FlowEdge edge, String path) {
        return Brought.on(edge, flow.step(edge.from()), path, flows);
    }

    private static void reach(
            String step, @Nullable String from, Map<String, Optional<String>> before, Deque<String> open) {
        if (before.putIfAbsent(step, Optional.ofNullable(from)) == null) {
            open.add(step);
        }
    }

    /** The ways on which a sensitive variable is forgotten. */
    private List<FlowEdge> forgets(String variable) {
        return flow.steps().values().stream()
                .filter(step -> step instanceof Step.Http
                        && Use.of(step, flow).stream()
                                .flatMap(use -> use.expression().reads().stream())
                                .anyMatch(path -> Variables.root(path).equals(variable)))
                .flatMap(step -> edges.getOrDefault(step.name(), List.of()).stream())
                .filter(edge -> edge.outcome() == Outcome.NEXT)
                .toList();
    }
}
