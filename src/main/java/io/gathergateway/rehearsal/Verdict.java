package io.gathergateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.call.Decision.Move;
import io.gathergateway.flow.Outcome;
import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.Entered;
import io.gathergateway.scenario.Scenario.Expect;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds what happened against what a scenario expects. */
final class Verdict {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Expect expect;
    private final Story story;

    Verdict(Scenario scenario, Story story) {
        this.expect = scenario.expect();
        this.story = story;
    }

    void judge() {
        heard();
        judgeDecisions();
        Said<List<String>> commands = expect.commands();
        if (commands != null && !commands.value().equals(story.commands())) {
            deviates(commands, "the commands are " + listed(story.commands()));
        }
        Said<EndedBy> endedBy = expect.endedBy();
        if (endedBy != null && endedBy.value() != story.endedBy) {
            deviates(endedBy, "the call was ended by " + word(story.endedBy));
        }
        Said<String> handedTo = expect.handedTo();
        if (handedTo != null && !handedTo.value().equals(story.handedTo)) {
            deviates(handedTo, "the call was handed to " + (story.handedTo == null ? "nobody" : story.handedTo));
        }
    }

    /** What only the gateway knows of a call. */
    void judgeDecisions() {
        Said<List<Entered>> steps = expect.steps();
        if (steps != null && !areTheSteps(steps.value())) {
            deviates(steps, "the steps are " + listed(story.stepsAndOutcomes()));
        }
        expect.variables().forEach(this::variable);
    }

    private void heard() {
        Iterator<String> heard = story.heard().iterator();
        for (Said<String> part : expect.heard()) {
            boolean found = false;
            while (!found && heard.hasNext()) {
                found = Words.contain(heard.next(), part.value());
            }
            if (!found) {
                boolean early = story.heard().stream().anyMatch(what -> Words.contain(what, part.value()));
                deviates(part, "“" + part.value() + "” was " + (early ? "heard, but not in this order" : "not heard"));
                return;
            }
        }
    }

    /** A step may be named by itself or with its flow, and with the outcome it was left by. */
    private boolean areTheSteps(List<Entered> expected) {
        List<Move> moves = story.moves();
        if (moves.size() != expected.size()) {
            return false;
        }
        for (int i = 0; i < moves.size(); i++) {
            Move move = moves.get(i);
            Outcome left = story.left(i);
            String outcome = expected.get(i).left();
            if (outcome != null && (left == null || !outcome.equals(left.key()))) {
                return false;
            }
            String name = expected.get(i).step();
            if (!name.equals(move.step()) && !name.equals(move.flow() + "/" + move.step())) {
                return false;
            }
        }
        return true;
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private void variable(String name, Said<JsonNode> expected) {
        JsonNode actual = JSON.valueToTree(story.variables);
        for (String part : name.split("\\.", -1)) {
            actual = actual.path(part);
        }
        if (!fits(expected.value(), actual)) {
            deviates(
                    expected,
                    name + (actual.isMissingNode() ? " has no value" : " is " + actual) + ", not " + expected.value());
        }
    }

    /** Equal, numbers by value; of an object what is named. */
    private static boolean fits(JsonNode expected, JsonNode actual) {
        if (expected.isObject() && actual.isObject()) {
            return expected.properties().stream().allMatch(e -> fits(e.getValue(), actual.path(e.getKey())));
        }
        if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                if (!fits(expected.get(i), actual.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return (expected.isNumber() && actual.isNumber())
                ? expected.decimalValue().compareTo(actual.decimalValue()) == 0
                : expected.equals(actual);
    }

    private void deviates(Said<?> expected, String what) {
        story.deviates(new Deviation(expected.place(), what));
    }

    private static String word(@Nullable EndedBy by) {
        return by == null ? "nobody" : by.name().toLowerCase(Locale.ROOT);
    }
}
