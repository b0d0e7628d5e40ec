package io.gathergateway.flow;

import java.time.Duration;
import java.util.List;

/** {@code defaults:}, what every question of a flow has that does not say it itself. */
final class Defaults {
    static final Key<Duration> TIMEOUT = Key.optional(
            "timeout", StepGrammar.ANSWER_TIME, "silence that counts as no input, of every menu, gather and gather_ai");
    static final Key<Duration> BETWEEN = Key.optional(
            "between", StepGrammar.ANSWER_TIME, "silence after a key that ends the input, of every gather");
    static final Key<Integer> TRIES =
            Key.optional("tries", new Shape.Count(1, 10), "tries in all, of every menu and gather");

    static final Key<KeyValues> KEY = Key.defaulting(
            "defaults",
            new Shape.Group("defaults", List.of(TIMEOUT, BETWEEN, TRIES)),
            new KeyValues(),
            "what a question has that does not say it itself");

    private Defaults() {}

    /** Gives the questions among the steps what they do not say. */
    static void inherit(KeyValues top, List<Draft> steps) {
        KeyValues defaults = top.get(KEY);
        for (Draft step : steps) {
            step.values().find(StepGrammar.MENU).ifPresent(menu -> {
                defaults.find(TIMEOUT).ifPresent(time -> menu.inherit(StepGrammar.TIMEOUT, time));
                defaults.find(TRIES).ifPresent(tries -> menu.inherit(StepGrammar.TRIES, tries));
            });
            step.values().find(StepGrammar.GATHER).ifPresent(gather -> {
                defaults.find(TIMEOUT).ifPresent(time -> gather.inherit(StepGrammar.TIMEOUT, time));
                defaults.find(BETWEEN).ifPresent(time -> gather.inherit(StepGrammar.BETWEEN, time));
                defaults.find(TRIES).ifPresent(tries -> gather.inherit(StepGrammar.TRIES, tries));
            });
            step.values()
                    .find(StepGrammar.GATHER_AI)
                    .ifPresent(gather ->
                            defaults.find(TIMEOUT).ifPresent(time -> gather.inherit(StepGrammar.AI_TIMEOUT, time)));
        }
    }
}
