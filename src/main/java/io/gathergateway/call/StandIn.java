package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Flow;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AiAssistantStop;
import io.gathergateway.telnyx.command.GatherStop;
import io.gathergateway.telnyx.command.PlaybackStop;
import io.gathergateway.telnyx.event.CallEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a call whose own flow set cannot be had: another set stands in, and the call runs on that from there
 * on. A call in mid-flow stops what it does and begins the stand-in's first flow; one that has not begun begins with it;
 * one whose caller is gone is over.
 */
final class StandIn {
    private StandIn() {}

    /** Whether the set of this turn is not the one its call is on. */
    static boolean is(Turn turn) {
        return !turn.before.revision().equals(turn.flows.revision());
    }

    /** Nothing of the call's own flow is left: neither where it was nor what it knew. */
    static void adopt(Turn turn) {
        turn.timers.running().keySet().stream()
                .filter(timer -> timer.startsWith(Timers.FORGET) || timer.equals(Timers.HOLD))
                .toList()
                .forEach(turn.timers::cancel);
        turn.frames.clear();
        turn.visits.clear();
        turn.kept.clear();
        turn.steps = 0;
        turn.language = null;
        turn.step = null;
        Flow first = turn.flows.flows().values().iterator().next();
        turn.way.begin(first, Map.of());
    }

    /** An event of a call in mid-flow: what it says of legs counts; whatever else it is, the stand-in begins. */
    static @Nullable Ignored take(Turn turn, SessionEvent event) {
        String assistant = turn.assistant;
        turn.awaited = null;
        turn.assistant = "";
        settle(turn, event);
        if (event instanceof SessionEvent.Webhook webhook) {
            legs(turn, webhook.event());
        } else if (event instanceof SessionEvent.CommandOutcome outcome
                && outcome.result() instanceof CommandResult.CallOver
                && outcome.lane().equals(Outgoing.FLOW_LANE)) {
            CommandFates.of(turn, outcome);
        }
        if (turn.stage == Stage.RUNNING && turn.callerGone()) {
            turn.way.finish();
        } else if (turn.stage == Stage.RUNNING) {
            turn.clearFlowLane();
            DialStep.release(turn);
            quiet(turn, assistant, event);
            turn.timers.start(Timers.CALL, turn.flow.limits().call());
            turn.enter(turn.flow.start());
        }
        return null;
    }

    /** What led to the event is done with, whatever the event says. */
    static void settle(Turn turn, SessionEvent event) {
        switch (event) {
            case SessionEvent.CommandOutcome outcome -> turn.settle(outcome.lane(), outcome.commandId());
            case SessionEvent.CalloutEnded callout -> turn.settle(callout.lane(), callout.commandId());
            case SessionEvent.TimerFired timer -> turn.timers.cancel(timer.timer());
            case SessionEvent.Webhook webhook -> {}
            case SessionEvent.External external -> {}
            case SessionEvent.PlaceCall place -> {}
        }
    }

    private static void legs(Turn turn, CallEvent event) {
        switch (event) {
            case CallEvent.CallInitiated initiated -> Lifecycle.initiated(turn, initiated);
            case CallEvent.CallAnswered answered -> Lifecycle.answered(turn, answered);
            case CallEvent.CallHangup hangup -> Lifecycle.hungUp(turn, hangup);
            default -> {}
        }
    }

    /** Stops what the call's own flow lets the caller hear; a refusal, because it is over already, changes nothing. */
    private static void quiet(Turn turn, String assistant, SessionEvent event) {
        Awaited was = turn.before.awaited();
        if (was != null
                && event instanceof SessionEvent.Webhook webhook
                && was.takes(webhook.event().header().type())) {
            // It is over by itself.
            return;
        }
        if (!assistant.isEmpty() || (was != null && was.takes("call.ai_gather.ended"))) {
            turn.asking.tell(new AiAssistantStop(), Values.NONE);
        }
        if (was != null && was.takes("call.gather.ended")) {
            turn.asking.tell(new GatherStop(), Values.NONE);
        } else if (was != null && (was.takes("call.speak.ended") || was.takes("call.playback.ended"))) {
            turn.asking.tell(new PlaybackStop(null, null), Values.NONE);
        }
    }
}
