package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.model.LegIdentity.Direction;
import io.gathergateway.telnyx.model.LegState.Phase;
import io.gathergateway.telnyx.model.LegState.Purpose;

/** The life of a leg: how it begins, is answered, joined to another, and ends. */
final class Legs {
    private static final long RING_SECONDS = 30;
    private static final long LIMIT_SECONDS = 14_400;

    private Legs() {}

    static Reaction incoming(LegIdentity identity, long now) {
        Turn turn = new Turn(LegState.fresh(identity, Phase.PARKED, null, now), now);
        initiated(turn, "incoming", "parked");
        return turn.reaction(null);
    }

    /** A leg made by a dial or a transfer ({@code state} parked or bridging); the body is the command's. */
    static Turn outgoing(LegIdentity identity, JsonNode body, String clientStateField, String state, long now) {
        String clientState = body.path(clientStateField).asText(null);
        Turn turn = new Turn(LegState.fresh(identity, Phase.RINGING, clientState, now), now);
        initiated(turn, "outgoing", state);
        turn.alarm(Purpose.RING, body.path("timeout_secs").asLong(RING_SECONDS) * 1000);
        turn.alarm(Purpose.TIME_LIMIT, body.path("time_limit_secs").asLong(LIMIT_SECONDS) * 1000);
        return turn;
    }

    static void answered(Turn turn) {
        turn.phase = Phase.ANSWERED;
        turn.answeredAt = turn.now;
        turn.silence(Purpose.RING);
        turn.emit("call.answered", payload -> {
            payload.put("start_time", Derived.time(turn.startedAt));
            payload.put("state", "answered");
        });
        String peer = turn.peer;
        if (peer != null) {
            turn.effect(new Effect.Join(peer));
        }
    }

    static void transfer(Turn turn, JsonNode body) {
        LegIdentity from = turn.identity;
        LegIdentity identity = LegIdentity.outgoing(
                turn.derive("transfer"),
                from.callSessionId(),
                from.connectionId(),
                body.path("from").asText(from.to()),
                body.path("to").asText());
        Turn other = outgoing(identity, body, "target_leg_client_state", "bridging", turn.now);
        other.peer = from.callControlId();
        turn.peer = identity.callControlId();
        turn.parks = body.path("park_after_unbridge").asText("").equals("self");
        turn.effect(new Effect.NewLeg(other.reaction(null)));
    }

    /** What was going on with the caller is over: somebody else is on the line. */
    static void bridged(Turn turn, String peer) {
        if (turn.phase == Phase.ENDED) {
            return;
        }
        Gathers.end(turn, "cancelled");
        Sounds.cut(turn, "cancelled");
        Conversations.end(turn, "invalid", "transferred");
        leaveQueue(turn, "bridged");
        turn.peer = peer;
        turn.bridged = true;
        turn.emit("call.bridged");
    }

    static void peerEnded(Turn turn, String peer) {
        if (turn.phase == Phase.ENDED || !peer.equals(turn.peer)) {
            return;
        }
        boolean joined = turn.bridged;
        turn.peer = null;
        turn.bridged = false;
        if (turn.phase == Phase.RINGING) {
            end(turn, "originator_cancel", "caller", "487");
        } else if (joined && !turn.parks) {
            end(turn, "normal_clearing", turn.identity.direction() == Direction.OUTGOING ? "caller" : "callee", "200");
        }
    }

    static void callerHangsUp(Turn turn) {
        boolean incoming = turn.identity.direction() == Direction.INCOMING;
        if (turn.phase == Phase.PARKED) {
            end(turn, "originator_cancel", "caller", "487");
        } else {
            end(turn, "normal_clearing", incoming ? "caller" : "callee", "200");
        }
    }

    static void commandHangsUp(Turn turn) {
        boolean incoming = turn.identity.direction() == Direction.INCOMING;
        end(turn, "normal_clearing", incoming ? "callee" : "caller", "200");
    }

    static void end(Turn turn, String cause, String source, String sip) {
        Gathers.end(turn, "call_hangup");
        Sounds.cut(turn, "call_hangup");
        Conversation talking = Conversations.endGather(turn, "invalid");
        leaveQueue(turn, "hangup");
        turn.silenceAll();
        turn.phase = Phase.ENDED;
        turn.transcribing = false;
        turn.emit("call.hangup", payload -> {
            payload.put("hangup_cause", cause);
            payload.put("hangup_source", source);
            payload.put("sip_hangup_cause", sip);
            payload.put("start_time", Derived.time(turn.startedAt));
            payload.put("state", "hangup");
            payload.putNull("call_quality_stats");
        });
        Conversations.endConversation(turn, talking, "customer_disconnect");
        Commands.saveRecording(turn);
        String peer = turn.peer;
        if (peer != null) {
            turn.effect(new Effect.TellPeer(peer));
        }
        turn.peer = null;
        turn.bridged = false;
    }

    static void leaveQueue(Turn turn, String reason) {
        String queue = turn.queue;
        if (queue == null) {
            return;
        }
        turn.queue = null;
        turn.silence(Purpose.QUEUE);
        turn.emit("call.dequeued", payload -> {
            payload.put("queue", queue);
            payload.put("queue_position", 1);
            payload.put("reason", reason);
        });
    }

    private static void initiated(Turn turn, String direction, String state) {
        turn.emit("call.initiated", payload -> {
            payload.put("direction", direction);
            payload.put("start_time", Derived.time(turn.startedAt));
            payload.put("state", state);
        });
    }
}
