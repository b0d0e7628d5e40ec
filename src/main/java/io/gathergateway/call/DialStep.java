package io.gathergateway.call;

import io.gathergateway.flow.NoValue;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Template;
import io.gathergateway.telnyx.command.BridgeBuilder;
import io.gathergateway.telnyx.command.DialBuilder;
import io.gathergateway.telnyx.command.ParkAfterUnbridge;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.time.Duration;
import java.util.List;

/**
 * {@code dial} and {@code bridge}: a second leg of our own beside the caller's. It never outlives the flow: whoever is
 * still rung, or on the line without the caller, is hung up. A dial that nobody confirmed is never repeated.
 */
final class DialStep {
    static final String COMMAND = "dial";
    private static final String ANSWERED = "call.answered";
    private static final String HANGUP = "call.hangup";

    /** Beyond the ringing. */
    private static final Duration SLACK = Duration.ofSeconds(30);

    /** Telnyx's {@code time_limit_secs} ends a call after 4 hours; the rest is for the webhook's way. */
    private static final Duration LONGEST_TALK = Duration.ofHours(4).plusMinutes(5);

    private DialStep() {}

    static void enter(Turn turn, Step.Dial dial) {
        String to = target(turn, dial.to());
        Leg caller = turn.flowLeg == null ? null : turn.legs.get(turn.flowLeg);
        String from = dial.from() == null ? turn.to : dial.from();
        if (turn.callerGone() || turn.connection == null || from == null || caller == null) {
            turn.go(dial, Outcome.FAILED);
            return;
        }
        release(turn);
        turn.asking.dial(
                DialBuilder.builder()
                        .connectionId(turn.connection)
                        .to(List.of(to))
                        .from(from)
                        .linkTo(caller.callControlId())
                        .bridgeIntent(true)
                        .timeoutSecs((int) dial.timeout().toSeconds())
                        .build(),
                dial.telnyx(),
                List.of(ANSWERED, HANGUP),
                dial.timeout().plus(SLACK));
    }

    /** Whom a step may call: what is fixed in the flow, or one of the flow's targets; the step has failed on others. */
    static String target(Turn turn, Template to) {
        String target = to.render(turn.values());
        boolean allowed = to.constant().isPresent()
                || (turn.flow.targets() != null && turn.flow.targets().contains(target));
        if (!allowed) {
            throw to.unfit(NoValue.Why.TARGET);
        }
        return target;
    }

    static void result(Turn turn, Step.Dial dial, CallEvent event) {
        switch (event) {
            case CallEvent.CallAnswered answered -> {
                turn.dialled = Lifecycle.legOf(answered.header());
                turn.go(dial, Outcome.NEXT);
            }
            case CallEvent.CallHangup hangup -> turn.go(dial, TransferStep.outcome(hangup));
            default -> {}
        }
    }

    static void enter(Turn turn, Step.Bridge bridge) {
        Leg other = turn.dialled == null ? null : turn.legs.get(turn.dialled);
        if (other == null || other.ended() || other.callControlId() == null) {
            turn.go(bridge, Outcome.FAILED);
            return;
        }
        turn.ask(
                BridgeBuilder.builder()
                        .callControlId(other.callControlId())
                        .parkAfterUnbridge(ParkAfterUnbridge.SELF)
                        .build(),
                bridge.telnyx(),
                List.of(HANGUP),
                LONGEST_TALK);
        // People talk: the flow's own limit no longer counts.
        turn.timers.start(Timers.CALL, LONGEST_TALK);
    }

    /** The other side has left; the caller is the flow's again. */
    static void unbridged(Turn turn, Step.Bridge bridge) {
        turn.dialled = null;
        turn.timers.start(Timers.CALL, turn.way.root().limits().call());
        turn.go(bridge, Outcome.NEXT);
    }

    /** Whether an answer is that of the leg the step dials. */
    static boolean awaits(Turn turn, EventHeader header) {
        return turn.awaited != null
                && turn.step != null
                && turn.flow.step(turn.step) instanceof Step.Dial
                && turn.awaited.takes(ANSWERED)
                && turn.awaited.isNamedBy(turn.key, header);
    }

    /** Whether a hang-up is that of the leg the step dials, or is joined with. */
    static boolean ends(Turn turn, EventHeader header) {
        if (turn.step == null || turn.awaited == null) {
            return false;
        }
        return switch (turn.flow.step(turn.step)) {
            case Step.Dial dial -> turn.awaited.isNamedBy(turn.key, header);
            case Step.Bridge bridge -> turn.dialled != null && turn.dialled.equals(Lifecycle.legOf(header));
            default -> false;
        };
    }

    /** The leg of whom the caller talks with carries its dial's token, not the bridge's: that it is this leg decides. */
    static void takeAnyToken(Turn turn) {
        Awaited awaited = turn.awaited;
        if (awaited != null && turn.step != null && turn.flow.step(turn.step) instanceof Step.Bridge) {
            turn.awaited = new Awaited(
                    Awaited.ANY_TOKEN,
                    awaited.type(),
                    awaited.also(),
                    awaited.earlier(),
                    awaited.lane(),
                    awaited.commandId());
        }
    }

    /** A leg we dialled that is answered when nobody waits for it any more, and is not over, is hung up. */
    static boolean answersTooLate(Turn turn, EventHeader header) {
        String callControlId = header.callControlId();
        boolean ours = Token.of(header.clientState())
                .filter(token -> token.session().equals(turn.key.id()))
                .filter(token -> turn.flows.flows().values().stream()
                        .anyMatch(flow -> flow.steps().get(token.step()) instanceof Step.Dial))
                .isPresent();
        String leg = Lifecycle.legOf(header);
        Leg known = leg == null ? null : turn.legs.get(leg);
        if (!ours
                || (known != null && known.ended())
                || callControlId == null
                || Lifecycle.isFlowLeg(turn, header)
                || awaits(turn, header)
                || (leg != null && leg.equals(turn.dialled))) {
            return false;
        }
        turn.asking.hangUpOther(callControlId);
        return true;
    }

    /** Whoever was dialled and is still there is hung up. */
    static void release(Turn turn) {
        Leg other = turn.dialled == null ? null : turn.legs.get(turn.dialled);
        turn.dialled = null;
        if (other != null && !other.ended() && other.callControlId() != null) {
            turn.asking.hangUpOther(other.callControlId());
        }
    }
}
