package io.gathergateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.OutboxCommand;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened at the phone, as a scenario: what was heard stands between what was done, so that each line waits for its
 * moment when it is played again. Confined to one thread.
 */
final class PhoneNotes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NEVER = "1h";
    private static final long BETWEEN_ATTEMPTS_MILLIS = 200;

    private final String from;
    private final String to;
    private final long at;
    private final List<ObjectNode> does = new ArrayList<>();
    private final List<ObjectNode> backend = new ArrayList<>();
    private final Map<String, String> others = new LinkedHashMap<>();
    private final List<PhoneSight.Entered> entered = new ArrayList<>();

    PhoneNotes(String from, String to, long at) {
        this.from = from;
        this.to = to;
        this.at = at;
    }

    void saw(PhoneSight sight) {
        switch (sight) {
            case PhoneSight.Heard(String what) -> does.add(line().put("hears", what));
            case PhoneSight.Entered step -> entered.add(step);
            case PhoneSight.Asked same -> {}
            case PhoneSight.Refused same -> {}
            case PhoneSight.Rings same -> {}
            case PhoneSight.Joined same -> {}
            case PhoneSight.Backend same -> {}
            case PhoneSight.Late same -> {}
            case PhoneSight.HungUp same -> {}
        }
    }

    void pressed(String keys) {
        atOnce();
        does.add(line().put("press", keys));
    }

    void silent() {
        does.add(line().put("silent", true));
    }

    void answered(ObjectNode fields) {
        atOnce();
        does.add(line().set("answer", fields));
    }

    /** In a scenario a wait lets the question pass; whoever only hesitated answered it. */
    private void atOnce() {
        if (!does.isEmpty() && does.getLast().has("wait")) {
            does.removeLast();
        }
    }

    void waited(long millis) {
        does.add(line().put("wait", millis + "ms"));
    }

    void event(String name, @Nullable JsonNode data) {
        ObjectNode event = line().put("name", name);
        if (data != null) {
            event.set("data", data);
        }
        does.add(line().set("event", event));
    }

    void assistantEnded() {
        does.add(line().put("assistant_ends", true));
    }

    void hungUp() {
        does.add(line().put("hang_up", true));
    }

    void otherSide(String number, PhoneLegs.OtherSide did) {
        others.put(
                number,
                switch (did) {
                    case ANSWERS -> "answers";
                    case BUSY -> "busy";
                    case NOBODY -> "no_answer";
                    case LEAVES -> "leaves";
                });
    }

    /** One answer of the backend; the gateway asks again after some, so they are given as often as it asks. */
    void backend(OutboxCommand question, CalloutResult result, long afterMillis) {
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
            case CalloutResult.Failed failed ->
                reply.put("fails", true).put("after", after).put("times", attempts);
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
    String scenario(String name) {
        StringBuilder yaml = new StringBuilder("  ").append(name).append(":\n");
        ObjectNode call = line().put("from", from)
                .put("to", to)
                .put("at", Instant.ofEpochMilli(at).toString());
        yaml.append("    call: ").append(call).append('\n');
        list(yaml, "does", does);
        if (!others.isEmpty()) {
            yaml.append("    others: ").append(text(others)).append('\n');
        }
        if (!backend.isEmpty()) {
            list(yaml, "backend", backend);
        }
        yaml.append("    expect:\n      steps: ").append(text(steps())).append('\n');
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
