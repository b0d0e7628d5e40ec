package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.Flow;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AnswerBuilder;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.EventHeader;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens next in a call: a pure function of flows, session, event and the event's time. It decides on the
 * lifecycle of legs and on which result counts; what a step does is in the step's own file.
 *
 * <pre>
 *            stray lifecycle event              call.initiated, incoming
 *   (none) ─────────────────────────▶ PARKED ─────────────────────────────▶ RUNNING ◀──┐ results of steps
 *      │                                │ 60 s                                │  │ └────┘
 *      └── call.initiated, incoming ────┼────────────────────────────────────▶│  │ bridged by a transfer
 *                                       ▼                                     │  ▼
 *                                     ENDED ◀── hang-up of the last leg ── HANGING_UP, HANDED_OVER
 * </pre>
 */
public final class Decider {
    private static final Duration PARKED_FOR = Duration.ofSeconds(60);

    /** From our answer command to {@code call.answered}. */
    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(30);

    /** After Telnyx said that the leg is not answered yet (90034) although its webhook said so. */
    private static final Duration NOT_ANSWERED_PAUSE = Duration.ofSeconds(1);

    /** Ids that cannot stand as a segment of a command's path. */
    private static final Set<String> UNADDRESSABLE = Set.of("", ".", "..");

    /** Bounds the journal and the ids of one call. */
    private static final int MAX_EVENTS = 500;

    private final Flows flows;
    private final AssistantVoice assistantVoice;
    private final Consumer<RuntimeException> bugs;

    /** {@code bugs} is told of what a decision threw; it decides nothing. */
    public Decider(Flows flows, AssistantVoice assistantVoice, Consumer<RuntimeException> bugs) {
        this.flows = flows;
        this.assistantVoice = assistantVoice;
        this.bugs = bugs;
    }

    /**
     * Decides one event. Never throws: a decision that cannot be made, which is a bug, ends the call, so that no event
     * comes again for ever.
     *
     * @param session null where there is none
     * @param now epoch milliseconds of the event
     */
    public Decision decide(@Nullable CallSession session, SessionEvent event, long now) {
        Flow flow = flows.of(session);
        try {
            return decide(flow, session, event, now);
        } catch (RuntimeException bug) {
            bugs.accept(bug);
            return afterBug(flow, session);
        }
    }

    private Decision afterBug(Flow flow, @Nullable CallSession session) {
        if (session == null || session.stage() != Stage.RUNNING) {
            return Decision.nothing(Ignored.UNKNOWN_CALL);
        }
        return giveUp(new Turn(flow, session, assistantVoice));
    }

    private Decision decide(Flow flow, @Nullable CallSession session, SessionEvent event, long now) {
        if (session == null && !opens(event)) {
            return Decision.nothing(Ignored.UNKNOWN_CALL);
        }
        CallSession before = session == null ? CallSession.fresh(event.key(), flow.revision(), now) : session;
        Turn turn = new Turn(flow, before, assistantVoice);
        if (turn.stage == Stage.ENDED) {
            return before.version() < 2 * MAX_EVENTS
                    ? turn.decided(Ignored.CALL_ENDED)
                    : Decision.nothing(Ignored.CALL_ENDED);
        }
        if (before.version() >= MAX_EVENTS) {
            if (turn.stage == Stage.RUNNING) {
                return giveUp(turn);
            }
            if (!endsCalls(event)) {
                return Decision.nothing(Ignored.TOO_MANY);
            }
        }
        if (turn.stage == Stage.RUNNING && !before.revision().equals(flow.revision())) {
            // The revision the call began with cannot be had.
            return giveUp(turn);
        }
        return turn.decided(
                switch (event) {
                    case SessionEvent.Webhook webhook -> webhook(turn, webhook.event());
                    case SessionEvent.CommandOutcome outcome -> outcome(turn, outcome);
                    case SessionEvent.TimerFired timer -> timer(turn, timer);
                });
    }

    /** A call that cannot go on is hung up. */
    private static Decision giveUp(Turn turn) {
        turn.clearFlowLane();
        turn.hangUp();
        return turn.decided(null);
    }

