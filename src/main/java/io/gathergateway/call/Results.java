package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Variable;
import io.gathergateway.telnyx.event.CallEvent;
import org.jspecify.annotations.Nullable;

/** Which result drives the flow: the one it waits for, once (P7). */
final class Results {
    /** Names of events from outside that are kept for a step that waits for them later; the oldest goes first. */
    private static final int MOST_KEPT = 8;

    /** Weight of the data kept of one. */
    private static final int MAX_KEPT = 4_096;

    private Results() {}

    static @Nullable Ignored of(Turn turn, CallEvent event) {
        if (event instanceof CallEvent.CallBridged bridged && TransferStep.bridgesLate(turn, bridged)) {
            turn.clearFlowLane();
            turn.handOver();
            return null;
        }
        if (event instanceof CallEvent.MachineDetected machine) {
            return Placing.detected(turn, machine);
        }
        if (event instanceof CallEvent.ConversationEnded ended && GatherAiStep.outlives(turn, ended)) {
            return null;
        }
        if (event instanceof CallEvent.ConversationEnded ended && !AssistantStep.isItsEnd(turn, ended)) {
            return Ignored.NOT_AWAITED;
        }
        Awaited awaited = turn.awaited;
        boolean anyLeg = event instanceof CallEvent.CallBridged
                || (awaited != null && awaited.isNamedBy(turn.key, event.header()));
        if (!anyLeg && !Lifecycle.isFlowLeg(turn, event.header())) {
            return Ignored.NOT_AWAITED;
        }
        return take(turn, event, event.header().type());
    }

    /** Lets the result drive the step, if it is the one the step waits for (P7). */
    static @Nullable Ignored take(Turn turn, CallEvent event, String type) {
        Awaited awaited = turn.awaited;
        if (awaited == null || turn.step == null || turn.stage != Stage.RUNNING || !awaited.takes(type)) {
            return Ignored.NOT_AWAITED;
        }
        if (!awaited.concerns(turn.key, event.header())) {
            return Ignored.STALE;
        }
        Step step = turn.flow.step(turn.step);
        if (event.isObservation()) {
            if (!Steps.watches(turn, step, event)) {
                return Ignored.NOT_AWAITED;
            }
            turn.way.attempt(step, () -> Steps.observed(turn, step, event));
            return null;
        }
        consume(turn, awaited.isProvedBy(turn.key, event.header()));
        turn.way.attempt(step, () -> Steps.result(turn, step, event));
        return null;
    }

    /** Whether the step wants to see an observation. */
    static boolean watches(Turn turn, CallEvent event) {
        Awaited awaited = turn.awaited;
        return awaited != null
                && turn.step != null
                && Lifecycle.isFlowLeg(turn, event.header())
                && awaited.concerns(turn.key, event.header())
                && Steps.watches(turn, turn.flow.step(turn.step), event);
    }

    /** Telnyx accepted the command, and that is the result. */
    static void accepted(Turn turn) {
        if (turn.step != null) {
            Step step = turn.flow.step(turn.step);
            consume(turn, false);
            turn.way.attempt(step, () -> Steps.accepted(turn, step));
        }
    }

    /** The first answer to the question that is waited for counts. */
    static @Nullable Ignored callout(Turn turn, SessionEvent.CalloutEnded event) {
        Awaited awaited = turn.awaited;
        turn.settle(event.lane(), event.commandId());
        boolean current = awaited != null
                && awaited.takes(Awaited.CALLOUT)
                && awaited.commandId().equals(event.commandId());
        if (!current || turn.step == null || turn.stage != Stage.RUNNING) {
            return Ignored.NOT_AWAITED;
        }
        Step step = turn.flow.step(turn.step);
        consume(turn, false);
        turn.way.attempt(step, () -> Steps.callout(turn, step, event.result()));
        return null;
    }

    /** Something from outside: for the step that waits for it, or kept for one that will. */
    static @Nullable Ignored external(Turn turn, SessionEvent.External event) {
        Awaited awaited = turn.awaited;
        if (turn.stage != Stage.RUNNING || turn.flowLeg == null) {
            return Ignored.NOT_AWAITED;
        }
        if (awaited == null || turn.step == null || !awaited.takes(Awaited.external(event.name()))) {
            keep(turn, event);
            return null;
        }
        Step step = turn.flow.step(turn.step);
        Object data = Evaluation.plain(event.data());
        if (step instanceof Step.Wait wait && !WaitStep.fits(wait, data)) {
            return Ignored.NOT_AWAITED;
        }
        consume(turn, false);
        turn.way.attempt(step, () -> Steps.external(turn, step, event.name(), data));
        return null;
    }

    private static void keep(Turn turn, SessionEvent.External event) {
        Object data = Evaluation.plain(event.data());
        turn.kept.remove(event.name());
        // Too much data is dropped; that it happened is not.
        if (turn.sensitive) {
            turn.timers.start(Timers.FORGET + event.name(), Variable.KEEP);
        }
        turn.kept.put(event.name(), data == null || Scope.weight(data, MAX_KEPT) > MAX_KEPT ? "" : data);
        if (turn.kept.size() > MOST_KEPT) {
            turn.kept.remove(turn.kept.keySet().iterator().next());
        }
    }

    /** The step's timer is due: its time is up, its command's result is lost, or Telnyx was not ready for the command. */
    static void timeUp(Turn turn) {
        Awaited awaited = turn.awaited;
        if (turn.step == null && awaited != null && awaited.takes(Awaited.TIME)) {
            // Nobody told who answered: the flow begins without knowing.
            Lifecycle.begin(turn);
        } else if (awaited == null && turn.step != null) {
            turn.enter(turn.step);
        } else if (awaited != null && awaited.takes(Awaited.TIME) && turn.step != null) {
            Step step = turn.flow.step(turn.step);
            consume(turn, false);
            turn.way.attempt(step, () -> Steps.elapsed(turn, step));
        } else if (TransferStep.isAnswered(turn)) {
            // Its call.bridged got lost; nobody hangs up two people who talk.
            turn.handOver();
        } else {
            CommandFates.unheardOf(turn);
        }
    }

    private static void consume(Turn turn, boolean settles) {
        Awaited awaited = turn.awaited;
        turn.awaited = null;
        if (awaited != null && settles && !awaited.commandId().isEmpty()) {
            turn.settle(awaited.lane(), awaited.commandId());
        }
    }
}
