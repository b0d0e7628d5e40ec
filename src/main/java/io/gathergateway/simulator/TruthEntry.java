package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What really happened at the simulated Telnyx, whatever the gateway believes. */
public sealed interface TruthEntry {
    String callSessionId();

    ObjectNode toJson();

    /**
     * A command that came in.
     *
     * @param callSessionId empty where the call is unknown
     * @param commandId null where the command carried none
     * @param code Telnyx's error code; empty when accepted
     * @param effect false when refused or a repetition
     * @param ignoredFields of the body that Telnyx does not know
     */
    record CommandTaken(
            long atMillis,
            String callSessionId,
            String callControlId,
            String name,
            @Nullable String commandId,
            JsonNode body,
            int status,
            String code,
            boolean effect,
            List<String> ignoredFields)
            implements TruthEntry {
        @Override
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("kind", "command").put("at", atMillis).put("call_session_id", callSessionId);
            json.put("call_control_id", callControlId).put("name", name).put("command_id", commandId);
            json.set("body", body);
            json.put("status", status).put("code", code).put("effect", effect);
            ignoredFields.forEach(json.putArray("ignored_fields")::add);
            return json;
        }
    }

    /**
     * A webhook that was sent once, and what came back.
     *
     * @param status 0 where there was no answer
     * @param millis until it was answered, or given up
     */
    record WebhookSent(long atMillis, String callSessionId, String id, String type, int status, long millis)
            implements TruthEntry {
        @Override
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("kind", "attempt").put("at", atMillis).put("call_session_id", callSessionId);
            return json.put("id", id).put("type", type).put("status", status).put("millis", millis);
        }
    }

    /**
     * A webhook that was delivered or given up.
     *
     * @param attempts how often it was sent, deliberate duplicates not counted
     * @param status of the last attempt; 0 where there was no answer
     * @param acknowledged whether any attempt was answered 2xx
     */
    record WebhookSettled(
            long atMillis, String callSessionId, String id, String type, int attempts, int status, boolean acknowledged)
            implements TruthEntry {
        @Override
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode();
            json.put("kind", "webhook").put("at", atMillis).put("call_session_id", callSessionId);
            json.put("id", id).put("type", type).put("attempts", attempts);
            json.put("status", status).put("acknowledged", acknowledged);
            return json;
        }
    }
}
