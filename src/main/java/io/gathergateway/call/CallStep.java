package io.gathergateway.call;

import io.gathergateway.flow.Evaluation;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code call} and {@code return}: through another flow and back. */
final class CallStep {
    private CallStep() {}

    static void enter(Turn turn, Step.Call call) {
        Flow flow = turn.flows.flow(call.flow());
        Map<String, Object> values = turn.values();
        Map<String, Object> with = new LinkedHashMap<>();
        call.with().forEach((name, value) -> Scope.set(with, name, Evaluation.of(value, values)));
        turn.way.call(call, flow, with);
    }

    static void back(Turn turn, Step.Return back) {
        Map<String, Object> values = turn.values();
        Map<String, Object> given = new LinkedHashMap<>();
        back.values().forEach((name, value) -> Scope.set(given, name, Evaluation.of(value, values)));
        if (!(turn.way.back() instanceof Step.Call call)) {
            turn.hangUp();
            return;
        }
        boolean held = Secrets.store(turn, call.into(), given);
        turn.go(call, held ? back.as() : Outcome.FAILED);
    }

    /** What the flow gives cannot be had: the call step has failed. */
    static void backInVain(Turn turn) {
        if (turn.way.back() instanceof Step.Call call) {
            turn.go(call, Outcome.FAILED);
        } else {
            turn.hangUp();
        }
    }
}
