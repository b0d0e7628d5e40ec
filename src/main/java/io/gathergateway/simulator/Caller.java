package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.telnyx.model.Conversation;
import io.gathergateway.telnyx.model.Effect.Asked;
import io.gathergateway.telnyx.model.Effect.How;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Stimulus;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plays a scenario's lines on the first leg. Does one thing at a time: waits for the moment of its next line, thinks,
 * acts. Confined to the simulator's event loop; invariant: at most one line is being done.
 */
final class Caller {
    private static final long THINKING_MILLIS = 600;
    private static final long BETWEEN_KEYS_MILLIS = 250;
    private static final long SAYING_MILLIS = 1500;
    private static final long TALK_MILLIS = 3000;

    private final Vertx vertx;
    private final SimulatorOptions options;
    private final CallRecord call;
    private final Random random;
    private final Consumer<Stimulus> leg;
    private final Consumer<Line.Event> outside;
    private final Deque<Said<Line>> lines;
    private @Nullable Asked question;
    private @Nullable LegState state;
    private boolean recorded;
    private int heard;
    private boolean busy;
    private boolean over;

    /**
     * @param leg takes what the caller does
     * @param outside takes what happens outside of the call
     */
    Caller(
            Vertx vertx,
            SimulatorOptions options,
            Scenario scenario,
            CallRecord call,
            long seed,
            Consumer<Stimulus> leg,
            Consumer<Line.Event> outside) {
        this.vertx = vertx;
        this.options = options;
        this.call = call;
        this.random = new Random(seed);
        this.leg = leg;
        this.outside = outside;
        this.lines = new ArrayDeque<>(scenario.does());
    }

    /** The leg is as it is now; nothing that is over is asked any more. */
    void sees(LegState now) {
        state = now;
        if (now.recording() == null) {
            recorded = false;
        }
        if (now.gather() == null && now.conversation() == null) {
            question = null;
        }
        goOn();
    }

    void asked(Asked asked) {
        question = asked;
        goOn();
    }

    /** After the tone. */
    void isRecorded() {
        recorded = true;
        goOn();
    }

    void hears() {
        goOn();
    }

    /** Somebody else is on the line: they talk a while, and hang up unless there is more to do. */
    void talks() {
        after(TALK_MILLIS, () -> {
            LegState now = state;
            if (now == null || !now.bridged()) {
                return;
            }
            if (busy || (!lines.isEmpty() && endsTalk(lines.getFirst().value()))) {
                talks();
            } else {
                hangUp();
            }
        });
    }

    /** What was never done is a deviation, but for what nobody can notice. */
    void ended() {
        over = true;
        for (Said<Line> line : lines) {
            if (!(line.value() instanceof Line.Wait)) {
                call.fault(line.place(), "the call ended before " + shown(line.value()));
            }
        }
        lines.clear();
    }

    private static boolean endsTalk(Line line) {
        return line instanceof Line.HangUp || line instanceof Line.Wait || line instanceof Line.Event;
    }

    private void goOn() {
        Said<Line> said = lines.peek();
        LegState now = state;
        if (busy || over || now == null || now.answeredAt() == 0 || said == null) {
            return;
        }
        Asked asked = question;
        Conversation conversation = now.conversation();
        boolean assistant = conversation != null && conversation.kind() == Conversation.Kind.ASSISTANT;
        switch (said.value()) {
            case Line.Hears hears -> hears(hears);
            case Line.Wait wait -> take(wait.millis(), () -> {});
            case Line.Press press -> {
                if (asked != null && asked.how() == How.DTMF) {
                    // Some interrupt the prompt, some hear it out.
                    long listening = Math.round(asked.promptMillis() * (0.5 + random.nextDouble()));
                    take(listening + THINKING_MILLIS, () -> key(press.keys(), 0));
                } else if (recorded || assistant) {
                    take(THINKING_MILLIS, () -> key(press.keys(), 0));
                }
            }
            case Line.Silent silent -> {
                if (asked != null) {
                    take(0, () -> {});
                }
            }
            case Line.Answer answer -> {
                if (asked != null && asked.how() == How.SPEECH) {
                    take(THINKING_MILLIS + SAYING_MILLIS, () -> leg.accept(says(answer.values())));
                }
            }
            case Line.Event event -> take(THINKING_MILLIS, () -> outside.accept(event));
            case Line.AssistantEnds ends -> {
                if (assistant) {
                    take(THINKING_MILLIS, () -> leg.accept(new Stimulus.AssistantEnds()));
                }
            }
            case Line.HangUp hangUp -> take(THINKING_MILLIS, this::hangUp);
        }
    }

    /** Waits until the words are heard; what is heard before them passes. */
    private void hears(Line.Hears hears) {
        while (heard < call.heard().size()) {
            if (call.heard().get(heard++).contains(hears.part())) {
                lines.remove();
                goOn();
                return;
            }
        }
    }

    /** What is heard before it is done was heard before the next line; what is heard while waiting is not. */
    private void take(long millis, Runnable action) {
        boolean waits = lines.remove().value() instanceof Line.Wait;
        question = null;
        heard = call.heard().size();
        busy = true;
        if (millis == 0) {
            done(action, waits);
        } else {
            after(millis, () -> done(action, waits));
        }
    }

    private void done(Runnable action, boolean waited) {
        busy = false;
        if (!waited) {
            heard = call.heard().size();
        }
        action.run();
        goOn();
    }

    private void key(String keys, int index) {
        leg.accept(new Stimulus.CallerPresses(keys.charAt(index)));
        if (index + 1 < keys.length() && !over) {
            busy = true;
            after(BETWEEN_KEYS_MILLIS, () -> done(() -> key(keys, index + 1), false));
        }
    }

    private void hangUp() {
        call.endedBy(EndedBy.CALLER);
        leg.accept(new Stimulus.CallerHangsUp());
    }

    private void after(long callMillis, Runnable action) {
        vertx.setTimer(options.real(callMillis), timer -> {
            if (!over) {
                action.run();
            }
        });
    }

    private static Stimulus says(JsonNode values) {
        ObjectNode fields = values instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
        String text = fields.properties().stream()
                .map(field -> field.getValue().asText())
                .collect(Collectors.joining(", "));
        return new Stimulus.CallerSays("It is " + text + ".", fields);
    }

    private static String shown(Line line) {
        return switch (line) {
            case Line.Hears hears -> "the caller heard “" + hears.part() + "”";
            case Line.Press press -> "the caller could press";
            case Line.Silent silent -> "the caller could be silent";
            case Line.Answer answer -> "the caller could answer the assistant";
            case Line.Wait wait -> "the caller could wait";
            case Line.Event event -> "the event " + event.name();
            case Line.AssistantEnds ends -> "the assistant could end the conversation";
            case Line.HangUp hangUp -> "the caller could hang up";
        };
    }
}
