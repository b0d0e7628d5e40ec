package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What Telnyx answers a command.
 *
 * @param body the JSON body; not to be changed
 * @param effect whether the command did anything: neither refused nor a repetition
 * @param ignored fields of the body that Telnyx does not know and passes over
 */
public record Answer(int status, ObjectNode body, boolean effect, List<String> ignored) {

    public Answer {
        ignored = List.copyOf(ignored);
    }

    public static Answer refused(int status, List<Fault> faults) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode errors = body.putArray("errors");
        faults.forEach(fault -> errors.add(fault.toJson()));
        return new Answer(status, body, false, List.of());
    }

    public static Answer refused(int status, Fault fault) {
        return refused(status, List.of(fault));
    }

    /** {@code {"data":{"result":"ok"}}}. */
    public static Answer ok(boolean effect, List<String> ignored) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("data").put("result", "ok");
        return new Answer(200, body, effect, ignored);
    }

    Answer withConversation(String id) {
        ObjectNode copy = body.deepCopy();
        ObjectNode data = copy.putObject("data");
        data.put("conversation_id", id);
        data.put("result", "ok");
        return new Answer(status, copy, effect, ignored);
    }

    /** The code of the first error; empty for a success. */
    public String code() {
        return body.path("errors").path(0).path("code").asText("");
    }
}
