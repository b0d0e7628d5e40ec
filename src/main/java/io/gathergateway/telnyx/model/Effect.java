package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a leg wants done outside of itself, in this order. */
public sealed interface Effect {
    /** A webhook to deliver; {@code payload} is not to be changed. */
    record Webhook(String id, String type, long occurredAtMillis, ObjectNode payload) implements Effect {
        /** The {@code data} object of the body, as API v2 wraps it. */
        public ObjectNode data() {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.put("record_type", "event");
            data.put("event_type", type);
            data.put("id", id);
            data.put("occurred_at", Derived.time(occurredAtMillis));
            if (type.equals("call.conversation.ended")) {
                data.put("created_at", Derived.time(occurredAtMillis));
            }
            data.set("payload", payload);
            return data;
        }
    }

    /** Bring {@link Stimulus.AlarmDue} after this time, if the leg still awaits it then. */
    record Alarm(int alarm, long afterMillis) implements Effect {}

    /** A leg that a transfer made: it rings at {@code reaction.next().identity().to()}. */
    record NewLeg(Reaction reaction) implements Effect {}

    /** Tell this leg and {@code peer} that they are joined. */
    record Join(String peer) implements Effect {}

    /** Tell {@code peer} that this leg has ended. */
    record TellPeer(String peer) implements Effect {}

    /** The caller begins to hear this: spoken text, or the address or name of a medium. */
    record Heard(String what) implements Effect {}

    /** The caller is asked something; whatever comes counts from now on. */
    record Asked(How how, long promptMillis) implements Effect {}

    enum How {
        DTMF,
        SPEECH
    }
}
