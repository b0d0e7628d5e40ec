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
 * the shortest such way, and tells it. A value counts as set on the way {@code next} of the step that brings it; a
 * sensitive one is gone after the http step that used it.
 */
final class Assignments {
    /** Where a path can lack a value: the steps reached so, each with the step before it on the shortest way. */
    private record Unset(Map<String, Optional<String>> before) {}

    private final Flow flow;
    private final Problems problems;
    private final Map<String, List<FlowEdge>> edges = new LinkedHashMap<>();
    private final Map<String, Unset> unset = new HashMap<>();
    private final Set<String> told = new HashSet<>();

    private Assignments(Flow flow, Problems problems) {
        this.flow = flow;
        this.problems = problems;
        flow.steps().forEach((name, step) -> edges.put(name, FlowEdge.of(step)));
    }

    static void check(Flow flow, Problems problems) {
        Assignments check = new Assignments(flow, problems);
        flow.steps().values().forEach(check::step);
    }

    private void step(Step step) {
        for (Use use : Use.of(step, flow)) {
            for (String path : use.expression().reads()) {
                if (use.given().stream().noneMatch(given -> covers(given, path)) && mayLack(path)) {
                    way(step.name(), path).ifPresent(way -> report(step, use, path, way));
                }
            }
        }
    }

    /** Variables without a value at the start, and what only a step brings. */
    private boolean mayLack(String path) {
        String root = Variables.root(path);
        Variable variable = flow.variables().get(root);
        return variable == null
                ? root.equals(Variables.INPUT) || root.equals(Variables.HTTP)
                : variable.initial() == null && !flow.takes().contains(root);
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
                .filter(edge -> edge.sets().stream().anyMatch(set -> covers(set, path)))
                .map(FlowEdge::from)
                .distinct()
                .limit(3)
                .collect(Collectors.joining(" or "));
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
        reach(flow.start(), null, before, open);
        if (flow.onHangup() != null) {
            reach(flow.onHangup(), null, before, open);
        }
        Variable variable = flow.variables().get(Variables.root(path));
        if (variable != null && variable.sensitive()) {
            forgets(variable.name()).forEach(edge -> reach(edge.to(), edge.from(), before, open));
        }
        while (!open.isEmpty()) {
            for (FlowEdge edge : edges.getOrDefault(open.remove(), List.of())) {
                if (edge.sets().stream().noneMatch(set -> covers(set, path))) {
                    reach(edge.to(), edge.from(), before, open);
                }
            }
        }
        return new Unset(before);
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

    /** Whether setting one path gives the other something: it is the same, inside of it, or around it. */
    private static boolean covers(String set, String read) {
        return set.equals(read) || read.startsWith(set + ".") || set.startsWith(read + ".");
    }
}
