package io.gathergateway.call;

import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code wait}: for time to pass, or for an event from outside, which may have come a moment before. */
final class WaitStep {
    private WaitStep() {}

    static void enter(Turn turn, Step.Wait wait) {
        String event = wait.event();
        if (event == null) {
            turn.await(List.of(Awaited.TIME), wait.timeout());
        } else if (turn.kept.containsKey(event) && fits(wait, turn.kept.get(event))) {
            came(turn, wait, turn.kept.remove(event));
        } else {
            turn.kept.remove(event);
            turn.await(List.of(Awaited.TIME, Awaited.external(event)), wait.timeout());
        }
    }

    /** Whether an event of the right name brings what the step says. */
    static boolean fits(Step.Wait wait, @Nullable Object data) {
        return wait.returns() == null || Evaluation.fits(wait.returns(), data);
    }

    static void came(Turn turn, Step.Wait wait, @Nullable Object data) {
        Secrets.store(turn, wait.into(), data);
        turn.go(wait, Outcome.NEXT);
    }

    static void elapsed(Turn turn, Step.Wait wait) {
        turn.go(wait, wait.event() == null ? Outcome.NEXT : Outcome.TIMEOUT);
    }
}
