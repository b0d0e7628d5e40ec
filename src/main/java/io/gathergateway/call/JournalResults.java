package io.gathergateway.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.telnyx.CommandResult;

/** What became of commands and of questions to the backend, as journal lines have it. */
final class JournalResults {
    private static final ObjectMapper JSON = new ObjectMapper();

    private JournalResults() {}

    static ObjectNode write(CommandResult result) {
        ObjectNode json = JSON.createObjectNode();
        return switch (result) {
            case CommandResult.Accepted accepted -> json.put("kind", "accepted");
            case CommandResult.CallOver over -> json.put("kind", "call_over");
            case CommandResult.NotAnswered early -> json.put("kind", "not_answered");
            case CommandResult.Refused refused ->
                json.put("kind", "refused").put("status", refused.status()).put("code", refused.code());
            case CommandResult.Unconfirmed unconfirmed -> json.put("kind", "unconfirmed");
            case CommandResult.Expired expired -> json.put("kind", "expired");
        };
    }

    static CommandResult command(JsonNode json) {
        return switch (json.path("kind").asText()) {
            case "accepted" -> new CommandResult.Accepted();
            case "call_over" -> new CommandResult.CallOver();
            case "not_answered" -> new CommandResult.NotAnswered();
            case "refused" ->
                new CommandResult.Refused(
                        json.path("status").asInt(), json.path("code").asText());
            case "unconfirmed" -> new CommandResult.Unconfirmed();
            case "expired" -> new CommandResult.Expired();
            default -> throw new IllegalStateException("journaled outcome of unknown kind");
        };
    }

    static ObjectNode write(CalloutResult result) {
        ObjectNode json = JSON.createObjectNode();
        switch (result) {
            case CalloutResult.Answered answered -> {
                json.put("kind", "answered").put("status", answered.status());
                if (answered.body() != null) {
                    json.set("body", answered.body());
                }
            }
            case CalloutResult.Failed failed -> json.put("kind", "failed");
            case CalloutResult.TimedOut timedOut -> json.put("kind", "timed_out");
            case CalloutResult.Degraded degraded -> json.put("kind", "degraded");
        }
        return json;
    }

    static CalloutResult callout(JsonNode json) {
        return switch (json.path("kind").asText()) {
            case "answered" -> new CalloutResult.Answered(json.path("status").asInt(), json.get("body"));
            case "failed" -> new CalloutResult.Failed();
            case "timed_out" -> new CalloutResult.TimedOut();
            case "degraded" -> new CalloutResult.Degraded();
            default -> throw new IllegalStateException("journaled answer of unknown kind");
        };
    }
}
