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
            case Step.Hangup hangup -> turn.hangUp(turn.asking.ifHad(hangup.telnyx()));
            case Step.Assistant assistant -> AssistantStep.enter(turn, assistant);
            case Step.AssistantAddMessages add -> AssistantStep.add(turn, add);
            case Step.AssistantWait wait -> AssistantStep.enter(turn, wait);
            case Step.AssistantStop stop -> AssistantStep.stop(turn, stop);
            case Step.Http http -> HttpStep.enter(turn, http);
            case Step.Dial dial -> DialStep.enter(turn, dial);
            case Step.Bridge bridge -> DialStep.enter(turn, bridge);
            case Step.Queue queue -> QueueStep.enter(turn, queue);
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
            case Step.Assistant assistant -> AssistantStep.ended(turn, assistant);
            case Step.AssistantWait wait -> AssistantStep.ended(turn, wait);
            case Step.Dial dial -> DialStep.result(turn, dial, event);
            case Step.Bridge bridge -> DialStep.unbridged(turn, bridge);
            case Step.Queue queue -> QueueStep.result(turn, queue, event);
            case Step.Http http -> HttpStep.heard(turn, http);
            default -> {}
        }
    }

    /** Whether the step wants to see this observation; asked for every one that comes meanwhile, so be quick. */
    static boolean watches(Turn turn, Step step, CallEvent event) {
        return switch (step) {
            case Step.RecordVoice record -> RecordStep.watches(record, event);
            case Step.GatherAi gather ->
                GatherAiStep.leaves(turn, gather, event).isPresent();
            case Step.Assistant assistant -> AssistantStep.watches(assistant.keys(), event);
            case Step.AssistantWait wait -> AssistantStep.watches(wait.keys(), event);
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
            case Step.GatherAi gather ->
                event instanceof CallEvent.AiGatherPartialResults
                        && !gather.leave().isEmpty();
            case Step.Assistant assistant ->
                event instanceof CallEvent.DtmfReceived && !assistant.keys().isEmpty();
            case Step.AssistantWait wait ->
                event instanceof CallEvent.DtmfReceived && !wait.keys().isEmpty();
            default -> false;
        };
    }

    /** Takes an observation the step wanted; what it waits for, it still waits for. */
    static void observed(Turn turn, Step step, CallEvent event) {
        switch (step) {
            case Step.RecordVoice record -> RecordStep.observed(turn, record, event);
            case Step.GatherAi gather -> GatherAiStep.observed(turn, gather, event);
            case Step.Assistant assistant -> AssistantStep.pressed(turn, assistant, assistant.keys(), event);
            case Step.AssistantWait wait -> AssistantStep.pressed(turn, wait, wait.keys(), event);
            default -> {}
        }
    }

    /** Telnyx accepted the command of a step that waits for {@link Awaited#ACCEPTED}. */
    static void accepted(Turn turn, Step step) {
        switch (step) {
            case Step.SendDtmf send -> SendDtmfStep.accepted(turn, send);
            case Step.AssistantAddMessages add -> turn.go(add, Outcome.NEXT);
            case Step.AssistantStop stop -> AssistantStep.stopped(turn, stop);
            default -> {}
        }
    }

    /** The time of a step that waits for {@link Awaited#TIME} is up. */
    static void elapsed(Turn turn, Step step) {
        switch (step) {
            case Step.SendDtmf send -> turn.go(send, Outcome.NEXT);
            case Step.Wait wait -> WaitStep.elapsed(turn, wait);
            case Step.GatherAi gather -> GatherAiStep.left(turn, gather);
            case Step.Assistant assistant -> turn.go(assistant, Outcome.TIMEOUT);
            case Step.AssistantWait wait -> turn.go(wait, Outcome.TIMEOUT);
            case Step.Http http -> HttpStep.heard(turn, http);
            default -> {}
        }
    }

    /** An event from outside that the step waits for. */
    static void external(Turn turn, Step step, String name, @Nullable Object data) {
        switch (step) {
            case Step.Wait wait -> WaitStep.came(turn, wait, data);
            case Step.Assistant assistant -> AssistantStep.told(turn, assistant, assistant.events(), name);
            case Step.AssistantWait wait -> AssistantStep.told(turn, wait, wait.events(), name);
            default -> {}
        }
    }

    /** The customer's backend answered the step, or did not. */
    static void callout(Turn turn, Step step, CalloutResult result) {
        if (step instanceof Step.Http http) {
            HttpStep.answered(turn, http, result);
        }
    }

    /** Telnyx refused the command of the step, and says why. */
    static void refused(Turn turn, Step step, String code) {
        if (step instanceof Step.Queue queue && code.equals(QueueStep.FULL)) {
            turn.go(queue, Outcome.FULL);
        } else {
            failed(turn, step);
        }
    }

    /**
     * The result of the step's command never came. The caller may be there all the same, so a question is asked again, as
     * after a silence, and what was said is taken for heard: whether the call still lives the next command tells.
     */
    static void unheardOf(Turn turn, Step step) {
        switch (step) {
            case Step.Say say -> turn.go(say, Outcome.NEXT);
            case Step.Menu menu -> MenuStep.again(turn, menu, true);
            case Step.Gather gather -> GatherStep.again(turn, gather, true);
            default -> failed(turn, step);
        }
    }

    /** A value that the step needs cannot be had; to begin it again would not help. */
    static void lacksValue(Turn turn, Step step) {
        if (step instanceof Step.Return) {
            CallStep.backInVain(turn);
        } else if (step.outcomes().contains(Outcome.FAILED)) {
            turn.go(step, Outcome.FAILED);
        } else {
            turn.hangUp();
        }
    }

    /** The command of the step failed for good, or what it leads to never came. */
    static void failed(Turn turn, Step step) {
        if (step instanceof Step.RecordVoice record) {
            RecordStep.failed(turn, record);
        } else if (step instanceof Step.GatherAi gather) {
            GatherAiStep.failed(turn, gather);
        } else if (step.outcomes().contains(Outcome.FAILED)) {
            turn.go(step, Outcome.FAILED);
        } else {
            turn.hangUp();
        }
    }
}
