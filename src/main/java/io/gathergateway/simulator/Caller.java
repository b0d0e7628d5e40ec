package io.gathergateway.simulator;

import io.gathergateway.simulator.CallerScript.EndedBy;
import io.gathergateway.simulator.CallerScript.Line;
import io.gathergateway.telnyx.model.Effect.Asked;
import io.gathergateway.telnyx.model.Effect.How;
import io.gathergateway.telnyx.model.Stimulus;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays a script on the incoming leg. Does one thing at a time: waits for the question its next line answers, thinks, acts.
 * Confined to the simulator's event loop; invariant: at most one timer runs, except for the good-bye after a transfer.
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
    private final Deque<Line> lines;
    private @Nullable Asked question;
    private boolean answered;
    private boolean busy;
    private boolean over;

    Caller(
            Vertx vertx,
            SimulatorOptions options,
            CallerScript script,
            CallRecord call,
            long seed,
            Consumer<Stimulus> leg) {
        this.vertx = vertx;
        this.options = options;
        this.call = call;
        this.random = new Random(seed);
        this.leg = leg;
        this.lines = new ArrayDeque<>(script.lines());
    }

    void answered() {
        if (!answered) {
            answered = true;
            goOn();
        }
    }

    void asked(Asked asked) {
        question = asked;
        goOn();
    }

    /** Nothing is asked any more. */
    void notAsked() {
        question = null;
    }

    void bridged() {
        if (lines.stream().noneMatch(Line.HangUp.class::isInstance)) {
            after(TALK_MILLIS, this::hangUp);
        }
    }

    /** What was never done is a deviation, but for what nobody can notice. */
    void ended() {
        over = true;
        for (Line line : lines) {
            switch (line) {
                case Line.Press press -> call.fault("the call ended before the caller could press");
                case Line.Tell tell -> call.fault("the call ended before the caller could answer the assistant");
                case Line.HangUp hangUp -> call.fault("the call ended before the caller could hang up");
                case Line.Silent silent -> call.fault("the call ended before the caller could be silent");
                case Line.Wait wait -> {}
            }
        }
        lines.clear();
    }

    private void goOn() {
        Line line = lines.peek();
        if (busy || over || !answered || line == null) {
            return;
        }
        switch (line) {
            case Line.Wait wait -> take(wait.time().toMillis(), () -> {});
            case Line.HangUp hangUp -> take(hangUp.after().toMillis(), this::hangUp);
            case Line.Press press -> {
                Asked asked = question;
                if (asked != null && asked.how() == How.DTMF) {
                    question = null;
                    // Some interrupt the prompt, some hear it out.
                    long listening = Math.round(asked.promptMillis() * (0.5 + random.nextDouble()));
                    take(listening + THINKING_MILLIS, () -> key(press.digits(), 0));
                }
            }
            case Line.Silent silent -> {
                if (question != null) {
                    question = null;
                    lines.remove();
                    goOn();
                }
            }
            case Line.Tell tell -> {
                Asked asked = question;
                if (asked != null && asked.how() == How.SPEECH) {
                    question = null;
                    take(
                            THINKING_MILLIS + SAYING_MILLIS,
                            () -> leg.accept(new Stimulus.CallerSays(
                                    "It is " + String.join(", ", values(tell)) + ".", tell.fields())));
                }
            }
        }
    }

    private void take(long millis, Runnable action) {
        lines.remove();
        busy = true;
        after(millis, () -> {
            busy = false;
            action.run();
            goOn();
        });
    }

    private void key(String digits, int index) {
        leg.accept(new Stimulus.CallerPresses(digits.charAt(index)));
        if (index + 1 < digits.length()) {
            busy = true;
            after(BETWEEN_KEYS_MILLIS, () -> {
                busy = false;
                key(digits, index + 1);
                goOn();
            });
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

    private static Iterable<String> values(Line.Tell tell) {
        return tell.fields().properties().stream()
                .map(field -> field.getValue().asText())
                .toList();
    }
}
