package io.gathergateway.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A way from one step to another.
 *
 * @param outcome null for a key, a branch or an event
 * @param sets the paths that have a value once it was gone; of a path without properties that are optional, all of it
 */
record FlowEdge(String from, @Nullable Outcome outcome, String to, Set<String> sets) {
    private static final Comparator<FlowEdge> ORDER = Comparator.comparing(
                    FlowEdge::outcome, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(FlowEdge::to);

    /** All ways out of a step to other steps, always in the same order. */
    static List<FlowEdge> of(Step step) {
        List<FlowEdge> edges = new ArrayList<>();
        step.ways()
                .forEach((outcome, to) -> edges.add(
                        new FlowEdge(step.name(), outcome, to, outcome == Outcome.NEXT ? results(step) : Set.of())));
        switch (step) {
            case Step.Menu menu -> plain(step, menu.keys(), Set.of(Variables.INPUT), edges);
            case Step.Gather gather -> plain(step, gather.keys(), Set.of(Variables.INPUT), edges);
            case Step.GatherAi gather ->
                gather.leave().forEach(b -> edges.add(new FlowEdge(step.name(), null, b.go(), Set.of())));
            case Step.Assistant assistant -> {
                plain(step, assistant.keys(), Set.of(), edges);
                plain(step, assistant.events(), Set.of(), edges);
            }
            case Step.AssistantWait wait -> {
                plain(step, wait.keys(), Set.of(), edges);
                plain(step, wait.events(), Set.of(), edges);
            }
            case Step.Choose choose -> {
                Set<String> there = new LinkedHashSet<>();
                for (Step.Branch branch : choose.branches()) {
                    CelGuards guards = branch.when().guards();
                    Set<String> then = new LinkedHashSet<>(there);
                    then.addAll(guards.ifTrue());
                    edges.add(new FlowEdge(step.name(), null, branch.go(), then));
                    there.addAll(guards.ifFalse());
                }
                edges.add(new FlowEdge(step.name(), null, choose.otherwise(), there));
            }
            case Step.Say s -> {}
            case Step.AssistantAddMessages s -> {}
            case Step.AssistantStop s -> {}
            case Step.Set s -> {}
            case Step.Http s -> {}
            case Step.Call s -> {}
            case Step.Return s -> {}
            case Step.Transfer s -> {}
            case Step.Dial s -> {}
            case Step.Bridge s -> {}
            case Step.Queue s -> {}
            case Step.RecordVoice s -> {}
            case Step.SendDtmf s -> {}
            case Step.Wait s -> {}
            case Step.Hangup s -> {}
        }
        edges.sort(ORDER);
        return edges;
    }

    private static void plain(Step step, Map<String, String> ways, Set<String> sets, List<FlowEdge> edges) {
        ways.values().stream()
                .filter(to -> !to.equals(Step.REPEAT))
                .forEach(to -> edges.add(new FlowEdge(step.name(), null, to, sets)));
    }

    /** What a step that did what it should has set. */
    private static Set<String> results(Step step) {
        Set<String> sets = new LinkedHashSet<>();
        String into = into(step);
        if (into != null) {
            sets.add(into);
        }
        if (step instanceof Step.Set set) {
            sets.addAll(set.values().keySet());
        } else if (step instanceof Step.Gather) {
            sets.add(Variables.INPUT);
        } else if (step instanceof Step.Http) {
            sets.add(Variables.HTTP);
        }
        return sets;
    }

    /** The path that takes the result of a step; null for none. */
    static @Nullable String into(Step step) {
        return switch (step) {
            case Step.Gather gather -> gather.into();
            case Step.GatherAi gather -> gather.into();
            case Step.Http http -> http.into();
            case Step.Call call -> call.into();
            case Step.RecordVoice record -> record.into();
            case Step.Wait wait -> wait.event() == null ? null : wait.into();
            case Step.Say s -> null;
            case Step.Menu s -> null;
            case Step.Assistant s -> null;
            case Step.AssistantAddMessages s -> null;
            case Step.AssistantWait s -> null;
            case Step.AssistantStop s -> null;
            case Step.Set s -> null;
            case Step.Choose s -> null;
            case Step.Return s -> null;
            case Step.Transfer s -> null;
            case Step.Dial s -> null;
            case Step.Bridge s -> null;
            case Step.Queue s -> null;
            case Step.SendDtmf s -> null;
            case Step.Hangup s -> null;
        };
    }
}
