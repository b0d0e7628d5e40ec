package io.gathergateway.call;

import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.telnyx.event.CallEvent;
import org.jspecify.annotations.Nullable;

/** Which result drives the flow: the one it waits for, once (P7). */
final class Results {
    private Results() {}

    static @Nullable Ignored of(Turn turn, CallEvent event) {
        boolean anyLeg = event instanceof CallEvent.CallBridged;
        if (!anyLeg && !Lifecycle.isFlowLeg(turn, event.header())) {
            return Ignored.NOT_AWAITED;
        }
        return take(turn, event, event.header().type());
    }

    /** Lets the result drive the step, if it is the one the step waits for (P7). */
    static @Nullable Ignored take(Turn turn, CallEvent event, String type) {
        Awaited awaited = turn.awaited;
        if (awaited == null || turn.step == null || !awaited.type().equals(type)) {
            return Ignored.NOT_AWAITED;
        }
        if (!awaited.concerns(turn.key, event.header())) {
            return Ignored.STALE;
        }
        turn.awaited = null;
        if (Token.of(event.header().clientState()).isPresent()) {
            turn.settle(awaited);
        }
        Steps.result(turn, turn.flow.step(turn.step), event);
        return null;
    }
}
