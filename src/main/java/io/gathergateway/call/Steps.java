package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.event.CallEvent;
import org.jspecify.annotations.Nullable;

/** Which file knows which kind of step. */
final class Steps {
    private Steps() {}

    /** Does what the step does first. */
    static void enter(Turn turn, Step step) {
        switch (step) {
            case Step.Say say -> SayStep.enter(turn, say);
            case Step.Menu menu -> MenuStep.enter(turn, menu);
            case Step.Gather gather -> GatherStep.enter(turn, gather);
            case Step.GatherAi gather -> GatherAiStep.enter(turn, gather);
            case Step.Set set -> SetStep.enter(turn, set);
            case Step.Choose choose -> ChooseStep.enter(turn, choose);
            case Step.Call call -> CallStep.enter(turn, call);
            case Step.Return back -> CallStep.back(turn, back);
            case Step.Transfer transfer -> TransferStep.enter(turn, transfer);
            case Step.RecordVoice record -> RecordStep.enter(turn, record);
            case Step.SendDtmf send -> SendDtmfStep.enter(turn, send);
            case Step.Wait wait -> WaitStep.enter(turn, wait);
            case Step.Hangup hangup -> turn.hangUp(hangup.telnyx());
            case Step.Assistant assistant -> throw new IllegalStateException("not decided yet");
            case Step.AssistantAddMessages add -> throw new IllegalStateException("not decided yet");
            case Step.AssistantWait wait -> throw new IllegalStateException("not decided yet");
            case Step.AssistantStop stop -> throw new IllegalStateException("not decided yet");
            case Step.Http http -> throw new IllegalStateException("not decided yet");
            case Step.Dial dial -> throw new IllegalStateException("not decided yet");
            case Step.Bridge bridge -> throw new IllegalStateException("not decided yet");
            case Step.Queue queue -> throw new IllegalStateException("not decided yet");
        }
    }

    /** Takes the result the step waits for; its type is an awaited one, and nothing is awaited any more. */
    static void result(Turn turn, Step step, CallEvent event) {
        switch (step) {
            case Step.Say say -> SayStep.result(turn, say, event);
            case Step.Menu menu -> MenuStep.result(turn, menu, event);
            case Step.Gather gather -> GatherStep.result(turn, gather, event);
            case Step.GatherAi gather -> GatherAiStep.result(turn, gather, event);
            case Step.Transfer transfer -> TransferStep.result(turn, transfer, event);
            case Step.RecordVoice record -> RecordStep.result(turn, record, event);
            default -> {}
        }
    }

    /** Whether the step wants to see this observation; asked for every one that comes meanwhile, so be quick. */
    static boolean watches(Turn turn, Step step, CallEvent event) {
        return switch (step) {
            case Step.RecordVoice record -> RecordStep.watches(record, event);
            default -> false;
        };
    }

    /** Whether a step of this kind wants to see observations of this one's type. */
    static boolean mayWatch(Step step, CallEvent event) {
        return switch (step) {
            case Step.RecordVoice record ->
                event instanceof CallEvent.DtmfReceived
                        ? record.end() != null
                        : event.header().type().equals(RecordStep.ERROR);
            default -> false;
        };
    }

    /** Takes an observation the step wanted; what it waits for, it still waits for. */
    static void observed(Turn turn, Step step, CallEvent event) {
        switch (step) {
            case Step.RecordVoice record -> RecordStep.observed(turn, record, event);
            default -> {}
        }
    }

    /** Telnyx accepted the command of a step that waits for {@link Awaited#ACCEPTED}. */
    static void accepted(Turn turn, Step step) {
        switch (step) {
            case Step.SendDtmf send -> SendDtmfStep.accepted(turn, send);
            default -> {}
        }
    }

    /** The time of a step that waits for {@link Awaited#TIME} is up. */
    static void elapsed(Turn turn, Step step) {
        switch (step) {
            case Step.SendDtmf send -> turn.go(send, Outcome.NEXT);
            case Step.Wait wait -> WaitStep.elapsed(turn, wait);
            default -> {}
        }
    }

    /** An event from outside that the step waits for. */
    static void external(Turn turn, Step step, String name, @Nullable Object data) {
        switch (step) {
            case Step.Wait wait -> WaitStep.came(turn, wait, data);
            default -> {}
        }
    }

    /** The customer's backend answered the step, or did not. */
    static void callout(Turn turn, Step step, CalloutResult result) {}

    /** The command of the step failed for good, or its result never came. */
    static void failed(Turn turn, Step step) {
        if (step instanceof Step.RecordVoice record) {
            RecordStep.failed(turn, record);
        } else if (step.outcomes().contains(Outcome.FAILED)) {
            turn.go(step, Outcome.FAILED);
        } else {
            turn.hangUp();
        }
    }
}
