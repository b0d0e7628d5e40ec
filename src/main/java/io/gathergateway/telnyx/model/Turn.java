package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.model.LegState.Phase;
import io.gathergateway.telnyx.model.LegState.Purpose;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A leg while one stimulus is worked on: a mutable copy and the effects so far. Lives inside one call of the model. */
final class Turn {
    /** Which webhooks carry no from and to, of those this model sends (the specification's schemas). */
    private static final Set<String> WITHOUT_PARTIES = Set.of(
            "call.speak.started",
            "call.speak.ended",
            "call.playback.started",
            "call.playback.ended",
            "call.recording.saved",
            "call.enqueued",
            "call.dequeued",
            "call.transcription",
            "call.conversation_insights.generated");

    final LegIdentity identity;
    final long now;
    final long startedAt;
    Phase phase;

    @Nullable
    String clientState;

    long answeredAt;
    List<Sound> sounds;

    @Nullable
    DtmfGather gather;

    @Nullable
    Conversation conversation;

    LegState.@Nullable Recording recording;

    @Nullable
    String queue;

    boolean transcribing;

    @Nullable
    String peer;

    boolean bridged;
    boolean parks;
    SeenCommands seen;
    private final Map<Purpose, Integer> alarms = new EnumMap<>(Purpose.class);
    private int nextAlarm;
    private int made;
    private final List<Effect> effects = new ArrayList<>();

    Turn(LegState leg, long now) {
        this.identity = leg.identity();
        this.now = now;
        this.startedAt = leg.startedAt();
        this.phase = leg.phase();
        this.clientState = leg.clientState();
        this.answeredAt = leg.answeredAt();
        this.sounds = new ArrayList<>(leg.sounds());
        this.gather = leg.gather();
        this.conversation = leg.conversation();
        this.recording = leg.recording();
        this.queue = leg.queue();
        this.transcribing = leg.transcribing();
        this.peer = leg.peer();
        this.bridged = leg.bridged();
        this.parks = leg.parks();
        this.seen = leg.seen();
        this.alarms.putAll(leg.alarms());
        this.nextAlarm = leg.nextAlarm();
        this.made = leg.made();
    }

    Reaction reaction(@Nullable Answer answer) {
        LegState next = new LegState(
                identity,
                phase,
                clientState,
                startedAt,
                answeredAt,
                sounds,
                gather,
                conversation,
                recording,
                queue,
                transcribing,
                peer,
                bridged,
                parks,
                seen,
                alarms,
                nextAlarm,
                made);
        return new Reaction(next, answer, effects);
    }

    void effect(Effect effect) {
        effects.add(effect);
    }

    void emit(String type) {
        emit(type, payload -> {});
    }

    void emit(String type, Consumer<ObjectNode> fields) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode();
        if (!type.equals("call.recording.saved")) {
            payload.put("call_control_id", identity.callControlId());
        }
        payload.put("call_leg_id", identity.callLegId());
        payload.put("call_session_id", identity.callSessionId());
        payload.put("client_state", clientState);
        payload.put("connection_id", identity.connectionId());
        if (!WITHOUT_PARTIES.contains(type)) {
            payload.put("from", identity.from());
            payload.put("to", identity.to());
        }
        fields.accept(payload);
        effects.add(new Effect.Webhook(derive("event"), type, now, payload));
    }

    /** Replaces an alarm of the same purpose. */
    void alarm(Purpose purpose, long afterMillis) {
        nextAlarm++;
        alarms.put(purpose, nextAlarm);
        effects.add(new Effect.Alarm(nextAlarm, afterMillis));
    }

    void silence(Purpose purpose) {
        alarms.remove(purpose);
    }

    /** The call is over; what an ended conversation has still to tell comes nevertheless. */
    void silenceAll() {
        alarms.keySet().retainAll(Set.of(Purpose.INSIGHTS));
    }

    /** What this alarm was set for, once; null when it is stale. */
    @Nullable
    Purpose take(int alarm) {
        for (Map.Entry<Purpose, Integer> entry : alarms.entrySet()) {
            if (entry.getValue() == alarm) {
                alarms.remove(entry.getKey());
                return entry.getKey();
            }
        }
        return null;
    }

    /** A new id of this leg. */
    String derive(String what) {
        made++;
        return Derived.uuid(identity.callLegId() + "/" + what + "/" + made);
    }
}
