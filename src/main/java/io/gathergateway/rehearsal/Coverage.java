package io.gathergateway.rehearsal;

import io.gathergateway.call.Decision.Move;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which steps of the flows some calls entered and which ways they went. Immutable.
 *
 * @param steps how many there are
 * @param ways how many there are; one that steps inherit from {@code on:} is one, whichever of them went it
 * @param missedSteps that no call entered, in the order of the flow
 * @param missedWays that no call went, out of steps that some call entered
 * @param unreached how many ways lead out of steps that no call entered
 */
public record Coverage(
        String flow, int steps, int ways, List<String> missedSteps, List<String> missedWays, int unreached) {

    /** Of each flow of the set. */
    public static List<Coverage> of(FlowSet flows, Collection<Story> stories) {
        Set<Move> moves = new HashSet<>();
        stories.forEach(story -> moves.addAll(story.moves()));
        return flows.flows().values().stream().map(flow -> of(flow, moves)).toList();
    }

    private static Coverage of(Flow flow, Set<Move> moves) {
        Set<String> entered = new HashSet<>();
        moves.stream().filter(move -> move.flow().equals(flow.name())).forEach(move -> entered.add(move.step()));
        List<String> missedSteps = flow.steps().keySet().stream()
                .filter(step -> !entered.contains(step))
                .toList();
        Map<String, List<Way>> ways = Way.of(flow).stream()
                .collect(Collectors.groupingBy(Way::told, LinkedHashMap::new, Collectors.toList()));
        List<String> missedWays = new ArrayList<>();
        int unreached = 0;
        for (Map.Entry<String, List<Way>> way : ways.entrySet()) {
            if (way.getValue().stream().noneMatch(one -> entered.contains(one.step()))) {
                unreached++;
            } else if (moves.stream().noneMatch(move -> way.getValue().stream().anyMatch(one -> one.isGoneBy(move)))) {
                missedWays.add(way.getKey());
            }
        }
        return new Coverage(
                flow.name(), flow.steps().size(), ways.size(), missedSteps, List.copyOf(missedWays), unreached);
    }

    public int coveredSteps() {
        return steps - missedSteps.size();
    }

    public int coveredWays() {
        return ways - missedWays.size() - unreached;
    }

    /** The covered share of steps and ways together, in whole percent, rounded down. */
    public int percent() {
        int all = steps + ways;
        return all == 0 ? 100 : 100 * (coveredSteps() + coveredWays()) / all;
    }
}
