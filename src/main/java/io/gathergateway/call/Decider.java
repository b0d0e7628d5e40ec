package io.gathergateway.call;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.telnyx.event.CallEvent;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happens next in a call: a pure function of flows, session, event and the event's time. {@link Lifecycle}
 * says what the legs' lives mean, {@link Results} which result counts, {@link CommandFates} what became of commands; what
 * a step does is in the step's own file.
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
    /** Bounds the journal and the ids of one call. */
    private static final int MAX_EVENTS = 500;

    private final AssistantVoice assistantVoice;
    private final Consumer<RuntimeException> bugs;

    /** {@code bugs} is told of what a decision threw; it decides nothing. */
    public Decider(AssistantVoice assistantVoice, Consumer<RuntimeException> bugs) {
        this.assistantVoice = assistantVoice;
        this.bugs = bugs;
    }

    /**
     * Decides one event. Never throws: a decision that cannot be made, which is a bug, ends the call, so that no event
     * comes again for ever.
     *
     * @param set the one the call is on; {@link Flows#begin} says which it begins with. Where it cannot be had, the one
     *     that stands in from now on
     * @param session null where there is none; where {@link Amnesia} tells that it was forgotten, the set is
     *     to be one that stands in
     * @param now epoch milliseconds of the event
     */
    public Decision decide(FlowSet set, @Nullable CallSession session, SessionEvent event, long now) {
        return switch (attempt(set, session, event, now)) {
            case Attempt.Made(Decision decision) -> decision;
            case Attempt.Threw threw -> afterBug(set, session, event, now);
        };
    }

    /** As {@link #decide}, for whoever has another way for a call whose decision cannot be made. Never throws. */
    public Attempt attempt(FlowSet set, @Nullable CallSession session, SessionEvent event, long now) {
        try {
            return new Attempt.Made(decided(set, session, event, now));
        } catch (RuntimeException bug) {
            bugs.accept(bug);
            return Attempt.Threw.of(bug, sensitive(set, session, event, now));
        }
    }

    /** Whether an event that cannot be decided may hold what the flow calls sensitive. */
    private boolean sensitive(FlowSet set, @Nullable CallSession session, SessionEvent event, long now) {
        try {
            if (session == null || !Sensitivity.possible(event)) {
                return false;
            }
            Turn turn = new Turn(set, session, assistantVoice, now);
            return StandIn.is(turn) || Sensitivity.of(turn, event);
        } catch (RuntimeException bug) {
            return true;
        }
    }

    /** The least that leaves nothing behind that comes again for ever: no command to send, no timer to ring. */
    private Decision afterBug(FlowSet set, @Nullable CallSession session, SessionEvent event, long now) {
        if (session == null || session.stage() == Stage.ENDED) {
            return Decision.nothing(Ignored.UNKNOWN_CALL);
        }
        Turn turn = new Turn(set, session, assistantVoice, now);
        turn.sensitive = Sensitivity.possible(event);
        if (StandIn.is(turn)) {
            StandIn.adopt(turn);
        }
        StandIn.settle(turn, event);
        if (session.stage() == Stage.RUNNING) {
            return giveUp(turn);
        }
        return switch (event) {
            case SessionEvent.Webhook webhook -> Decision.nothing(Ignored.UNKNOWN_CALL);
            case SessionEvent.External external -> Decision.nothing(Ignored.UNKNOWN_CALL);
            case SessionEvent.PlaceCall place -> Decision.nothing(Ignored.UNKNOWN_CALL);
            case SessionEvent.CommandOutcome outcome -> turn.decided(null);
            case SessionEvent.CalloutEnded callout -> turn.decided(null);
            case SessionEvent.TimerFired timer -> {
                turn.end();
                yield turn.decided(null);
            }
        };
    }

    private Decision decided(FlowSet set, @Nullable CallSession session, SessionEvent event, long now) {
        Optional<CallSession> known = session == null ? found(set, event, now) : Optional.of(session);
        if (known.isEmpty()) {
            return Decision.nothing(Ignored.UNKNOWN_CALL);
        }
        CallSession before = known.get();
        Turn turn = new Turn(set, before, assistantVoice, now);
        boolean standIn = StandIn.is(turn);
        // What the call's own set calls sensitive, the other one does not know.
        turn.sensitive = standIn ? Sensitivity.possible(event) : Sensitivity.of(turn, event);
        if (turn.stage == Stage.ENDED) {
            return before.version() < 2 * MAX_EVENTS
                    ? turn.decided(Ignored.CALL_ENDED)
                    : Decision.nothing(Ignored.CALL_ENDED);
        }
        if (standIn) {
            StandIn.adopt(turn);
        }
        if (before.version() >= MAX_EVENTS) {
            if (turn.stage == Stage.RUNNING) {
                return giveUp(turn);
            }
            if (!endsCalls(event)) {
                return Decision.nothing(Ignored.TOO_MANY);
            }
        }
        Ignored reason = standIn && turn.stage == Stage.RUNNING && before.step() != null
                ? StandIn.take(turn, event)
                : usual(turn, event);
        return reason == Ignored.NO_FLOW && session == null ? Decision.nothing(reason) : turn.decided(reason);
    }

    /** What there is to begin with where there is no session. */
    private static Optional<CallSession> found(FlowSet set, SessionEvent event, long now) {
        return Lifecycle.opens(event)
                ? Optional.of(CallSession.fresh(event.key(), set.revision(), now))
                : Amnesia.session(set, event, now);
    }

    private static @Nullable Ignored usual(Turn turn, SessionEvent event) {
        return switch (event) {
            case SessionEvent.Webhook webhook -> webhook(turn, webhook.event());
            case SessionEvent.CommandOutcome outcome -> CommandFates.of(turn, outcome);
            case SessionEvent.TimerFired timer -> timer(turn, timer);
            case SessionEvent.CalloutEnded callout -> Results.callout(turn, callout);
            case SessionEvent.External external -> Results.external(turn, external);
            case SessionEvent.PlaceCall place -> Placing.place(turn, place);
        };
    }

    /**
     * Whether a session waits for an observation, such as a key pressed: then it is decided like any event, otherwise it
     * may be dropped. Pure, as {@link #decide} is.
     *
     * @param set the one the call is on; with another nothing is waited for
     * @param now epoch milliseconds of the event
     */
    public boolean watches(FlowSet set, CallSession session, SessionEvent.Webhook observation, long now) {
        Awaited awaited = session.awaited();
        if (session.stage() != Stage.RUNNING
                || awaited == null
                || !awaited.takes(observation.event().header().type())) {
            return false;
        }
        if (!session.revision().equals(set.revision())) {
            return false;
        }
        try {
            return Results.watches(new Turn(set, session, assistantVoice, now), observation.event());
        } catch (RuntimeException bug) {
            bugs.accept(bug);
            return false;
        }
    }

    /** Whether a call on this set may wait for observations of this kind; one that none waits for is not looked at further. */
    public boolean mayWatch(FlowSet set, CallEvent event) {
        return set.flows().values().stream()
                .anyMatch(flow -> flow.steps().values().stream().anyMatch(step -> Steps.mayWatch(step, event)));
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
            case SessionEvent.CalloutEnded callout -> false;
            case SessionEvent.External external -> false;
            case SessionEvent.PlaceCall place -> false;
        };
    }

    private static @Nullable Ignored webhook(Turn turn, CallEvent event) {
        return switch (event) {
            case CallEvent.CallInitiated initiated -> Lifecycle.initiated(turn, initiated);
            case CallEvent.CallAnswered answered -> Lifecycle.answered(turn, answered);
            case CallEvent.CallHangup hangup -> Lifecycle.hungUp(turn, hangup);
            default -> Results.of(turn, event);
        };
    }

    private static @Nullable Ignored timer(Turn turn, SessionEvent.TimerFired event) {
        String timer = event.timer();
        if (!turn.timers.runs(timer, event.setAt())) {
            return Ignored.TIMER_REPLACED;
        }
        turn.timers.cancel(timer);
        if (timer.startsWith(Timers.FORGET)) {
            Secrets.forget(turn, timer.substring(Timers.FORGET.length()));
        } else if (turn.stage == Stage.HANGING_UP) {
            turn.hangUp();
        } else if (turn.stage != Stage.RUNNING) {
            // Nobody claimed the call, or its last hang-up webhook never came.
            turn.end();
        } else if (timer.equals(Timers.CALL)) {
            turn.clearFlowLane();
            turn.hangUp();
        } else if (timer.equals(Timers.HOLD)) {
            return HttpStep.hold(turn);
        } else {
            Results.timeUp(turn);
        }
        return null;
    }
}
