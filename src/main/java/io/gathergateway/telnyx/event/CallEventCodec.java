package io.gathergateway.telnyx.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Call webhooks between Telnyx's JSON and {@link CallEvent}, both ways.
 *
 * <p>What is written reads back to an equal record. Only what names the event and its call is required of a webhook;
 * everything else may be absent, null, new or of an unexpected type.
 */
public final class CallEventCodec {
    private CallEventCodec() {}

    /** The outcome of reading. */
    public sealed interface Read {
        record Event(CallEvent event) implements Read {}

        /** Cannot be attributed to a call, or not told apart from another event. */
        record Unusable(Problem problem) implements Read {}
    }

    /** Why an event cannot be used; holds nothing of the event. */
    public enum Problem {
        /** {@code data} or {@code data.payload} is not an object. */
        NO_PAYLOAD,
        /** {@code data.id} is not 1 to 128 printable ASCII characters. */
        NO_ID,
        /** {@code data.event_type} is not 1 to 128 printable ASCII characters. */
        NO_EVENT_TYPE,
        /** {@code data.payload.call_session_id} is not text. */
        NO_CALL_SESSION_ID
    }

    /** Reads the {@code data} object of a webhook. The tree is kept in part and must not be changed afterwards. */
    public static Read read(JsonNode data) {
        return EventReader.read(data);
    }

    /** The {@code data} object that reads back to {@code event}. */
    public static ObjectNode write(CallEvent event) {
        return EventWriter.write(event);
    }

    /**
     * {@code event} without its bulk: message history, SIP and custom headers, call quality, and of {@link
     * CallEvent.Other} everything but the header. For the journal, where each event lies as long as the call.
     */
    public static CallEvent journalForm(CallEvent event) {
        return JournalForm.of(event);
    }
}
