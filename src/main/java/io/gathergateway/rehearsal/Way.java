package io.gathergateway.rehearsal;

import io.gathergateway.call.Decision.Move;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One way out of a step.
 *
 * @param what the outcome, or the key, branch or event, as the flow says it
 * @param inherited whether it stands in the flow's {@code on:}
 * @param outcome null for a key, a branch or an event: two of one step with the same target cannot be told apart
 */
record Way(
        String flow,
        String step,
        String what,
        boolean inherited,
        @Nullable Outcome outcome,
        String to) {

    static List<Way> of(Flow flow) {
        List<Way> ways = new ArrayList<>();
        flow.steps().values().forEach(step -> add(flow, step, ways));
        return ways;
    }

    /** Whether the call went this way when it made this move. */
    boolean isGoneBy(Move move) {
        return move.flow().equals(flow)
                && step.equals(move.from())
                && outcome == move.outcome()
                && to.equals(move.step());
    }

    /** What it is called; an inherited one has the same name at every step. */
    String told() {
        return inherited ? "on " + what : step + " " + what;
    }

    private static void add(Flow flow, Step step, List<Way> ways) {
        String name = flow.name();
        step.ways().forEach((outcome, to) -> {
            boolean inherited = to.equals(flow.on().ways().get(outcome));
            ways.add(new Way(name, step.name(), outcome.key(), inherited, outcome, to));
        });
        switch (step) {
            case Step.Menu menu -> keys(flow, step, menu.keys(), ways);
            case Step.Gather gather -> keys(flow, step, gather.keys(), ways);
            case Step.GatherAi gather -> branches(name, step, gather.leave(), ways);
            case Step.Assistant assistant -> {
                keys(flow, step, assistant.keys(), ways);
                events(name, step, assistant.events(), ways);
            }
            case Step.AssistantWait wait -> {
                keys(flow, step, wait.keys(), ways);
                events(name, step, wait.events(), ways);
            }
            case Step.Choose choose -> {
                branches(name, step, choose.branches(), ways);
                ways.add(new Way(name, step.name(), "otherwise", false, null, choose.otherwise()));
            }
            default -> {}
        }
    }

    private static void keys(Flow flow, Step step, Map<String, String> keys, List<Way> ways) {
        keys.forEach((key, to) -> {
            boolean inherited = to.equals(flow.on().keys().get(key));
            ways.add(new Way(flow.name(), step.name(), "key " + key, inherited, null, target(step, to)));
        });
    }

    private static void events(String flow, Step step, Map<String, String> events, List<Way> ways) {
        events.forEach(
                (name, to) -> ways.add(new Way(flow, step.name(), "event " + name, false, null, target(step, to))));
    }

    private static void branches(String flow, Step step, List<Step.Branch> branches, List<Way> ways) {
        branches.forEach(branch ->
                ways.add(new Way(flow, step.name(), "when " + branch.when().source(), false, null, branch.go())));
    }

    private static String target(Step step, String to) {
        return to.equals(Step.REPEAT) ? step.name() : to;
    }
}
