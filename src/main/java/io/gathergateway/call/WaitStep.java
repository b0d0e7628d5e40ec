package io.gathergateway.call;

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
        } else if (turn.kept.containsKey(event)) {
            came(turn, wait, turn.kept.remove(event));
        } else {
            turn.await(List.of(Awaited.TIME, Awaited.external(event)), wait.timeout());
        }
    }

    static void came(Turn turn, Step.Wait wait, @Nullable Object data) {
        Secrets.store(turn, wait.into(), data);
        turn.go(wait, Outcome.NEXT);
    }

    static void elapsed(Turn turn, Step.Wait wait) {
        turn.go(wait, wait.event() == null ? Outcome.NEXT : Outcome.TIMEOUT);
    }
}
