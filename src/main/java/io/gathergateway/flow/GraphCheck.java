package io.gathergateway.flow;

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Checks where a flow's ways lead: to steps that exist, from the start to every step, and not round without input. */
final class GraphCheck {
    private final Map<String, Draft> steps = new LinkedHashMap<>();
    private final Map<String, Map<Outcome, WayRef>> ways;
    private final KeyValues on;
    private final Predicate<Draft> calledAsks;
    private final Problems problems;

    private GraphCheck(
            List<Draft> drafts,
            Map<String, Map<Outcome, WayRef>> ways,
            KeyValues on,
            Predicate<Draft> calledAsks,
            Problems problems) {
        drafts.forEach(draft -> steps.put(draft.name(), draft));
        this.ways = ways;
        this.on = on;
        this.calledAsks = calledAsks;
        this.problems = problems;
    }

    /**
     * Reports what is wrong.
     *
     * @param start null when the file does not name it
     * @param on the inherited ways, which must lead somewhere whether used or not
     * @param calledAsks whether the flow that a call step goes through waits for the caller or for time
     */
    static void check(
            List<Draft> drafts,
            Map<String, Map<Outcome, WayRef>> ways,
            @Nullable WayRef start,
            KeyValues on,
            Predicate<Draft> calledAsks,
            Problems problems) {
        if (drafts.isEmpty()) {
            // What is wrong with the steps as a whole was reported.
            return;
        }
        GraphCheck check = new GraphCheck(drafts, ways, on, calledAsks, problems);
        Set<WayRef> all = new LinkedHashSet<>(check.inherited());
        drafts.forEach(draft -> all.addAll(check.leads(draft, true)));
        if (start != null) {
            all.add(start);
        }
        all.forEach(check::target);
        if (start != null && drafts.stream().allMatch(check::complete)) {
            check.unreachable(start);
        }
        check.loops();
        on.find(Grammar.ON_HANGUP).ifPresent(check::withoutTheCaller);
    }

    /** All that {@code on:} names. */
    private List<WayRef> inherited() {
        List<WayRef> all = new ArrayList<>(globalKeys());
        for (Outcome outcome : Outcome.values()) {
            on.find(Grammar.way(outcome)).ifPresent(all::add);
        }
        on.find(Grammar.ON_HANGUP).ifPresent(all::add);
        return all;
    }

    private List<WayRef> globalKeys() {
        return on.get(Grammar.ON_KEYS).values().stream()
                .filter(way -> !way.target().equals(Step.REPEAT))
                .toList();
    }

