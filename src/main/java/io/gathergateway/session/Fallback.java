package io.gathergateway.session;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import org.jspecify.annotations.Nullable;

/** The flow set that stands in where a call's own cannot be had, or a decision on it throws: says sorry, then hands over or hangs up. */
public final class Fallback {
    private static final String FLOW = "gateway-fallback";
    private static final String VOICE = "AWS.Polly.Joanna-Neural";

    private Fallback() {}

    /**
     * The set; refused where the voice is none that {@code speak} takes, or the destination none that can be called.
     *
     * @param say plain text; where empty nothing is said
     * @param voice as Telnyx names it; null for a voice that speaks English
     * @param transferTo a number in E.164, or a SIP address; null hangs up
     */
    public static FlowReading of(String say, @Nullable String voice, @Nullable String transferTo) {
        ObjectNode flow = JsonNodeFactory.instance.objectNode();
        flow.put("flow", FLOW).put("voice", voice == null ? VOICE : voice);
        ObjectNode steps = JsonNodeFactory.instance.objectNode();
        String first = transferTo == null ? "end" : "desk";
        if (!say.isBlank()) {
            steps.putObject("sorry").put("say", say).put("next", first).put("failed", first);
            first = "sorry";
        }
        if (transferTo != null) {
            ObjectNode desk = steps.putObject("desk");
            desk.putObject("transfer").put("to", transferTo);
            desk.put("busy", "end").put("no_answer", "end").put("failed", "end");
        }
        steps.put("end", "hangup");
        flow.put("start", first);
        flow.set("steps", steps);
        // JSON is YAML.
        return FlowReader.read(FLOW + ".yaml", flow.toString());
    }
}
