package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.event.CallEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Anything that can change a call. {@link #id()} names it for good: an id is applied at most once (P3). */
public sealed interface SessionEvent {
    SessionKey key();

    String id();

    /** A verified webhook. */
    record Webhook(SessionKey key, CallEvent event) implements SessionEvent {
        @Override
        public String id() {
            return event.header().id();
        }

        /** Whether it is the first event of a call, in the tidy order. */
        public boolean opensCall() {
            return event instanceof CallEvent.CallInitiated;
        }
    }

    /** What became of a command; {@code name} is Telnyx's, such as {@code gather_using_ai}. */
    record CommandOutcome(SessionKey key, String lane, String commandId, String name, CommandResult result)
            implements SessionEvent {
        @Override
        public String id() {
            return "outcome:" + commandId;
        }
    }

    /** A durable timer is due; {@code setAt} is the session version that set it. */
    record TimerFired(SessionKey key, String timer, long setAt) implements SessionEvent {
        @Override
        public String id() {
            return "timer:" + timer + ":" + setAt;
        }
    }

    /** What the customer's backend said to a command of the callout lane; the first word counts. */
    record CalloutEnded(SessionKey key, String lane, String commandId, CalloutResult result) implements SessionEvent {
        @Override
        public String id() {
            return "callout:" + commandId;
        }
    }

    /**
     * Something outside told the call something.
     *
     * @param externalId the sender's id for it: repeated with the same id, it counts once
     * @param name what a {@code wait} or an assistant step calls it
     */
    record External(
            SessionKey key,
            String externalId,
            String name,
            @Nullable JsonNode data) implements SessionEvent {
        @Override
        public String id() {
            return "external:" + externalId;
        }
    }

    /**
     * A call is to be placed; its key is our own.
     *
     * @param flow the flow of the live set that runs on it
     * @param connection {@code connection_id}, the Call Control application
     * @param with what the flow takes
     */
    record PlaceCall(SessionKey key, String flow, String connection, String to, String from, Map<String, Object> with)
            implements SessionEvent {
        @Override
        public String id() {
            return "place:" + key.id();
        }
    }
}
