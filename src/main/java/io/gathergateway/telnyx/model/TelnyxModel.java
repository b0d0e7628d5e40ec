package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.model.LegState.Phase;
import io.gathergateway.telnyx.model.LegState.Purpose;
import io.gathergateway.telnyx.model.Stimulus.AlarmDue;
import io.gathergateway.telnyx.model.Stimulus.AssistantEnds;
import io.gathergateway.telnyx.model.Stimulus.Bridged;
import io.gathergateway.telnyx.model.Stimulus.CallerHangsUp;
import io.gathergateway.telnyx.model.Stimulus.CallerPresses;
import io.gathergateway.telnyx.model.Stimulus.CallerSays;
import io.gathergateway.telnyx.model.Stimulus.Command;
import io.gathergateway.telnyx.model.Stimulus.FarSideAnswers;
import io.gathergateway.telnyx.model.Stimulus.FarSideDeclines;
import io.gathergateway.telnyx.model.Stimulus.MachineDetected;
import io.gathergateway.telnyx.model.Stimulus.PeerEnded;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Telnyx does with a call: pure, total and deterministic, one leg at a time. Time is an argument, ids derive from
 * the leg's own, so that the same stimuli give the same webhooks, byte for byte. Its rules are read from raw JSON and from
 * nothing of the gateway's, so that it cannot confirm the gateway's mistakes. A stimulus that means nothing to a leg in
 * its state changes nothing.
 */
public final class TelnyxModel {
    private TelnyxModel() {}

    /** An incoming call arrives and waits for commands. */
    public static Reaction incoming(LegIdentity identity, long nowMillis) {
        return Legs.incoming(identity, nowMillis);
    }

    /** The faults of a dial's body; empty means {@link #dial} takes it. */
    public static List<Fault> dialFaults(JsonNode body) {
        return CommandRules.DIAL.check(body);
    }

    /** The parameters a command takes, by Telnyx's names; empty where there is no such command. */
    public static Set<String> parameters(String command) {
        Shape shape = shape(command);
        return shape == null ? Set.of() : shape.names();
    }

    /** What Telnyx would say against one parameter of a command. */
    public static List<Fault> parameterFaults(String command, String name, JsonNode value) {
        Shape shape = shape(command);
        return shape == null ? List.of() : shape.field(name, value);
    }

    private static @Nullable Shape shape(String command) {
        return command.equals("dial") ? CommandRules.DIAL : CommandRules.of(command);
    }

    /** A checked dial makes this leg; its answer is a matter of the account and not made here. */
    public static Reaction dial(LegIdentity identity, JsonNode body, long nowMillis) {
        return Legs.outgoing(identity, body, "client_state", "parked", nowMillis)
                .reaction(null);
    }

    public static Reaction apply(LegState leg, Stimulus stimulus, long nowMillis) {
        if (stimulus instanceof Command(String name, JsonNode body)) {
            return Commands.take(leg, name, body, nowMillis);
        }
        Turn turn = new Turn(leg, nowMillis);
        if (stimulus instanceof AlarmDue(int alarm)) {
            due(turn, alarm);
        } else if (!leg.ended()) {
            happen(turn, stimulus);
        }
        return turn.reaction(null);
    }

    private static void happen(Turn turn, Stimulus stimulus) {
        boolean answered = turn.phase == Phase.ANSWERED;
        boolean ringing = turn.phase == Phase.RINGING;
        switch (stimulus) {
            case CallerPresses(char digit) when answered -> Gathers.pressed(turn, digit);
            case CallerSays said when answered -> says(turn, said);
            case AssistantEnds() when answered -> Conversations.end(turn, "invalid", "assistant_hangup");
            case MachineDetected(String result, boolean premium)
            when answered ->
                turn.emit(
                        "call.machine." + (premium ? "premium." : "") + "detection.ended",
                        payload -> payload.put("result", result));
            case CallerHangsUp() -> Legs.callerHangsUp(turn);
            case FarSideAnswers() when ringing -> Legs.answered(turn);
            case FarSideDeclines(Stimulus.Reason reason) when ringing -> decline(turn, reason);
            case Bridged(String peer) when answered -> Legs.bridged(turn, peer);
            case PeerEnded(String peer) -> Legs.peerEnded(turn, peer);
            case CallerPresses ignored -> {}
            case CallerSays ignored -> {}
            case AssistantEnds ignored -> {}
            case MachineDetected ignored -> {}
            case FarSideAnswers ignored -> {}
            case FarSideDeclines ignored -> {}
            case Bridged ignored -> {}
            case Command ignored -> {}
            case AlarmDue ignored -> {}
        }
    }

    private static void says(Turn turn, CallerSays said) {
        if (turn.transcribing) {
            turn.emit(
                    "call.transcription",
                    payload -> payload.putObject("transcription_data")
                            .put("confidence", 0.97)
                            .put("is_final", true)
                            .put("transcript", said.text())
                            .put("transcription_track", "inbound"));
        }
        Conversations.said(turn, said.text(), said.fields());
    }

    private static void decline(Turn turn, Stimulus.Reason reason) {
        switch (reason) {
            case BUSY -> Legs.end(turn, "user_busy", "callee", "486");
            case REJECTED -> Legs.end(turn, "call_rejected", "callee", "603");
            case NOT_FOUND -> Legs.end(turn, "not_found", "callee", "404");
        }
    }

    private static void due(Turn turn, int alarm) {
        Purpose purpose = turn.take(alarm);
        if (purpose == null) {
            return;
        }
        switch (purpose) {
            case SOUND -> Sounds.ended(turn);
            case GATHER -> Gathers.silent(turn);
            case GATHER_TOTAL -> Gathers.timeUp(turn);
            case CONVERSATION -> Conversations.due(turn);
            case RING -> Legs.end(turn, "timeout", "unknown", "487");
            case RECORDING -> Commands.saveRecording(turn);
            case QUEUE -> Legs.leaveQueue(turn, "timeout");
            case TIME_LIMIT -> Legs.end(turn, "time_limit", "unknown", "200");
            case INSIGHTS -> Conversations.insights(turn);
        }
    }
}
