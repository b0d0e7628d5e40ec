package io.gathergateway.call;

import io.gathergateway.flow.NoValue;
import io.gathergateway.flow.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an event did to a call: to be committed whole.
 *
 * @param next the session after it; null where there is none and none is made
 * @param reason why nothing happened; null where the event drove the call
 * @param commands in the order they take effect
 * @param settled the outbox head that this event proves to be done
 * @param clearedLanes lanes whose leg is over
 * @param sensitive whether the event holds what the flow calls sensitive: its journal line must not tell it
 * @param miss what the caller's try brought, where it was none that fits
 * @param moves the steps that were entered, in order
 * @param gaps the expressions that could not be evaluated
 * @param onNewSet whether the call begins here with the set it is on, or goes over to one that stands in for its own
 */
public record Decision(
        @Nullable CallSession next,
        @Nullable Ignored reason,
        List<OutboxCommand> commands,
        List<TimerChange> timers,
        @Nullable Settled settled,
        List<String> clearedLanes,
        boolean sensitive,
        @Nullable Miss miss,
        List<Move> moves,
        List<Gap> gaps,
        boolean onNewSet) {

    /** A try of a menu or a gather that is asked again, or was the last; names of a metric's label. */
    public enum Miss {
        NO_INPUT,
        NO_MATCH
    }

    /** The closed set of reasons to do nothing; names of a metric's label. */
    public enum Ignored {
        /** No session, and not an event that starts one. */
        UNKNOWN_CALL,
        /** A call that no flow of the set answers: it is left alone. */
        NO_FLOW,
        /** The call is over; the event is on record. */
        CALL_ENDED,
        /** A result of an earlier step, or of none of ours. */
        STALE,
        /** Of a leg or a kind the flow does not wait for. */
        NOT_AWAITED,
        /** Of a call that had more events than any call has. */
        TOO_MANY,
        /** A timer that was set anew or cancelled since. */
        TIMER_REPLACED
    }

    /**
     * A step was entered.
     *
     * @param flow of the step
     * @param from the step of this flow that was left; null at the start of a flow
     * @param outcome how that one was left; null where by a key, a branch or an event
     */
    public record Move(
            String flow, @Nullable String from, @Nullable Outcome outcome, String step) {}

    /**
     * An expression could not be evaluated. Holds nothing a caller said.
     *
     * @param flow of the step
     * @param step empty before the first one
     * @param at where the flow's file has the expression, {@code file:line:column}
     */
    public record Gap(String flow, String step, String at, NoValue.Why why, Then then) {
        /** In words, for whoever wrote the flow. */
        public String says() {
            return why.says() + "; " + then.says();
        }
    }

    /** What comes of an expression that cannot be evaluated. */
    public enum Then {
        FAILED("the step has failed"),
        NOT_HELD("the condition does not hold"),
        LEFT_OUT("what it is for is left out");

        private final String says;

        Then(String says) {
            this.says = says;
        }

        String says() {
            return says;
        }
    }

    /** The head of a lane, by its command id. */
    public record Settled(String lane, String commandId) {}

    static Decision nothing(Ignored reason) {
        return new Decision(
                null, reason, List.of(), List.of(), null, List.of(), false, null, List.of(), List.of(), false);
    }

    /** The same decision with another session after it. */
    public Decision withNext(CallSession other) {
        return new Decision(
                other, reason, commands, timers, settled, clearedLanes, sensitive, miss, moves, gaps, onNewSet);
    }

    /** Whether another set stands in from here on for the call's own, which cannot be had. */
    public boolean fellBack() {
        return onNewSet && next != null && next.version() > 1 && !ended();
    }

    public boolean ended() {
        return next != null && next.stage() == CallSession.Stage.ENDED;
    }
}
