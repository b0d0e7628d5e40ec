package io.gathergateway.call;

import io.gathergateway.flow.Digits;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.event.CallEvent;
import java.util.Map;

/** {@code gather}: several keys; what was typed goes into a variable, as text. */
final class GatherStep {
    private GatherStep() {}

    static void enter(Turn turn, Step.Gather gather) {
        Keypad.ask(turn, gather, gather.prompt(), how(gather));
    }

    static void result(Turn turn, Step.Gather gather, CallEvent event) {
        if (!(event instanceof CallEvent.GatherEnded ended)) {
            return;
        }
        String end = how(gather).end();
        switch (Keypad.typed(ended, end)) {
            case Keypad.Typed.CallerLeft left -> turn.leaving();
            case Keypad.Typed.Cancelled cancelled -> turn.go(gather, Outcome.FAILED);
            case Keypad.Typed.Nothing nothing -> again(turn, gather, true);
            case Keypad.Typed.Keys typed -> take(turn, gather, typed.keys(), end);
        }
    }

    private static void take(Turn turn, Step.Gather gather, String keys, String end) {
        String way = gather.keys().get(keys);
        if (way != null) {
            turn.variables.put(Scope.INPUT, keys);
            turn.way.leave(gather, way);
            return;
        }
        // Telnyx keeps the key that ends the input to itself; should it not, it is no part of it all the same.
        String input = keys.endsWith(end) && gather.digits().valid().indexOf(end) < 0
                ? keys.substring(0, keys.length() - 1)
                : keys;
        if (!fits(gather.digits(), input) || !holds(turn, gather, input)) {
            remember(turn, gather, input);
            again(turn, gather, false);
            return;
        }
        remember(turn, gather, input);
        boolean held = Secrets.store(turn, gather.into(), input);
        turn.go(gather, held ? Outcome.NEXT : Outcome.FAILED);
    }

    private static boolean fits(Digits digits, String input) {
        return input.length() >= digits.min()
                && input.length() <= digits.max()
                && input.chars().allMatch(key -> digits.valid().indexOf(key) >= 0);
    }

    private static boolean holds(Turn turn, Step.Gather gather, String input) {
        if (gather.check() == null) {
            return true;
        }
        Map<String, Object> values = turn.values();
        values.put(Scope.INPUT, input);
        return turn.way.holds(gather.check(), values);
    }

    /** What is sensitive lives in its own variable only. */
    private static void remember(Turn turn, Step.Gather gather, String input) {
        if (gather.sensitive()) {
            turn.variables.remove(Scope.INPUT);
        } else {
            turn.variables.put(Scope.INPUT, input);
        }
    }

    /** Asks again, after a silence or a wrong input, or ends the tries. */
    static void again(Turn turn, Step.Gather gather, boolean silent) {
        Keypad.again(turn, gather, gather.prompt(), gather.retries(), silent, how(gather));
    }

    private static Keypad.Ask how(Step.Gather gather) {
        Digits digits = gather.digits();
        String end = digits.end() == null
                ? Keypad.spareKey(digits.valid() + String.join("", gather.keys().keySet()))
                : digits.end();
        return new Keypad.Ask(digits.max(), end, gather.timeout(), gather.between(), gather.telnyx());
    }
}
