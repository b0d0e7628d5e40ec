package io.gathergateway.flow;

import io.gathergateway.yaml.Problems;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds steps for company that is not there: a bridge on a way on which no dial reached anybody, and assistant_… steps to
 * which no way leads while an assistant may talk. Confined to one reading.
 */
final class CompanyCheck {
    private final Map<String, Draft> steps = new HashMap<>();
    private final Map<String, Map<Outcome, WayRef>> ways;
    private final List<WayRef> globalKeys;
    private final BiPredicate<Draft, Kind> calledHas;
    private final Map<At, Optional<At>> before = new HashMap<>();
    private final Deque<At> open = new ArrayDeque<>();

    /**
     * A moment of a call.
     *
     * @param dialled whether somebody whom a dial reached is there
     * @param assistant whether an assistant may talk
     */
    private record At(String step, boolean dialled, boolean assistant) {}

    private CompanyCheck(
            List<Draft> drafts,
            Map<String, Map<Outcome, WayRef>> ways,
            List<WayRef> globalKeys,
            BiPredicate<Draft, Kind> calledHas) {
        drafts.forEach(draft -> steps.put(draft.name(), draft));
        this.ways = ways;
        this.globalKeys = globalKeys;
        this.calledHas = calledHas;
    }

    /**
     * Reports them.
     *
     * @param start where a call begins, with nobody there
     * @param calledHas whether the flow that a call step goes through has a step of this kind
     */
    static void check(
            List<Draft> drafts,
            Map<String, Map<Outcome, WayRef>> ways,
            String start,
            List<WayRef> globalKeys,
            BiPredicate<Draft, Kind> calledHas,
            Problems problems) {
        CompanyCheck check = new CompanyCheck(drafts, ways, globalKeys, calledHas);
        check.reach(start, null, false, false);
        while (!check.open.isEmpty()) {
            check.leave(check.open.remove());
        }
        Set<String> met = new HashSet<>();
        check.before.keySet().stream().filter(At::assistant).forEach(at -> met.add(at.step()));
        for (Draft draft : drafts) {
            check.report(draft, met.contains(draft.name()), problems);
        }
    }

    private void report(Draft draft, boolean met, Problems problems) {
        List<At> reached = before.keySet().stream()
                .filter(at -> at.step().equals(draft.name()))
                .toList();
        switch (draft.kind()) {
            case BRIDGE ->
                reached.stream()
                        .filter(at -> !at.dialled())
                        .map(this::way)
                        .min((a, b) -> Integer.compare(a.size(), b.size()))
                        .ifPresent(way -> problems.add(
                                draft.place(),
                                "nobody is there to be joined with: on the way " + String.join(" → ", way)
                                        + " no dial reached anybody",
                                "lead next of a dial here, and nothing else"));
            case ASSISTANT_ADD_MESSAGES, ASSISTANT_WAIT, ASSISTANT_STOP -> {
                if (!reached.isEmpty() && !met) {
                    problems.add(
                            draft.place(),
                            "no assistant talks when the flow comes to " + draft.name(),
                            "lead a key, an event or the timeout of an assistant here; any step that is heard stops it");
                }
            }
            case null, default -> {}
        }
    }

    private List<String> way(At last) {
        List<String> way = new ArrayList<>();
        for (Optional<At> at = Optional.of(last);
                at.isPresent();
                at = before.getOrDefault(at.get(), Optional.empty())) {
            way.addFirst(at.get().step());
        }
        return way;
    }

    private void leave(At at) {
        Draft draft = steps.get(at.step());
        if (draft == null || draft.kind() == null) {
            return;
        }
        ways.getOrDefault(draft.name(), Map.of()).forEach((outcome, way) -> goes(at, draft, outcome, way.target()));
        draft.choices().forEach(way -> goes(at, draft, null, way.target()));
        if (draft.hearsKeys()) {
            globalKeys.forEach(way -> goes(at, draft, null, way.target()));
        }
    }

    /** {@code outcome} is null for a key, a branch or an event. */
    private void goes(At at, Draft draft, @Nullable Outcome outcome, String to) {
        boolean next = outcome == Outcome.NEXT;
        switch (Objects.requireNonNull(draft.kind())) {
            case DIAL -> reach(to, at, next, false);
            case BRIDGE -> reach(to, at, false, false);
            case ASSISTANT -> reach(to, at, at.dialled(), !next && outcome != Outcome.FAILED);
            case ASSISTANT_WAIT -> reach(to, at, at.dialled(), at.assistant() && !next);
            case ASSISTANT_STOP -> reach(to, at, at.dialled(), false);
            case ASSISTANT_ADD_MESSAGES, SET, CHOOSE, HTTP, WAIT -> reach(to, at, at.dialled(), at.assistant());
            case CALL ->
                reach(
                        to,
                        at,
                        at.dialled() || calledHas.test(draft, Kind.DIAL),
                        at.assistant() || calledHas.test(draft, Kind.ASSISTANT));
            default -> reach(to, at, at.dialled(), false);
        }
    }

    private void reach(String step, @Nullable At from, boolean dialled, boolean assistant) {
        At at = new At(step, dialled, assistant);
        if (before.putIfAbsent(at, Optional.ofNullable(from)) == null) {
            open.add(at);
        }
    }
}
