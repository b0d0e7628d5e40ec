package io.gathergateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.telnyx.model.Conversation;
import io.gathergateway.telnyx.model.Effect.Asked;
import io.gathergateway.telnyx.model.Effect.How;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Stimulus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Does what the scenario says, one line after the other, each at its moment. Invariant: at most one line is being done.
 * Confined to one rehearsal.
 */
final class Person {
    private static final long THINKS_MILLIS = 600;
    private static final long SAYS_MILLIS = 1_500;
    private static final long BETWEEN_KEYS_MILLIS = 250;
    private static final long TALKS_MILLIS = 3_000;

    private final Agenda agenda;
    private final Story story;
    private final Switchboard telnyx;
    private final Consumer<Said<Line.Event>> outside;
    private final Deque<Said<Line>> lines;
    private @Nullable Asked question;
    private int heard;
    private boolean busy;

    Person(Agenda agenda, Story story, Switchboard telnyx, Consumer<Said<Line.Event>> outside, List<Said<Line>> lines) {
        this.agenda = agenda;
        this.story = story;
        this.telnyx = telnyx;
        this.outside = outside;
        this.lines = new ArrayDeque<>(lines);
    }

    void asked(Asked asked) {
        question = asked;
        goesOn();
    }

    /** Somebody else is on the line: they talk a while, and hang up unless the scenario has more to say. */
    void talks() {
        agenda.after(TALKS_MILLIS, () -> {
            boolean more = busy
                    || (!lines.isEmpty()
                            && switch (lines.getFirst().value()) {
                                case Line.HangUp hangUp -> true;
                                case Line.Wait wait -> true;
                                case Line.Event event -> true;
                                default -> false;
                            });
            if (telnyx.joined()) {
                if (more) {
                    talks();
                } else {
                    telnyx.happens(new Stimulus.CallerHangsUp());
                }
            }
        });
    }

    /** What never came to pass deviates. */
    void ended() {
        for (Said<Line> line : lines) {
            story.deviates(new Deviation(line.place(), "the call ended before " + shown(line.value())));
        }
    }

    /** Does the next line if its moment has come. */
    void goesOn() {
        LegState leg = telnyx.first();
        if (busy || leg == null || leg.ended() || !telnyx.answered()) {
            return;
        }
        if (leg.gather() == null && leg.conversation() == null) {
            question = null;
        }
        Said<Line> said = lines.peek();
        if (said == null) {
            return;
        }
        Asked asked = question;
        boolean assistant = leg.conversation() != null && leg.conversation().kind() == Conversation.Kind.ASSISTANT;
        switch (said.value()) {
            case Line.Hears hears -> hears(hears);
            case Line.Press press -> {
                if ((asked != null && asked.how() == How.DTMF) || leg.recording() != null || assistant) {
                    take(THINKS_MILLIS, () -> key(press.keys(), 0));
                }
            }
            case Line.Silent silent -> {
                if (asked != null) {
                    take(0, () -> {});
                }
            }
            case Line.Answer answer -> {
                if (asked != null && asked.how() == How.SPEECH) {
                    take(
                            THINKS_MILLIS + SAYS_MILLIS,
                            () -> telnyx.happens(
                                    new Stimulus.CallerSays(spoken(answer.values()), fields(answer.values()))));
                }
            }
            case Line.Wait wait -> take(wait.millis(), () -> {});
            case Line.Event event -> take(THINKS_MILLIS, () -> outside.accept(new Said<>(said.place(), event)));
            case Line.AssistantEnds ends -> {
                if (leg.conversation() != null) {
                    take(THINKS_MILLIS, () -> telnyx.happens(new Stimulus.AssistantEnds()));
                }
            }
            case Line.HangUp hangUp -> take(THINKS_MILLIS, () -> telnyx.happens(new Stimulus.CallerHangsUp()));
        }
    }

    /** Waits until the words are heard; what is heard before them passes. */
    private void hears(Line.Hears hears) {
        List<String> all = story.heard();
        while (heard < all.size()) {
            if (Words.contain(all.get(heard++), hears.part())) {
                lines.remove();
                goesOn();
                return;
            }
        }
    }

    /** What is heard before it is done was heard before the next line; what is heard while waiting is not. */
    private void take(long millis, Runnable action) {
        question = null;
        busy = true;
        heard = story.heard().size();
        boolean waits = lines.remove().value() instanceof Line.Wait;
        agenda.after(millis, () -> {
            busy = false;
            if (!waits) {
                heard = story.heard().size();
            }
            LegState leg = telnyx.first();
            if (leg != null && !leg.ended()) {
                action.run();
            }
            goesOn();
        });
    }

    private void key(String keys, int index) {
        telnyx.happens(new Stimulus.CallerPresses(keys.charAt(index)));
        if (index + 1 < keys.length()) {
            busy = true;
            agenda.after(BETWEEN_KEYS_MILLIS, () -> {
                busy = false;
                key(keys, index + 1);
                goesOn();
            });
        }
    }

    private static ObjectNode fields(JsonNode values) {
        return values instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static String spoken(JsonNode values) {
        return "It is "
                + fields(values).properties().stream()
                        .map(field -> field.getValue().asText())
                        .collect(Collectors.joining(", "))
                + ".";
    }

    private static String shown(Line line) {
        return switch (line) {
            case Line.Hears hears -> "the caller heard “" + hears.part() + "”";
            case Line.Press press -> "the caller could press " + press.keys();
            case Line.Silent silent -> "the caller could be silent";
            case Line.Answer answer -> "the caller could answer the assistant";
            case Line.Wait wait -> "the caller could wait";
            case Line.Event event -> "the event " + event.name();
            case Line.AssistantEnds ends -> "the assistant could end the conversation";
            case Line.HangUp hangUp -> "the caller could hang up";
        };
    }
}
