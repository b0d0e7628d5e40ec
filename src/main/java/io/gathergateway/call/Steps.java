package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.event.CallEvent;

/** Which file knows which kind of step. */
final class Steps {
    private Steps() {}

    /** Does what the step does first. */
    static void enter(Turn turn, Step step) {
        switch (step) {
            case Step.Say say -> SayStep.enter(turn, say);
            case Step.Menu menu -> MenuStep.enter(turn, menu);
            case Step.GatherAi gather -> GatherAiStep.enter(turn, gather);
            case Step.Choose choose -> ChooseStep.enter(turn, choose);
            case Step.Transfer transfer -> TransferStep.enter(turn, transfer);
            case Step.Hangup hangup -> turn.hangUp();
        }
    }

    /** Takes the result the step waits for; its type is the awaited one. */
    static void result(Turn turn, Step step, CallEvent event) {
        switch (step) {
            case Step.Say say -> SayStep.result(turn, say, event);
            case Step.Menu menu -> MenuStep.result(turn, menu, event);
            case Step.GatherAi gather -> GatherAiStep.result(turn, gather, event);
            case Step.Transfer transfer -> TransferStep.result(turn, transfer, event);
            case Step.Choose choose -> {}
            case Step.Hangup hangup -> {}
        }
    }

    /** The command of the step failed for good, or its result never came. */
    static void failed(Turn turn, Step step) {
        if (step.outcomes().contains(Outcome.FAILED)) {
            turn.go(step, Outcome.FAILED);
        } else {
            turn.hangUp();
        }
    }
}