    /** What still counts in a call that had too many events: each brings it nearer to its end, and their number is small. */
    private static boolean endsCalls(SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook webhook -> webhook.event() instanceof CallEvent.CallHangup;
            case SessionEvent.CommandOutcome outcome -> true;
            case SessionEvent.TimerFired timer -> true;
        };
    }

    /** Only a leg's lifecycle opens a session; a result without a session has nothing to drive. */
    private static boolean opens(SessionEvent event) {
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

    private static @Nullable Ignored webhook(Turn turn, CallEvent event) {
        return switch (event) {
            case CallEvent.CallInitiated initiated -> initiated(turn, initiated);
            case CallEvent.CallAnswered answered -> answered(turn, answered);
            case CallEvent.CallHangup hangup -> hungUp(turn, hangup);
            default -> result(turn, event);
        };
    }

    private static @Nullable Ignored initiated(Turn turn, CallEvent.CallInitiated event) {
        EventHeader header = event.header();
        Leg leg = saw(turn, header, Phase.INITIATED);
        if (turn.flowLeg != null || leg == null || !startsFlow(event)) {
            return Ignored.NOT_AWAITED;
        }
        turn.stage = Stage.RUNNING;
        turn.flowLeg = legOf(header);
        turn.from = header.from();
        turn.to = header.to();
        turn.cancel(Turn.PARK_TIMER);
        turn.start(Turn.CALL_TIMER, turn.flow.limits().call());
        turn.ask(AnswerBuilder.builder().build(), "call.answered", ANSWER_PATIENCE);
        if (leg.phase() == Phase.ANSWERED) {
            // Its call.answered came first and was parked: apply it now, as if in order.
            begin(turn);
        }
        return null;
    }

    private static @Nullable Ignored answered(Turn turn, CallEvent.CallAnswered event) {
        Leg leg = saw(turn, event.header(), Phase.ANSWERED);
        if (turn.stage == Stage.PARKED) {
            turn.start(Turn.PARK_TIMER, PARKED_FOR);
            return null;
        }
        boolean awaited = turn.awaited != null && turn.awaited.type().equals("call.answered");
        if (leg == null || leg.ended() || !isFlowLeg(turn, event.header()) || !awaited) {
            return Ignored.NOT_AWAITED;
        }
        begin(turn);
        return null;
    }

    /** The leg is answered: the answer command had its effect, and the flow begins. */
    private static void begin(Turn turn) {
        if (turn.awaited != null) {
            turn.settle(turn.awaited);
            turn.awaited = null;
        }
        turn.enter(turn.flow.start());
    }

    private static @Nullable Ignored hungUp(Turn turn, CallEvent.CallHangup event) {
        boolean flowLeg = isFlowLeg(turn, event.header());
        saw(turn, event.header(), Phase.ENDED);
        if (flowLeg || turn.flowLeg == null) {
            turn.awaited = null;
            turn.clearFlowLane();
            turn.cancel(Turn.STEP_TIMER);
        }
        if (turn.legs.values().stream().allMatch(Leg::ended)) {
            turn.end();
            return null;
        }
        if (flowLeg) {
            // The other side of a transfer lives on; its hang-up ends the call.
            turn.handOver();
            return null;
        }
        return TransferStep.failed(event) ? resultOf(turn, event, "call.bridged") : Ignored.NOT_AWAITED;
    }

    private static @Nullable Ignored result(Turn turn, CallEvent event) {
        boolean anyLeg = event instanceof CallEvent.CallBridged;
        if (!anyLeg && !isFlowLeg(turn, event.header())) {
            return Ignored.NOT_AWAITED;
        }
        return resultOf(turn, event, event.header().type());
    }

    /** Lets the result drive the step, if it is the one the step waits for (P7). */
    private static @Nullable Ignored resultOf(Turn turn, CallEvent event, String type) {
        Awaited awaited = turn.awaited;
        if (awaited == null || turn.step == null || !awaited.type().equals(type)) {
            return Ignored.NOT_AWAITED;
        }
        if (!awaited.concerns(turn.key, event.header())) {
            return Ignored.STALE;
        }
        turn.awaited = null;
        if (Token.of(event.header().clientState()).isPresent()) {
            turn.settle(awaited);
        }
        Steps.result(turn, turn.flow.step(turn.step), event);
        return null;
    }

    private static @Nullable Ignored outcome(Turn turn, SessionEvent.CommandOutcome event) {
        turn.settle(event.lane(), event.commandId());
        if (turn.stage == Stage.HANGING_UP) {
            return hangUpOutcome(turn, event);
        }
        Awaited awaited = turn.awaited;
        boolean current = awaited != null && awaited.commandId().equals(event.commandId());
        switch (event.result()) {
            case CommandResult.Accepted accepted -> {
                return Ignored.NOT_AWAITED;
            }
            case CommandResult.CallOver over -> {
                turn.legs.computeIfPresent(String.valueOf(turn.flowLeg), (id, leg) -> leg.seen(null, Phase.ENDED));
                turn.end();
            }
            case CommandResult.NotAnswered early -> {
                if (!current) {
                    return Ignored.NOT_AWAITED;
                }
                turn.awaited = null;
                turn.start(Turn.STEP_TIMER, NOT_ANSWERED_PAUSE);
            }
            case CommandResult.Refused refused -> {
                return failed(turn, current);
            }
            case CommandResult.Unconfirmed unconfirmed -> {
                return failed(turn, current);
            }
            case CommandResult.Expired expired -> {
                return failed(turn, current);
            }
        }
        return null;
    }

    /** A hang-up that nobody confirmed is asked for again; one that was refused, when its time is up. */
    private static @Nullable Ignored hangUpOutcome(Turn turn, SessionEvent.CommandOutcome event) {
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

    private static @Nullable Ignored failed(Turn turn, boolean current) {
        if (!current) {
            return Ignored.NOT_AWAITED;
        }
        turn.awaited = null;
        if (turn.step == null) {
            // Not even answering worked.
            turn.hangUp();
        } else {
            Steps.failed(turn, turn.flow.step(turn.step));
        }
        return null;
    }

    private static @Nullable Ignored timer(Turn turn, SessionEvent.TimerFired event) {
        if (!turn.runs(event.timer(), event.setAt())) {
            return Ignored.TIMER_REPLACED;
        }
        turn.cancel(event.timer());
        if (turn.stage == Stage.HANGING_UP) {
            turn.hangUp();
        } else if (turn.stage != Stage.RUNNING) {
            // Nobody claimed the call, or its last hang-up webhook never came.
            turn.end();
        } else if (event.timer().equals(Turn.CALL_TIMER)) {
            turn.clearFlowLane();
            turn.hangUp();
        } else if (turn.step != null && turn.awaited == null) {
            // Telnyx was not ready for the step's command: the step begins anew.
            turn.again(turn.step);
        } else {
            return failed(turn, true);
        }
        return null;
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

    private static boolean isFlowLeg(Turn turn, EventHeader header) {
        return turn.flowLeg != null && turn.flowLeg.equals(legOf(header));
    }

    private static @Nullable String legOf(EventHeader header) {
        return header.callLegId() == null ? header.callControlId() : header.callLegId();
    }
}
