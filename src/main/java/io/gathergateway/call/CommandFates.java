package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AiAssistantStop;
import io.gathergateway.telnyx.command.GatherStop;
import io.gathergateway.telnyx.command.PlaybackStopBuilder;
import io.gathergateway.telnyx.command.Stop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the fate of a command means for the call. */
final class CommandFates {
    /** After Telnyx said that the leg is not answered yet (90034) although its webhook said so. */
    private static final Duration NOT_ANSWERED_PAUSE = Duration.ofSeconds(1);

    private CommandFates() {}

    static @Nullable Ignored of(Turn turn, SessionEvent.CommandOutcome event) {
        turn.settle(event.lane(), event.commandId());
        if (turn.stage == Stage.HANGING_UP) {
            return hangUp(turn, event);
        }
        Awaited awaited = turn.awaited;
        boolean current = awaited != null && awaited.commandId().equals(event.commandId());
        switch (event.result()) {
            case CommandResult.Accepted accepted -> {
                if (awaited == null || !current || !awaited.takes(Awaited.ACCEPTED)) {
                    return Ignored.NOT_AWAITED;
                }
                Results.accepted(turn);
            }
            case CommandResult.CallOver over -> {
                if (!event.lane().equals(Outgoing.FLOW_LANE)) {
                    // Another leg is over; its own hang-up says so.
                    return failed(turn, current);
                }
                turn.legs.computeIfPresent(String.valueOf(turn.flowLeg), (id, leg) -> leg.seen(null, Phase.ENDED));
                turn.clearFlowLane();
                Lifecycle.callerLeft(turn);
            }
            case CommandResult.NotAnswered early -> {
                if (!current) {
                    return Ignored.NOT_AWAITED;
                }
                turn.awaited = null;
                turn.timers.start(Timers.STEP, NOT_ANSWERED_PAUSE);
            }
            case CommandResult.Refused refused -> {
                return fails(turn, current, refused.code());
            }
            case CommandResult.Unconfirmed unconfirmed -> {
                if (event.name().equals(DialStep.COMMAND)) {
                    // It may ring somewhere: it is never dialled again, its events are awaited.
                    return Ignored.NOT_AWAITED;
                }
                if (current) {
                    quiet(turn, event.name());
                }
                return failed(turn, current);
            }
            case CommandResult.Expired expired -> {
                return failed(turn, current);
            }
        }
        return null;
    }

    /** A hang-up that nobody confirmed is asked for again; one that was refused, when its time is up. */
    private static @Nullable Ignored hangUp(Turn turn, SessionEvent.CommandOutcome event) {
        switch (event.result()) {
            case CommandResult.CallOver over -> turn.end();
            case CommandResult.Unconfirmed unconfirmed when event.name().equals("hangup") -> turn.hangUp();
            case CommandResult.Expired expired when event.name().equals("hangup") -> turn.hangUp();
            case CommandResult.Unconfirmed unconfirmed -> {
                return Ignored.NOT_AWAITED;
            }
            case CommandResult.Expired expired -> {
                return Ignored.NOT_AWAITED;
            }
            case CommandResult.Accepted accepted -> {
                return Ignored.NOT_AWAITED;
            }
            case CommandResult.NotAnswered early -> {
                return Ignored.NOT_AWAITED;
            }
            case CommandResult.Refused refused -> {
                return Ignored.NOT_AWAITED;
            }
        }
        return null;
    }

    /**
     * Stops what may be under way, though nobody confirmed it: its end would carry the token of whatever is asked next,
     * for Telnyx repeats the newest (P7). A refusal, because nothing is, changes nothing.
     */
    private static void quiet(Turn turn, String command) {
        switch (command) {
            case "speak", "playback_start" ->
                turn.asking.tell(PlaybackStopBuilder.builder().stop(Stop.ALL).build(), Values.NONE);
            case "gather", "gather_using_speak", "gather_using_audio" ->
                turn.asking.tell(new GatherStop(), Values.NONE);
            case "gather_using_ai", "ai_assistant_start" -> turn.asking.tell(new AiAssistantStop(), Values.NONE);
            default -> {}
        }
    }

    static @Nullable Ignored failed(Turn turn, boolean current) {
        return fails(turn, current, "");
    }

    /** The command was not refused, and its result never came. */
    static void unheardOf(Turn turn) {
        if (turn.step == null) {
            failed(turn, true);
        } else {
            turn.awaited = null;
            Step step = turn.flow.step(turn.step);
            turn.way.attempt(step, () -> Steps.unheardOf(turn, step));
        }
    }

    private static @Nullable Ignored fails(Turn turn, boolean current, String code) {
        if (!current) {
            return Ignored.NOT_AWAITED;
        }
        turn.awaited = null;
        if (turn.step == null) {
            // Not even answering worked.
            turn.hangUp();
        } else {
            Step step = turn.flow.step(turn.step);
            turn.way.attempt(step, () -> Steps.refused(turn, step, code));
        }
        return null;
    }
}
