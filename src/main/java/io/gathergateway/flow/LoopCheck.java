package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;

/** Finds steps that lead back to themselves over ways of one sort. Confined to one reading. */
final class LoopCheck {
    private final Map<String, Draft> steps;
    private final Function<Draft, List<WayRef>> leads;
    private final String what;
    private final String cure;

    /**
     * Prepares to look.
     *
     * @param leads the ways that count
     */
    LoopCheck(Map<String, Draft> steps, Function<Draft, List<WayRef>> leads, String what, String cure) {
        this.steps = steps;
        this.leads = leads;
        this.what = what;
        this.cure = cure;
    }

    /** Reports the loops in which there is such a way from a step to another by name. */
    void report(BiPredicate<Draft, String> with, Problems problems) {
        Set<String> done = new HashSet<>();
        for (String step : steps.keySet()) {
            if (!done.contains(step)) {
                from(step, done, with, problems);
            }
        }
    }

    private void from(String first, Set<String> done, BiPredicate<Draft, String> with, Problems problems) {
        List<String> path = new ArrayList<>(List.of(first));
        Deque<Deque<String>> open = new ArrayDeque<>(List.of(next(first)));
        Set<String> onPath = new HashSet<>(path);
        while (!path.isEmpty()) {
            String target = open.element().poll();
            if (target == null) {
                open.pop();
                onPath.remove(path.getLast());
                done.add(path.removeLast());
            } else if (onPath.contains(target)) {
                loop(path.subList(path.indexOf(target), path.size()), with, problems);
            } else if (!done.contains(target)) {
                path.add(target);
                onPath.add(target);
                open.push(next(target));
            }
        }
    }

    private Deque<String> next(String step) {
        Draft draft = steps.get(step);
        Deque<String> next = new ArrayDeque<>();
        if (draft != null) {
            leads.apply(draft).forEach(way -> next.add(way.target()));
        }
        next.removeIf(target -> !steps.containsKey(target));
        return next;
    }

    private void loop(List<String> path, BiPredicate<Draft, String> with, Problems problems) {
        boolean told = false;
        for (int i = 0; i < path.size(); i++) {
            Draft from = steps.get(path.get(i));
            told |= from != null && with.test(from, path.get((i + 1) % path.size()));
        }
        String first =
                path.stream().min((a, b) -> Integer.compare(line(a), line(b))).orElseThrow();
        Draft draft = steps.get(first);
        if (draft != null && told) {
            String round = String.join(" → ", path) + " → " + path.getFirst();
            problems.add(draft.place(), what + ": " + round, cure);
        }
    }

    private int line(String step) {
        Draft draft = steps.get(step);
        return draft == null ? 0 : draft.place().line();
    }
}
