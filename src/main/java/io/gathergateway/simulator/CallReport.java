package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Scenario.EndedBy;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A scripted call that is over, its webhooks delivered or given up.
 *
 * @param deviations what was not as the script expects, in words; empty means all was
 * @param heard the prompts the caller heard, in order
 * @param endedBy null for nobody
 * @param handedTo the number or the queue that took the caller
 * @param commands the commands that came, in order, on all legs, repetitions left out
 * @param refused commands Telnyx refused, but for those that came after the end
 * @param latenciesMillis from the sending of a webhook to the first command after it
 */
public record CallReport(
        String caller,
        String callSessionId,
        List<String> deviations,
        @Nullable EndedBy endedBy,
        @Nullable String handedTo,
        List<String> heard,
        List<String> commands,
        int refused,
        int webhooks,
        int acknowledged,
        int givenUp,
        long durationMillis,
        List<Long> latenciesMillis) {
    public CallReport {
        deviations = List.copyOf(deviations);
        heard = List.copyOf(heard);
        commands = List.copyOf(commands);
        latenciesMillis = List.copyOf(latenciesMillis);
    }

    /** In a word, as a scenario would say it. */
    public String ended() {
        return endedBy == null ? "nobody" : endedBy.name().toLowerCase(Locale.ROOT);
    }

    public boolean asExpected() {
        return deviations.isEmpty();
    }

    ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("caller", caller);
        json.put("call_session_id", callSessionId);
        json.put("as_expected", asExpected());
        deviations.forEach(json.putArray("deviations")::add);
        json.put("ended_by", ended());
        json.put("handed_to", handedTo);
        heard.forEach(json.putArray("heard")::add);
        commands.forEach(json.putArray("commands")::add);
        json.put("refused", refused);
        json.put("webhooks", webhooks);
        json.put("acknowledged", acknowledged);
        json.put("given_up", givenUp);
        json.put("duration_millis", durationMillis);
        latenciesMillis.forEach(json.putArray("latencies_millis")::add);
        return json;
    }
}
