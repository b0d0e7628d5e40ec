package io.gathergateway.call;

import io.gathergateway.flow.Step;
import java.util.Map;

/** {@code choose}: on by the first condition that holds. */
final class ChooseStep {
    private ChooseStep() {}

    static void enter(Turn turn, Step.Choose choose) {
        Map<String, Object> values = turn.values();
        for (Step.Branch branch : choose.branches()) {
            if (turn.way.holds(branch.when(), values)) {
                turn.enter(branch.go());
                return;
            }
        }
        turn.enter(choose.otherwise());
    }
}
