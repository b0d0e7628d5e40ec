package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Then;
import io.gathergateway.flow.Expression;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.NoValue;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.InvalidCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the flow of one {@link Turn} goes: from step to step, into called flows and back, and on without the caller.
 * Invariant: a turn enters finitely many steps, for the flow's limits end the call.
 */
final class Navigation {
    /** How long a flow may go on after the caller left. */
    static final Duration WITHOUT_CALLER = Duration.ofSeconds(60);

    private final Turn turn;
    private @Nullable String next;
    private boolean entering;
    private final List<Decision.Move> moves = new ArrayList<>();
    private final List<Decision.Gap> gaps = new ArrayList<>();
    private @Nullable String left;
    private @Nullable Outcome outcome;

    Navigation(Turn turn) {
        this.turn = turn;
        this.left = turn.before.step();
    }

    /** The steps entered so far. */
    List<Decision.Move> moves() {
        return List.copyOf(moves);
    }

    /** The expressions that could not be evaluated so far. */
    List<Decision.Gap> gaps() {
        return List.copyOf(gaps);
    }

    /**
     * Begins a flow; no step of it is entered yet.
     *
     * @param with what it takes
     */
    void begin(Flow flow, Map<String, Object> with) {
        turn.flow = flow;
        turn.variables.clear();
        turn.variables.putAll(Scope.initial(flow));
        with.forEach((name, value) -> Secrets.store(turn, name, value));
    }

    /** Goes to a step of the flow and does what it does first. A step that goes on at once does so after it returned. */
    void enter(String name) {
        next = name;
        if (entering) {
            return;
        }
        entering = true;
        while (next != null) {
            String step = next;
            next = null;
            moves.add(new Decision.Move(turn.flow.name(), left, outcome, step));
            outcome = null;
            left = step;
            step(step);
        }
        entering = false;
    }

    /** Nothing more is entered in this turn. */
    void stop() {
        next = null;
    }

    private void step(String name) {
        int visits = turn.visits.merge(turn.flow.name() + "/" + name, 1, Integer::sum);
        if (++turn.steps > root().limits().steps()
                || visits > turn.flow.limits().visits()) {
            turn.hangUp();
            return;
        }
        turn.noInput = 0;
        turn.noMatch = 0;
        turn.tries = 0;
        turn.awaited = null;
        turn.timers.cancel(Timers.STEP);
        turn.step = name;
        Step step = turn.flow.step(name);
        AssistantStep.leaving(turn, step);
        attempt(step, () -> Steps.enter(turn, step));
    }

    /**
     * Does something of a step; a command that Telnyx would refuse is the step's failure, as a refusal would be, and so is
     * a value that cannot be had.
     */
    void attempt(Step step, Runnable work) {
        try {
            work.run();
        } catch (InvalidCommand refused) {
            Steps.failed(turn, step);
        } catch (NoValue none) {
            lacks(none, Then.FAILED);
            Steps.lacksValue(turn, step);
        }
    }

    /** Takes note of a value that cannot be had. */
    void lacks(NoValue none, Then then) {
        gaps.add(new Decision.Gap(turn.flow.name(), turn.stepName(), none.at(), none.why(), then));
    }

    /** Whether a condition holds; of one that cannot be evaluated, which does not, it takes note. */
    boolean holds(Expression condition, Map<String, Object> values) {
        return condition.holds(values, none -> lacks(none, Then.NOT_HELD));
    }

    /** A key's or an event's way out of the step; {@link Step#REPEAT} asks it again. */
    void leave(Step from, String way) {
        enter(way.equals(Step.REPEAT) ? from.name() : way);
    }

    /** Leaves the step by one of its ways. */
    void go(Step from, Outcome outcome) {
        String way = from.way(outcome);
        if (outcome == Outcome.FAILED && way.equals(from.name())) {
            // It would fail for ever: the step that consoles the caller cannot be spoken either.
            turn.hangUp();
            return;
        }
        this.outcome = outcome;
        enter(way);
    }

    /** Begins another flow of the set; this one waits at its step. */
    void call(Step from, Flow flow, Map<String, Object> with) {
        turn.frames.add(new Frame(turn.flow.name(), from.name(), turn.variables));
        begin(flow, with);
        left = null;
        enter(flow.start());
    }

    /** Back to the flow that called this one; null where none did. */
    @Nullable
    Step back() {
        if (turn.frames.isEmpty()) {
            return null;
        }
        Frame frame = turn.frames.removeLast();
        turn.flow = turn.flows.flow(frame.flow());
        turn.variables.clear();
        turn.variables.putAll(frame.variables());
        turn.step = frame.step();
        left = frame.step();
        return turn.flow.step(frame.step());
    }

    /** The flow that the call began with: its limits hold for all it calls. */
    Flow root() {
        return turn.frames.isEmpty()
                ? turn.flow
                : turn.flows.flow(turn.frames.getFirst().flow());
    }

    /** Whether a flow of this call says what to do without the caller. */
    boolean hasWayWithoutCaller() {
        return turn.step != null
                && (turn.flow.onHangup() != null
                        || turn.frames.stream()
                                .anyMatch(frame -> turn.flows.flow(frame.flow()).onHangup() != null));
    }

    /**
     * The caller left, on their own account: the nearest flow that says what to do then does it, without the caller.
     * Where none says it the call ends.
     */
    void withoutCallerOrFinish() {
        if (!hasWayWithoutCaller()) {
            finish();
            return;
        }
        String begin = turn.flow.onHangup();
        while (begin == null && back() != null) {
            begin = turn.flow.onHangup();
        }
        if (begin != null) {
            turn.stage = Stage.RUNNING;
            turn.awaited = null;
            turn.timers.start(Timers.CALL, WITHOUT_CALLER);
            enter(begin);
        }
    }

    /** The flow has nothing left to do and the caller is gone: the call ends with its last leg. */
    void finish() {
        stop();
        if (turn.legs.values().stream().allMatch(Leg::ended)) {
            turn.end();
        } else {
            turn.handOver();
        }
    }
}
