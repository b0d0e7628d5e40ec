package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Flow;
import io.gathergateway.telnyx.command.AnswerBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the birth, answer and end of legs mean. A leg only grows older, so what comes late or twice changes nothing. */
final class Lifecycle {
    private static final Duration PARKED_FOR = Duration.ofSeconds(60);

    /** From our answer command to {@code call.answered}. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    /** Ids that cannot stand as a segment of a command's path. */
    private static final Set<String> UNADDRESSABLE = Set.of("", ".", "..");

    private Lifecycle() {}

    /** Only a leg's lifecycle opens a session; a result without a session has nothing to drive. */
    static boolean opens(SessionEvent event) {
        if (event instanceof SessionEvent.PlaceCall) {
            return true;
        }
        if (!(event instanceof SessionEvent.Webhook webhook)
                || legOf(webhook.event().header()) == null) {
            return false;
        }
        return switch (webhook.event()) {
            case CallEvent.CallInitiated initiated -> startsFlow(initiated);
            case CallEvent.CallAnswered answered -> true;
            case CallEvent.CallHangup hangup -> true;
            default -> false;
        };
    }

    /** Legs that a transfer or another application dials never start a flow. */
    private static boolean startsFlow(CallEvent.CallInitiated initiated) {
        String target = initiated.header().callControlId();
        return "incoming".equals(initiated.direction()) && target != null && !UNADDRESSABLE.contains(target.strip());
    }

    static @Nullable Ignored initiated(Turn turn, CallEvent.CallInitiated event) {
        EventHeader header = event.header();
        Leg leg = saw(turn, header, Phase.INITIATED);
        if (Placing.binds(turn, header)) {
            return null;
        }
        if (turn.flowLeg != null || leg == null || !startsFlow(event)) {
            return Ignored.NOT_AWAITED;
        }
        Optional<Flow> flow = turn.flows.answering(header.to(), header.from(), header.connectionId());
        if (flow.isEmpty()) {
            return Ignored.NO_FLOW;
        }
        turn.stage = Stage.RUNNING;
        turn.flowLeg = legOf(header);
        turn.from = header.from();
        turn.to = header.to();
        turn.connection = header.connectionId();
        turn.way.begin(flow.get(), Map.of());
        turn.timers.cancel(Timers.PARK);
        turn.timers.start(Timers.CALL, turn.flow.limits().call());
        turn.ask(
                AnswerBuilder.builder().build(),
                turn.asking.ifHad(turn.flow.answer()),
                List.of("call.answered"),
                ANSWER_PATIENCE);
        if (leg.phase() == Phase.ANSWERED) {
            // Its call.answered came first and was parked: apply it now, as if in order.
            begin(turn);
        }
        return null;
    }

    static @Nullable Ignored answered(Turn turn, CallEvent.CallAnswered event) {
        Leg leg = saw(turn, event.header(), Phase.ANSWERED);
        if (turn.stage == Stage.PARKED) {
            turn.timers.start(Timers.PARK, PARKED_FOR);
            return null;
        }
        if (DialStep.answersTooLate(turn, event.header())) {
            return null;
        }
        if (DialStep.awaits(turn, event.header())) {
            return Results.take(turn, event, event.header().type());
        }
        Placing.binds(turn, event.header());
        boolean awaited = turn.step == null && turn.awaited != null && turn.awaited.takes("call.answered");
        if (leg == null || leg.ended() || !isFlowLeg(turn, event.header()) || !awaited) {
            return Ignored.NOT_AWAITED;
        }
        if (Placing.listens(turn, event.header())) {
            return null;
        }
        begin(turn);
        return null;
    }

    /** The leg is answered: the answer command had its effect, and the flow begins. */
    static void begin(Turn turn) {
        if (turn.awaited != null) {
            if (!turn.awaited.commandId().isEmpty()) {
                turn.settle(turn.awaited.lane(), turn.awaited.commandId());
            }
            turn.awaited = null;
        }
        turn.enter(turn.flow.start());
    }

    static @Nullable Ignored hungUp(Turn turn, CallEvent.CallHangup event) {
        boolean flowLeg = isFlowLeg(turn, event.header());
        flowLeg |= Placing.binds(turn, event.header());
        boolean again = flowLeg && turn.callerGone();
        saw(turn, event.header(), Phase.ENDED);
        if (again && turn.stage == Stage.RUNNING) {
            return Ignored.NOT_AWAITED;
        }
        if (flowLeg) {
            turn.clearFlowLane();
            callerLeft(turn);
            return null;
        }
        if ((turn.flowLeg == null || turn.stage != Stage.RUNNING) && allEnded(turn)) {
            turn.end();
            return null;
        }
        if (DialStep.ends(turn, event.header())) {
            DialStep.takeAnyToken(turn);
            return Results.take(turn, event, event.header().type());
        }
        return TransferStep.failed(event) ? Results.take(turn, event, "call.hangup") : Ignored.NOT_AWAITED;
    }

    /** The leg that ran the flow is over. Whoever hung up themselves may have left the flow something to do. */
    static void callerLeft(Turn turn) {
        boolean ran = turn.stage == Stage.RUNNING || (turn.stage == Stage.HANGING_UP && !turn.weHangUp());
        if (ran && RecordStep.waitsForTheRecording(turn)) {
            return;
        }
        turn.awaited = null;
        turn.timers.cancel(Timers.STEP);
        turn.timers.cancel(Timers.HOLD);
        DialStep.release(turn);
        if (ran) {
            turn.way.withoutCallerOrFinish();
        } else {
            turn.way.finish();
        }
    }

    private static boolean allEnded(Turn turn) {
        return turn.legs.values().stream().allMatch(Leg::ended);
    }

    private static @Nullable Leg saw(Turn turn, EventHeader header, Phase phase) {
        String id = legOf(header);
        if (id == null) {
            return null;
        }
        Leg leg = turn.legs.getOrDefault(id, Leg.UNKNOWN).seen(header.callControlId(), phase);
        turn.legs.put(id, leg);
        return leg;
    }

    static boolean isFlowLeg(Turn turn, EventHeader header) {
        return turn.flowLeg != null && turn.flowLeg.equals(legOf(header));
    }

    static @Nullable String legOf(EventHeader header) {
        return header.callLegId() == null ? header.callControlId() : header.callLegId();
    }
}
