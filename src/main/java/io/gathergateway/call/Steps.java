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
            case Step.Gather gather -> throw new IllegalStateException("not decided yet");
            case Step.Assistant assistant -> throw new IllegalStateException("not decided yet");
            case Step.AssistantAddMessages add -> throw new IllegalStateException("not decided yet");
            case Step.AssistantWait wait -> throw new IllegalStateException("not decided yet");
            case Step.AssistantStop stop -> throw new IllegalStateException("not decided yet");
            case Step.Set set -> throw new IllegalStateException("not decided yet");
            case Step.Http http -> throw new IllegalStateException("not decided yet");
            case Step.Call call -> throw new IllegalStateException("not decided yet");
            case Step.Return back -> throw new IllegalStateException("not decided yet");
            case Step.Dial dial -> throw new IllegalStateException("not decided yet");
            case Step.Bridge bridge -> throw new IllegalStateException("not decided yet");
            case Step.Queue queue -> throw new IllegalStateException("not decided yet");
            case Step.RecordVoice record -> throw new IllegalStateException("not decided yet");
            case Step.SendDtmf send -> throw new IllegalStateException("not decided yet");
            case Step.Wait wait -> throw new IllegalStateException("not decided yet");
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
            case Step.Gather gather -> {}
            case Step.Assistant assistant -> {}
            case Step.AssistantAddMessages add -> {}
            case Step.AssistantWait wait -> {}
            case Step.AssistantStop stop -> {}
            case Step.Set set -> {}
            case Step.Http http -> {}
            case Step.Call call -> {}
            case Step.Return back -> {}
            case Step.Dial dial -> {}
            case Step.Bridge bridge -> {}
            case Step.Queue queue -> {}
            case Step.RecordVoice record -> {}
            case Step.SendDtmf send -> {}
            case Step.Wait wait -> {}
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
