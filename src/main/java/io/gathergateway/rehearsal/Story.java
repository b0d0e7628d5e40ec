package io.gathergateway.rehearsal;

import io.gathergateway.call.Decision;
import io.gathergateway.call.Decision.Gap;
import io.gathergateway.call.Decision.Move;
import io.gathergateway.flow.Outcome;
import io.gathergateway.scenario.Scenario.EndedBy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened in one rehearsed call. Filled while it runs, read afterwards; confined to one rehearsal. */
public final class Story {
    private final List<String> heard = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<Deviation> deviations = new ArrayList<>();
    private final List<Gap> gaps = new ArrayList<>();
    final List<String> journal = new ArrayList<>();
    final Map<String, Object> variables = new LinkedHashMap<>();

    @Nullable
    EndedBy endedBy;

    @Nullable
    String handedTo;

    /** Milliseconds of virtual time. */
    long lasted;

    /** What the caller heard, in order. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    /** The steps entered, in order. */
    public List<Move> moves() {
        return List.copyOf(moves);
    }

    /** The commands sent, in order, questions to the backend among them. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** The expressions that could not be evaluated, in order, each once. */
    public List<Gap> gaps() {
        return gaps.stream().distinct().toList();
    }

    /** How long the call was, in milliseconds. */
    public long lasted() {
        return lasted;
    }

    /** Its journal, oldest line first. */
    public List<String> journal() {
        return List.copyOf(journal);
    }

    /** What was not as the scenario says. */
    public List<Deviation> deviations() {
        return List.copyOf(deviations);
    }

    /** The names of the steps: those of the flow it began with by themselves, others as {@code flow/step}. */
    public List<String> steps() {
        String first = moves.isEmpty() ? "" : moves.getFirst().flow();
        return moves.stream()
                .map(move -> move.flow().equals(first) ? move.step() : move.flow() + "/" + move.step())
                .toList();
    }

    /** The same, with the outcomes that led on elsewhere than {@code next}: {@code refill (timeout)}. */
    public List<String> stepsAndOutcomes() {
        List<String> names = steps();
        List<String> told = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Outcome left = left(i);
            told.add(left == null || left == Outcome.NEXT ? names.get(i) : names.get(i) + " (" + left.key() + ")");
        }
        return told;
    }

    /** How the step of this move was left; null where by a key, a branch or an event, or not at all. */
    @Nullable
    Outcome left(int index) {
        Move entered = moves.get(index);
        return moves.stream()
                .skip(index + 1L)
                .filter(move ->
                        move.flow().equals(entered.flow()) && entered.step().equals(move.from()))
                .findFirst()
                .map(Move::outcome)
                .orElse(null);
    }

    void hears(String what) {
        heard.add(what);
    }

    void decided(Decision decision) {
        moves.addAll(decision.moves());
        gaps.addAll(decision.gaps());
    }

    void sent(String command) {
        commands.add(command);
    }

    void deviates(Deviation deviation) {
        if (!deviations.contains(deviation)) {
            deviations.add(deviation);
        }
    }

    /** The first word counts: a call that was handed over was not ended by whoever hangs up then. */
    void ended(EndedBy by) {
        if (endedBy == null) {
            endedBy = by;
        }
    }
}
