package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A step as it is written: its values have their types, but its ways may lead nowhere and its expressions are text.
 *
 * @param kind null when the file does not say it well
 * @param ways what the step itself maps, as far as it can be read
 * @param mapped the outcomes it maps, well or badly
 * @param answer for the choose that stands beside an http step: what the step says it returns
 */
record Draft(
        String name,
        Place place,
        @Nullable Kind kind,
        KeyValues values,
        Map<Outcome, WayRef> ways,
        Set<Outcome> mapped,
        @Nullable ObjectNode answer) {

    /** The steps its own keys, conditions, events and branches lead to, outcomes apart. */
    List<WayRef> choices() {
        List<WayRef> choices = new ArrayList<>();
        Stream.of(StepGrammar.KEYS, StepGrammar.MEANWHILE, StepGrammar.EVENTS)
                .flatMap(key -> values.find(key).stream())
                .forEach(ways -> choices.addAll(ways.values()));
        Stream.of(StepGrammar.CHOOSE, StepGrammar.LEAVE_WHEN)
                .flatMap(key -> values.find(key).stream())
                .flatMap(List::stream)
                .forEach(branch -> choices.add(branch.go()));
        choices.removeIf(way -> way.target().equals(Step.REPEAT));
        return choices;
    }

    /** The keys of the prompts it names. */
    List<String> promptKeys() {
        return prompts().stream()
                .filter(prompt -> prompt.form() == PromptDraft.Form.KEY)
                .map(prompt -> prompt.text().text())
                .toList();
    }

    /** The prompts it lets the caller hear. */
    List<PromptDraft> prompts() {
        List<PromptDraft> prompts = new ArrayList<>();
        values.find(StepGrammar.SAY).ifPresent(heard -> prompts.add(heard.prompt()));
        values.find(StepGrammar.MENU)
                .flatMap(body -> body.find(StepGrammar.PROMPT))
                .ifPresent(prompts::add);
        values.find(StepGrammar.GATHER)
                .flatMap(body -> body.find(StepGrammar.GATHER_PROMPT))
                .ifPresent(prompts::add);
        values.find(StepGrammar.HTTP)
                .flatMap(body -> body.find(StepGrammar.HOLD))
                .ifPresent(prompts::add);
        Stream.of(StepGrammar.GATHER_AI, StepGrammar.ASSISTANT)
                .flatMap(key -> values.find(key).stream())
                .flatMap(body -> body.find(StepGrammar.GREETING).stream())
                .forEach(prompts::add);
        Stream.of(StepGrammar.NO_INPUT, StepGrammar.NO_MATCH)
                .flatMap(key -> values.find(key).stream())
                .forEach(prompts::addAll);
        return prompts;
    }

    /** The outcomes it can have, as far as it can be read. */
    List<Outcome> outcomes() {
        return kind == null ? List.of() : kind.outcomes(endless(kind), constant(kind));
    }

    /** Whether it waits without a limit of its own; a wait for nothing but time ends in next. */
    private boolean endless(Kind sure) {
        return switch (sure) {
            case WAIT -> lacks(StepGrammar.WAIT, StepGrammar.EVENT_NAME);
            case ASSISTANT -> lacks(StepGrammar.ASSISTANT, StepGrammar.PATIENCE);
            case ASSISTANT_WAIT -> lacks(StepGrammar.ASSISTANT_WAIT, StepGrammar.PATIENCE);
            default -> false;
        };
    }

    /** Whether it sets nothing but constants. */
    private boolean constant(Kind sure) {
        return sure == Kind.SET
                && values.find(StepGrammar.SET)
                        .filter(set -> !TemplateCompiler.holdsExpressions(set))
                        .isPresent();
    }

    private boolean lacks(Key<KeyValues> body, Key<?> key) {
        return values.find(body).filter(inside -> inside.find(key).isEmpty()).isPresent();
    }

    /** Whether the flow's global keys work here. */
    boolean hearsKeys() {
        return switch (kind) {
            case MENU, GATHER, ASSISTANT, ASSISTANT_WAIT -> true;
            case null, default -> false;
        };
    }
}
