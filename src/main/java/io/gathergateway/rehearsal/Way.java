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
 * @param outcome null for a key, a branch or an event: two of one step with the same target cannot be told apart
 */
record Way(String flow, String step, String what, @Nullable Outcome outcome, String to) {

    static List<Way> of(Flow flow) {
        List<Way> ways = new ArrayList<>();
        flow.steps().values().forEach(step -> add(flow.name(), step, ways));
        return ways;
    }

    /** Whether the call went this way when it made this move. */
    boolean isGoneBy(Move move) {
        return move.flow().equals(flow)
                && step.equals(move.from())
                && outcome == move.outcome()
                && to.equals(move.step());
    }

    @Override
    public String toString() {
        return step + " " + what;
    }

    private static void add(String flow, Step step, List<Way> ways) {
        step.ways().forEach((outcome, to) -> ways.add(new Way(flow, step.name(), outcome.key(), outcome, to)));
        switch (step) {
            case Step.Menu menu -> keys(flow, step, menu.keys(), ways);
            case Step.Gather gather -> keys(flow, step, gather.keys(), ways);
            case Step.GatherAi gather -> branches(flow, step, gather.leave(), ways);
            case Step.Assistant assistant -> {
                keys(flow, step, assistant.keys(), ways);
                events(flow, step, assistant.events(), ways);
            }
            case Step.AssistantWait wait -> {
                keys(flow, step, wait.keys(), ways);
                events(flow, step, wait.events(), ways);
            }
            case Step.Choose choose -> {
                branches(flow, step, choose.branches(), ways);
                ways.add(new Way(flow, step.name(), "otherwise", null, choose.otherwise()));
            }
            default -> {}
        }
    }

    private static void keys(String flow, Step step, Map<String, String> keys, List<Way> ways) {
        keys.forEach((key, to) -> ways.add(new Way(flow, step.name(), "key " + key, null, target(step, to))));
    }

    private static void events(String flow, Step step, Map<String, String> events, List<Way> ways) {
        events.forEach((name, to) -> ways.add(new Way(flow, step.name(), "event " + name, null, target(step, to))));
    }

    private static void branches(String flow, Step step, List<Step.Branch> branches, List<Way> ways) {
        branches.forEach(branch ->
                ways.add(new Way(flow, step.name(), "when " + branch.when().source(), null, branch.go())));
    }

    private static String target(Step step, String to) {
        return to.equals(Step.REPEAT) ? step.name() : to;
    }
}
