package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.event.CallEvent;
import java.time.Duration;

/** {@code menu}: one key, and where it leads. */
final class MenuStep {
    /** One key ends the input: this time never runs. */
    private static final Duration BETWEEN = Duration.ofSeconds(5);

    private MenuStep() {}

    static void enter(Turn turn, Step.Menu menu) {
        Keypad.ask(turn, menu, menu.prompt(), how(menu));
    }

    static void result(Turn turn, Step.Menu menu, CallEvent event) {
        if (!(event instanceof CallEvent.GatherEnded ended)) {
            return;
        }
        switch (Keypad.typed(ended, how(menu).end())) {
            case Keypad.Typed.CallerLeft left -> turn.leaving();
            case Keypad.Typed.Cancelled cancelled -> turn.go(menu, Outcome.FAILED);
            case Keypad.Typed.Nothing nothing -> again(turn, menu, true);
            case Keypad.Typed.Keys typed -> {
                turn.variables.put(Scope.INPUT, typed.keys());
                String way = menu.keys().get(typed.keys());
                if (way == null) {
                    again(turn, menu, false);
                } else {
                    turn.way.leave(menu, way);
                }
            }
        }
    }

    /** Asks again, after a silence or a wrong key, or ends the tries. */
    static void again(Turn turn, Step.Menu menu, boolean silent) {
        Keypad.again(turn, menu, menu.prompt(), menu.retries(), silent, how(menu));
    }

    private static Keypad.Ask how(Step.Menu menu) {
        String end = Keypad.spareKey(String.join("", menu.keys().keySet()));
        return new Keypad.Ask(1, end, menu.timeout(), BETWEEN, menu.telnyx());
    }
}
