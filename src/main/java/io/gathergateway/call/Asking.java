package io.gathergateway.call;

import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.NoValue;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.command.HangupBuilder;
import io.gathergateway.telnyx.command.TelnyxCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the steps of one {@link Turn} ask of Telnyx, and what they wait for. */
final class Asking {
    private final Turn turn;

    Asking(Turn turn) {
        this.turn = turn;
    }

    /**
     * Issues a command to the flow's leg and waits for the event that tells its result. Without the caller there is
     * nobody to ask, and the flow is at its end.
     *
     * @param extras the step's further parameters
     * @param results types of events, or words of {@link Awaited}; the first that comes counts
     * @param patience after which the step's command counts as failed
     * @throws io.gathergateway.telnyx.command.InvalidCommand the step has failed; {@link Navigation} sees to it
     */
    void ask(TelnyxCommand command, Value.Mapping extras, List<String> results, Duration patience) {
        if (turn.callerGone()) {
            turn.way.finish();
            return;
        }
        String token = turn.out.nextToken(turn.stepName()).id();
        OutboxCommand issued = issue(command, extras, Outgoing.VALID, false);
        await(token, results, Outgoing.FLOW_LANE, issued.commandId(), patience);
    }

    /** As {@link #ask}, with one more command of the step that waits already: the result may carry either's token. */
    void askMore(TelnyxCommand command, List<String> results, Duration patience) {
        Awaited first = Objects.requireNonNull(turn.awaited);
        ask(command, Values.NONE, results, patience);
        orNamedBy(first);
    }

    /** The result that is waited for may also carry the token of an earlier command of the step. */
    void orNamedBy(Awaited first) {
        Awaited second = turn.awaited;
        if (second != null) {
            List<String> earlier = new ArrayList<>(first.earlier());
            earlier.add(first.token());
            turn.awaited = new Awaited(
                    second.token(), second.type(), second.also(), earlier, second.lane(), second.commandId());
        }
    }

    /**
     * Waits for one of some results.
     *
     * @param token the id of the token that the result carries; {@link Awaited#ANY_TOKEN} takes any of this call
     * @param lane of the command that leads to it; empty without one
     */
    void await(String token, List<String> results, String lane, String commandId, Duration patience) {
        List<String> also = results.subList(1, results.size());
        turn.awaited = new Awaited(token, results.getFirst(), also, List.of(), lane, commandId);
        turn.timers.start(Timers.STEP, patience);
    }

    /** Sends a command to the flow's leg whose result nobody waits for; dropped where the caller is gone. */
    void tell(TelnyxCommand command, Value.Mapping extras) {
        if (!turn.callerGone()) {
            issue(command, extras, Outgoing.VALID, false);
        }
    }

    /** Ends another leg of the call than the flow's. */
    void hangUpOther(String callControlId) {
        turn.out.telnyx(
                Outgoing.DIALLED_LANE,
                turn.stepName(),
                callControlId,
                HangupBuilder.builder().build(),
                Values.tree(Values.NONE, Map.of()),
                Outgoing.VALID,
                false);
    }

    /** Places a call, for the flow or beside it; what its leg tells carries the token. */
    OutboxCommand dial(TelnyxCommand dial, Value.Mapping extras, List<String> results, Duration patience) {
        String token = turn.out.nextToken(turn.stepName()).id();
        OutboxCommand issued = turn.out.telnyx(
                Outgoing.FLOW_LANE,
                turn.stepName(),
                "",
                dial,
                Values.tree(extras, turn.values()),
                Outgoing.VALID,
                false);
        await(token, results, Outgoing.FLOW_LANE, issued.commandId(), patience);
        return issued;
    }

    /** Further parameters of a command that matters more than they do: none of them where one cannot be had. */
    Value.Mapping ifHad(Value.Mapping extras) {
        try {
            return extras.entries().isEmpty()
                            || Evaluation.of(extras, turn.values()).isEmpty()
                    ? Values.NONE
                    : extras;
        } catch (NoValue none) {
            turn.way.lacks(none, Decision.Then.LEFT_OUT);
            return Values.NONE;
        }
    }

    OutboxCommand issue(TelnyxCommand command, Value.Mapping extras, Duration validFor, boolean supersedes) {
        Leg leg = turn.flowLeg == null ? null : turn.legs.get(turn.flowLeg);
        String callControlId = leg == null ? null : leg.callControlId();
        if (callControlId == null) {
            throw new IllegalStateException("a flow runs only on a leg whose call_control_id is known");
        }
        return turn.out.telnyx(
                Outgoing.FLOW_LANE,
                turn.stepName(),
                callControlId,
                command,
                Values.tree(extras, turn.values()),
                validFor,
                supersedes);
    }
}
