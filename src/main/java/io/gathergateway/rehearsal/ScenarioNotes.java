package io.gathergateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a call, as a scenario: what was heard stands between what was done, so that each line waits for its
 * moment when it is played again. Confined to one thread.
 */
public final class ScenarioNotes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEVER = "1h";
    private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

    private final ObjectNode call;
    private final List<ObjectNode> does = new ArrayList<>();
    private final List<ObjectNode> backend = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private final List<Entered> entered = new ArrayList<>();
    private final List<ObjectNode> faults = new ArrayList<>();
    private String start = "call";
    private @Nullable ObjectNode queue;
    private @Nullable EndedBy endedBy;

    /** Of a call from one number to another, at this moment in epoch milliseconds. */
    public ScenarioNotes(String from, String to, long at) {
        this.call = line().put("from", from)
                .put("to", to)
                .put("at", Instant.ofEpochMilli(at).toString());
    }

    /** A call that we placed: what its flow took, and who answered. */
    public void placed(Map<String, Object> with) {
        start = "place";
        call.set("with", JSON.valueToTree(with));
    }

    public void answeredBy(String who) {
        call.put("answered_by", who);
    }

    /** The caller heard this, or something that contains it. */
    public void heard(String what) {
        does.add(line().put("hears", what));
    }

    public void entered(String flow, String step) {
        entered.add(new Entered(flow, step));
    }

    private record Entered(String flow, String step) {}

    public void pressed(String keys) {
        atOnce();
        does.add(line().put("press", keys));
    }

    public void silent() {
        does.add(line().put("silent", true));
    }

    public void answered(ObjectNode fields) {
        atOnce();
        does.add(line().set("answer", fields));
    }

    /** In a scenario a wait lets the question pass; whoever only hesitated answered it. */
    private void atOnce() {
        if (!does.isEmpty() && does.getLast().has("wait")) {
            does.removeLast();
        }
    }

    public void waited(long millis) {
        does.add(line().put("wait", millis + "ms"));
    }

    public void event(String name, @Nullable JsonNode data) {
        ObjectNode event = line().put("name", name);
        if (data != null && !data.isNull()) {
            event.set("data", data);
        }
        does.add(line().set("event", event));
    }

    public void assistantEnded() {
        does.add(line().put("assistant_ends", true));
    }

    public void hungUp() {
        does.add(line().put("hang_up", true));
    }

    /** How somebody reacted whom the gateway called. */
    public void otherSide(String number, Scenario.OtherSide did) {
        others.put(number, did.name().toLowerCase(Locale.ROOT));
    }

    /** Somebody took the call out of a queue. */
    public void taken(long afterMillis) {
        queue = line().put("taken", afterMillis + "ms");
    }

    /** Telnyx refused a command of this name. */
    public void refused(String command, int nth, int status, String code) {
        faults.add(line().put("refuse", command)
                .put("nth", nth)
                .put("status", status)
                .put("code", code));
    }

    public void endedBy(EndedBy by) {
        endedBy = by;
    }

    /** One answer of the backend; the gateway asks again after some, so they are given as often as it asks. */
    public void backend(OutboxCommand question, CalloutResult result, long afterMillis) {
        OutboxCommand.Callout callout = question.request().callout();
        int attempts = callout == null ? 1 : callout.attempts();
        long patience = Math.max(1, question.attempt().toMillis());
        long late = result instanceof CalloutResult.TimedOut ? 0 : Math.min(afterMillis / patience, attempts - 1);
        if (late > 0) {
            // What came so late was the answer to a later attempt.
            backend.add(asked(question).put("after", NEVER).put("times", late));
        }
        ObjectNode reply = asked(question);
        String after = Math.max(0, afterMillis - late * (patience + BETWEEN_ATTEMPTS_MILLIS)) + "ms";
        switch (result) {
            case CalloutResult.Answered(int status, JsonNode body) -> {
                reply.put("status", status).put("after", after).put("times", status < 500 ? 1 : attempts);
                if (body != null) {
                    reply.set("body", body);
                }
            }
            case CalloutResult.Failed failed -> {
                long each = (afterMillis - (attempts - 1) * BETWEEN_ATTEMPTS_MILLIS) / attempts;
                reply.put("fails", true).put("after", Math.max(0, each) + "ms").put("times", attempts);
            }
            case CalloutResult.TimedOut none -> reply.put("after", NEVER).put("times", attempts);
            case CalloutResult.Degraded degraded ->
                reply.put("degraded", true).put("after", after).put("times", 1);
        }
        backend.add(reply);
    }

    private static ObjectNode asked(OutboxCommand question) {
        OutboxCommand.Request request = question.request();
        return line().put(request.method().toLowerCase(Locale.ROOT), request.path());
    }

    /** A scenario, indented as it stands in a file of scenarios. */
    public String scenario(String name) {
        StringBuilder yaml = new StringBuilder("  ").append(name).append(":\n");
        yaml.append("    ").append(start).append(": ").append(call).append('\n');
        list(yaml, "does", does);
        if (!others.isEmpty()) {
            yaml.append("    others: ").append(text(others)).append('\n');
        }
        if (queue != null) {
            yaml.append("    queue: ").append(queue).append('\n');
        }
        if (!backend.isEmpty()) {
            list(yaml, "backend", backend);
        }
        if (!faults.isEmpty()) {
            list(yaml, "faults", faults);
        }
        yaml.append("    expect:\n      steps: ").append(text(steps())).append('\n');
        if (endedBy != null) {
            yaml.append("      ended_by: ")
                    .append(endedBy.name().toLowerCase(Locale.ROOT))
                    .append('\n');
        }
        return yaml.toString();
    }

    private static void list(StringBuilder yaml, String key, List<ObjectNode> items) {
        yaml.append("    ").append(key).append(items.isEmpty() ? ": []\n" : ":\n");
        items.forEach(item -> yaml.append("      - ").append(item).append('\n'));
    }

    /** The names of the steps, as scenarios have them. */
    private List<String> steps() {
        String first = entered.isEmpty() ? "" : entered.getFirst().flow();
        return entered.stream()
                .map(step -> step.flow().equals(first) ? step.step() : step.flow() + "/" + step.step())
                .toList();
    }

    private static ObjectNode line() {
        return JSON.createObjectNode();
    }

    /** As JSON, which is YAML too. */
    private static String text(Object value) {
        return JSON.valueToTree(value).toString();
    }
}
