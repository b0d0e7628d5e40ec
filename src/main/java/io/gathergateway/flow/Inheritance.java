package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Gives every step the ways it does not map itself, from the flow's {@code on:}. A step that would inherit a way to
 * itself (the apology that cannot be spoken) takes its {@code next} instead.
 */
final class Inheritance {
    private final KeyValues on;
    private final Problems problems;

    Inheritance(KeyValues on, Problems problems) {
        this.on = on;
        this.problems = problems;
    }

    /** By step, where each of its outcomes leads; an outcome that leads nowhere is reported and left out. */
    Map<String, Map<Outcome, WayRef>> ways(List<Draft> drafts) {
        Map<String, Map<Outcome, WayRef>> all = new LinkedHashMap<>();
        drafts.forEach(draft -> all.put(draft.name(), ways(draft)));
        return all;
    }

    private Map<Outcome, WayRef> ways(Draft draft) {
        Map<Outcome, WayRef> ways = new EnumMap<>(Outcome.class);
        ways.putAll(draft.ways());
        ways.keySet().retainAll(draft.outcomes());
        if (draft.kind() == null) {
            return ways;
        }
        for (Outcome outcome : draft.outcomes()) {
            if (!draft.mapped().contains(outcome)) {
                inherit(draft, draft.kind(), outcome, ways);
            }
        }
        return ways;
    }

    private void inherit(Draft draft, Kind kind, Outcome outcome, Map<Outcome, WayRef> ways) {
        WayRef inherited =
                outcome == Outcome.NEXT ? null : on.find(Grammar.way(outcome)).orElse(null);
        boolean itself = inherited != null && inherited.target().equals(draft.name());
        WayRef way = itself ? ways.get(Outcome.NEXT) : inherited;
        if (way != null) {
            ways.put(outcome, way);
        } else if (on.misspelt(Grammar.way(outcome))) {
            return;
        } else if (itself) {
            problems.add(
                    draft.place(),
                    "when " + draft.name() + " ends in " + outcome.key() + ", on: leads it back to itself",
                    "add " + outcome.key() + ": <step> to it");
        } else {
            String orOn = outcome == Outcome.NEXT ? "" : ", or to on: at the top for all steps";
            problems.add(
                    draft.place(),
                    "step " + draft.name() + " (" + kind.key() + ") does not say where " + outcome.key() + " leads",
                    "add " + outcome.key() + ": <step> to it" + orOn);
        }
    }

    /** The names alone, once everything is known to be right. */
    static Map<String, Map<Outcome, String>> targets(Map<String, Map<Outcome, WayRef>> ways) {
        Map<String, Map<Outcome, String>> targets = new LinkedHashMap<>();
        ways.forEach((step, outcomes) -> {
            Map<Outcome, String> names = new EnumMap<>(Outcome.class);
            outcomes.forEach((outcome, way) ->
                    names.put(outcome, Objects.requireNonNull(way).target()));
            targets.put(step, Map.copyOf(names));
        });
        return targets;
    }
}