    /** After the caller hung up nothing can be said or asked any more. */
    private void withoutTheCaller(WayRef first) {
        Set<String> seen = new HashSet<>();
        Deque<WayRef> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
            WayRef way = open.pop();
            Draft draft = steps.get(way.target());
            if (draft == null || draft.kind() == null || !seen.add(draft.name())) {
                continue;
            }
            switch (draft.kind()) {
                case SET, CHOOSE, HTTP -> leads(draft, true).forEach(open::push);
                case HANGUP -> {}
                default ->
                    problems.add(
                            way.place(),
                            "on hangup the flow comes to " + draft.name() + ", a "
                                    + draft.kind().key() + ", but the caller is gone",
                            "lead only to set, choose, http and hangup from there");
            }
        }
    }

    /** Whether all its ways are known; where some are not, nobody can say what cannot be reached. */
    private boolean complete(Draft draft) {
        Kind kind = draft.kind();
        return kind != null
                && ways.getOrDefault(draft.name(), Map.of()).keySet().containsAll(draft.outcomes())
                && (kind != Kind.MENU || draft.values().find(StepGrammar.KEYS).isPresent())
                && (kind != Kind.CHOOSE
                        || draft.values().find(StepGrammar.CHOOSE).isPresent());
    }

    private void target(WayRef way) {
        if (way.target().equals(Step.REPEAT)) {
            problems.add(way.place(), "only a key may lead to repeat", "name a step");
        } else if (!steps.containsKey(way.target())) {
            List<String> written = steps.keySet().stream()
                    .filter(name -> !name.endsWith(StepReader.CHOICE))
                    .toList();
            problems.add(
                    way.place(),
                    "there is no step " + Problems.quoted(way.target()),
                    Nearest.cure(way.target(), written, "steps"));
        }
    }

    /** A way to a step that is misspelt counts for the step that was meant, so that it is not called unreachable. */
    private void unreachable(WayRef start) {
        Set<String> reached = new HashSet<>();
        Deque<WayRef> open = new ArrayDeque<>(List.of(start));
        on.find(Grammar.ON_HANGUP).ifPresent(open::push);
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
            if (!reached.contains(draft.name()) && !draft.name().endsWith(StepReader.CHOICE)) {
                problems.add(
                        draft.place(),
                        "no way leads to step " + draft.name(),
                        "lead a key, a branch or an outcome to it, or take it out");
            }
        }
    }

    /**
     * Steps that can go round for ever while the caller has no say: the ways out of a step that waits count only where
     * they may be gone at once, because on the others the caller was asked, or time passed. And those that go round
     * while the caller says nothing, unless somebody or something else is asked on the way.
     */
    private void loops() {
        new LoopCheck(
                        steps,
                        draft -> leads(draft, false),
                        "these steps can go round without asking the caller anything",
                        "lead one of them to a menu, a gather, a wait or a hangup")
                .report((from, to) -> true, problems);
        new LoopCheck(
                        steps,
                        this::silent,
                        "these steps can go round while the caller does nothing",
                        "lead exhausted, or another way of them, to a person, a record or a hangup")
                .report(
                        (from, to) -> leads(from, false).stream()
                                .noneMatch(way -> way.target().equals(to)),
                        problems);
    }

    /** Where a step may lead a caller who does nothing; nowhere from one that asks others, or takes its time. */
    private List<WayRef> silent(Draft draft) {
        return switch (draft.kind()) {
            case SAY, PLAY, SET, CHOOSE, SEND_DTMF -> leads(draft, false);
            case MENU, GATHER -> {
                List<WayRef> leads = new ArrayList<>(leads(draft, false));
                WayRef exhausted = ways.getOrDefault(draft.name(), Map.of()).get(Outcome.EXHAUSTED);
                if (exhausted != null) {
                    leads.add(exhausted);
                }
                yield leads;
            }
            case null, default -> List.of();
        };
    }

    /** Where a step leads; {@code asked} takes in the ways on which the caller had a say, or time passed. */
    private List<WayRef> leads(Draft draft, boolean asked) {
        Map<Outcome, WayRef> outcomes = ways.getOrDefault(draft.name(), Map.of());
        List<WayRef> leads = new ArrayList<>();
        if (!asked && (waits(draft) || (draft.kind() == Kind.CALL && calledAsks.test(draft)))) {
            outcomes.forEach((outcome, way) -> {
                if (atOnce(draft, outcome)) {
                    leads.add(way);
                }
            });
            return leads;
        }
        leads.addAll(draft.choices());
        leads.addAll(outcomes.values());
        if (draft.hearsKeys()) {
            leads.addAll(globalKeys());
        }
        return leads;
    }

    /** Whether a step that waits may end so without having waited. */
    private static boolean atOnce(Draft draft, Outcome outcome) {
        return outcome == Outcome.FAILED
                || outcome == Outcome.FULL
                || (draft.kind() == Kind.DIAL && outcome != Outcome.NEXT);
    }

    /** Whether a step waits for the caller or for time. */
    static boolean waits(Draft draft) {
        return switch (draft.kind()) {
            case MENU, GATHER, GATHER_AI, ASSISTANT, ASSISTANT_WAIT, RECORD, WAIT, QUEUE, DIAL, BRIDGE -> true;
            case null, default -> false;
        };
    }
}
