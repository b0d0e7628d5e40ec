package io.gathergateway.flow;

import io.gathergateway.flow.Grammar.Kind;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks where a flow's ways lead: to steps that exist, from the start to every step, and not round without input. */
final class GraphCheck {
    private final Map<String, Draft> steps = new LinkedHashMap<>();
    private final Map<String, Map<Outcome, WayRef>> ways;
    private final Problems problems;

    private GraphCheck(List<Draft> drafts, Map<String, Map<Outcome, WayRef>> ways, Problems problems) {
        drafts.forEach(draft -> steps.put(draft.name(), draft));
        this.ways = ways;
        this.problems = problems;
    }

    /**
     * Reports what is wrong.
     *
     * @param start null when the file does not name it
     * @param on the inherited ways, which must lead somewhere whether used or not
     */
    static void check(
            List<Draft> drafts,
            Map<String, Map<Outcome, WayRef>> ways,
            @Nullable WayRef start,
            Map<String, WayRef> on,
            Problems problems) {
        GraphCheck check = new GraphCheck(drafts, ways, problems);
        Set<WayRef> all = new LinkedHashSet<>(on.values());
        drafts.forEach(draft -> all.addAll(check.leads(draft, true)));
        if (start != null) {
            all.add(start);
        }
        all.forEach(check::target);
        if (start != null && drafts.stream().allMatch(check::complete)) {
            check.unreachable(start);
        }
        check.loops();
    }

    /** Whether all its ways are known; where some are not, nobody can say what cannot be reached. */
    private boolean complete(Draft draft) {
        Kind kind = draft.kind();
        return kind != null
                && ways.getOrDefault(draft.name(), Map.of()).keySet().containsAll(kind.outcomes())
                && (kind != Kind.MENU || draft.values().find(Grammar.KEYS).isPresent())
                && (kind != Kind.CHOOSE || draft.values().find(Grammar.CHOOSE).isPresent());
    }

    private void target(WayRef way) {
        if (!steps.containsKey(way.target())) {
            problems.add(
                    way.place(),
                    "there is no step " + Problems.quoted(way.target()),
                    Nearest.cure(way.target(), steps.keySet(), "steps"));
        }
    }

    /** A way to a step that is misspelt counts for the step that was meant, so that it is not called unreachable. */
    private void unreachable(WayRef start) {
        Set<String> reached = new HashSet<>();
        Deque<WayRef> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            String target = open.pop().target();
            String step = steps.containsKey(target)
                    ? target
                    : Nearest.to(target, steps.keySet()).orElse("");
            Draft draft = steps.get(step);
            if (draft != null && reached.add(step)) {
                leads(draft, true).forEach(open::push);
            }
        }
        if (reached.isEmpty()) {
            return;
        }
        for (Draft draft : steps.values()) {
            if (!reached.contains(draft.name())) {
                problems.add(
                        draft.place(),
                        "no way leads to step " + draft.name(),
                        "lead a key, a branch or an outcome to it, or take it out");
            }
        }
    }

    /**
     * Steps that can go round for ever while the caller has no say: the ways out of a menu or an AI gather count only
     * where Telnyx refused it, because on the others the caller was asked.
     */
    private void loops() {
        Set<String> done = new HashSet<>();
        for (String step : steps.keySet()) {
            if (!done.contains(step)) {
                loopsFrom(step, done);
            }
        }
    }

    private void loopsFrom(String first, Set<String> done) {
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
                loop(path.subList(path.indexOf(target), path.size()));
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
            leads(draft, false).forEach(way -> next.add(way.target()));
        }
        next.removeIf(target -> !steps.containsKey(target));
        return next;
    }

    private void loop(List<String> path) {
        String first =
                path.stream().min((a, b) -> Integer.compare(line(a), line(b))).orElseThrow();
        Draft draft = steps.get(first);
        if (draft != null) {
            String round = String.join(" → ", path) + " → " + path.getFirst();
            problems.add(
                    draft.place(),
                    "these steps can go round without asking the caller anything: " + round,
                    "lead one of them to a menu, a gather_ai or a hangup");
        }
    }

    private int line(String step) {
        Draft draft = steps.get(step);
        return draft == null ? 0 : draft.place().line();
    }

    /** Where a step leads; {@code asked} takes in the ways on which the caller was asked something. */
    private List<WayRef> leads(Draft draft, boolean asked) {
        Map<Outcome, WayRef> outcomes = ways.getOrDefault(draft.name(), Map.of());
        List<WayRef> leads = new ArrayList<>();
        boolean asks = draft.kind() == Kind.MENU || draft.kind() == Kind.GATHER_AI;
        if (asks && !asked) {
            WayRef failed = outcomes.get(Outcome.FAILED);
            if (failed != null) {
                leads.add(failed);
            }
            return leads;
        }
        leads.addAll(draft.choices());
        leads.addAll(outcomes.values());
        return leads;
    }
}
