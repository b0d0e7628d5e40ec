package io.gathergateway.call;

import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Prompt;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.command.GatherUsingSpeakBuilder;
import io.gathergateway.telnyx.event.CallEvent;
import java.util.List;

/**
 * {@code menu}: one key. Telnyx gathers once per try and the tries are counted here, so that prompts can taper and
 * silence and wrong keys count apart.
 */
final class MenuStep {
    /** Every key, so that a wrong one comes back as the key it was. */
    private static final String ALL_KEYS = "0123456789*#";

    private MenuStep() {}

    static void enter(Turn turn, Step.Menu menu) {
        ask(turn, menu, menu.prompt());
    }

    static void result(Turn turn, Step.Menu menu, CallEvent event) {
        if (!(event instanceof CallEvent.GatherEnded ended)) {
            return;
        }
        String digits = ended.digits() == null ? "" : ended.digits();
        String way = menu.keys().get(digits);
        switch (ended.status() == null ? "" : ended.status()) {
            case "call_hangup" -> turn.leaving();
            case "cancelled", "cancelled_amd" -> turn.go(menu, Outcome.FAILED);
            default -> {
                if (way != null) {
                    turn.enter(way);
                } else if (digits.isEmpty()) {
                    turn.noInput++;
                    again(turn, menu, menu.retries().noInput(), turn.noInput);
                } else {
                    turn.noMatch++;
                    again(turn, menu, menu.retries().noMatch(), turn.noMatch);
                }
            }
        }
    }

    private static void again(Turn turn, Step.Menu menu, List<Prompt> prompts, int count) {
        if (turn.noInput + turn.noMatch >= menu.retries().tries()) {
            turn.go(menu, Outcome.EXHAUSTED);
        } else if (prompts.isEmpty()) {
            ask(turn, menu, menu.prompt());
        } else {
            ask(turn, menu, prompts.get(Math.min(count, prompts.size()) - 1));
        }
    }

    private static void ask(Turn turn, Step.Menu menu, Prompt prompt) {
        String text = Speech.text(turn, prompt);
        if (text.isBlank()) {
            turn.go(menu, Outcome.FAILED);
            return;
        }
        turn.ask(
                GatherUsingSpeakBuilder.builder()
                        .payload(text)
                        .voice(turn.language().voice())
                        .language(turn.language().tag())
                        .minimumDigits(1)
                        .maximumDigits(1)
                        .maximumTries(1)
                        .validDigits(ALL_KEYS)
                        .timeoutMillis((int) menu.timeout().toMillis())
                        .build(),
                "call.gather.ended",
                Speech.patience(text).plus(menu.timeout()));
    }
}
