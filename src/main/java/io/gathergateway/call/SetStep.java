package io.gathergateway.call;

import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import org.jspecify.annotations.Nullable;

/** {@code set}: variables, one after the other, so that a later one sees the earlier. */
final class SetStep {
    /** Not a variable of the flow's: what prompts are spoken in. */
    private static final String LANGUAGE = "language";

    private SetStep() {}

    static void enter(Turn turn, Step.Set set) {
        set.values().forEach((path, value) -> {
            Object result = Evaluation.of(value, turn.values());
            if (path.equals(LANGUAGE)) {
                speak(turn, result);
            } else {
                Secrets.store(turn, path, result);
            }
        });
        turn.go(set, Outcome.NEXT);
    }

    /** A language the flow does not have changes nothing. */
    private static void speak(Turn turn, @Nullable Object tag) {
        if (tag instanceof String name
                && turn.flow.languages().stream()
                        .anyMatch(language -> language.tag().equals(name))) {
            turn.language = name;
        }
    }
}
