package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the steps that talk with the caller; the others are made by {@link OtherSteps}. */
final class StepMaker {
    private static final String SPEAK = "speak";
    private static final String PLAYBACK = "playback_start";
    private static final int MAX_INSTRUCTIONS = 10_000;

    private final Parts parts;
    private final OtherSteps others;
    private final Map<String, WayRef> globalKeys;
    private final Map<String, Variable> variables;

    StepMaker(Parts parts, OtherSteps others, Map<String, WayRef> globalKeys, Map<String, Variable> variables) {
        this.parts = parts;
        this.others = others;
        this.globalKeys = globalKeys;
        this.variables = variables;
    }

    /** The step; empty where its body is missing or its kind unknown, which was reported then. */
    Optional<Step> step(Draft draft, Map<Outcome, String> ways) {
        if (draft.kind() == null) {
            return Optional.empty();
        }
        KeyValues values = draft.values();
        return switch (draft.kind()) {
            case SAY -> values.find(StepGrammar.SAY).map(heard -> say(draft, heard, ways));
            case PLAY -> values.find(StepGrammar.PLAY).map(heard -> say(draft, heard, ways));
            case MENU -> values.find(StepGrammar.MENU).flatMap(body -> menu(draft, body, ways));
            case GATHER -> values.find(StepGrammar.GATHER).flatMap(body -> gather(draft, body, ways));
            case GATHER_AI -> values.find(StepGrammar.GATHER_AI).flatMap(body -> gatherAi(draft, body, ways));
            case ASSISTANT -> values.find(StepGrammar.ASSISTANT).flatMap(body -> assistant(draft, body, ways));
            case ASSISTANT_ADD_MESSAGES ->
                values.find(StepGrammar.ADD_MESSAGES)
                        .flatMap(body -> body.find(StepGrammar.MESSAGES)
                                .map(node -> new Step.AssistantAddMessages(
                                        draft.name(),
                                        messages(node),
                                        extras(body, "ai_assistant_add_messages"),
                                        ways)));
            case ASSISTANT_WAIT ->
                values.find(StepGrammar.ASSISTANT_WAIT)
                        .map(body -> new Step.AssistantWait(
                                draft.name(),
                                body.find(StepGrammar.PATIENCE).orElse(null),
                                meanwhile(draft),
                                targets(values.get(StepGrammar.EVENTS)),
                                ways));
            case ASSISTANT_STOP ->
                values.find(StepGrammar.ASSISTANT_STOP)
                        .map(body -> new Step.AssistantStop(draft.name(), extras(body, "ai_assistant_stop"), ways));
            default -> others.step(draft, ways);
        };
    }

    private Step say(Draft draft, Forms.Heard heard, Map<Outcome, String> ways) {
        Prompt prompt = parts.prompt(heard.prompt());
        List<String> commands = switch (heard.prompt().form()) {
            case TEXT, SSML -> List.of(SPEAK);
            case AUDIO, MEDIA -> List.of(PLAYBACK);
            case KEY -> List.of(SPEAK, PLAYBACK);
        };
        return new Step.Say(draft.name(), prompt, parts.extras(Optional.ofNullable(heard.telnyx()), commands), ways);
    }

    private Optional<Step> menu(Draft draft, KeyValues body, Map<Outcome, String> ways) {
        Optional<PromptDraft> prompt = body.find(StepGrammar.PROMPT);
        Map<String, String> keys = new LinkedHashMap<>(targets(globalKeys));
        keys.putAll(targets(draft.values().find(StepGrammar.KEYS).orElse(Map.of())));
        return prompt.map(heard -> new Step.Menu(
                draft.name(),
                parts.prompt(heard),
                retries(draft, body),
                body.get(StepGrammar.TIMEOUT),
                Collections.unmodifiableMap(keys),
                parts.extras(body.find(StepGrammar.TELNYX), gathers(draft, prompt)),
                ways));
    }

    private Optional<Step> gather(Draft draft, KeyValues body, Map<Outcome, String> ways) {
        Optional<Forms.DigitsDraft> many = body.find(StepGrammar.DIGITS);
        Optional<PromptDraft> prompt = body.find(StepGrammar.GATHER_PROMPT);
        Optional<String> into = draft.values().find(StepGrammar.INTO).map(PathRef::path);
        Optional<Expression> check = draft.values()
                .find(StepGrammar.CHECK)
                .flatMap(scalar -> Optional.ofNullable(parts.condition(scalar, Scope.PLAIN)));
        return many.map(draft2 -> digits(draft2, body))
                .map(digits -> new Step.Gather(
                        draft.name(),
                        parts.prompt(prompt),
                        retries(draft, body),
                        digits,
                        body.get(StepGrammar.TIMEOUT),
                        body.get(StepGrammar.BETWEEN),
                        check.orElse(null),
                        into.orElse(null),
                        into.map(path -> variables.get(Variables.root(path)))
                                .map(Variable::sensitive)
                                .orElse(false),
                        targets(globalKeys),
                        parts.extras(body.find(StepGrammar.TELNYX), gathers(draft, prompt)),
                        ways));
    }

    /** No key may mean two things. */
    private Digits digits(Forms.DigitsDraft many, KeyValues body) {
        String valid = body.get(StepGrammar.VALID);
        Optional<String> given = body.find(StepGrammar.END);
        Optional<String> end =
                given.or(() -> many.min() < many.max() && !valid.contains("#") ? Optional.of("#") : Optional.empty());
        given.filter(valid::contains)
                .ifPresent(key -> parts.problems.add(
                        many.place(),
                        "the key " + key + " ends the input and may be typed in it",
                        "choose another end:, or take it out of valid:"));
        globalKeys.forEach((key, way) -> {
            if (many.min() == 1 && valid.contains(key)) {
                parts.problems.add(
                        many.place(),
                        "the key " + key + " is valid input here, and it leads to " + way.target()
                                + " by on: keys (line " + way.place().line() + ")",
                        "ask for two keys or more, take it out of valid:, or choose another global key");
            } else if (end.filter(key::equals).isPresent()) {
                parts.problems.add(
                        many.place(),
                        "the key " + key + " ends the input here, and it leads to " + way.target()
                                + " by on: keys (line " + way.place().line() + ")",
                        "choose another end: or another global key");
            }
        });
        return new Digits(many.min(), many.max(), valid, end.orElse(null));
    }

    private Optional<Step> gatherAi(Draft draft, KeyValues body, Map<Outcome, String> ways) {
        ObjectNode parameters = body.find(StepGrammar.PARAMETERS).orElseGet(JsonNodeFactory.instance::objectNode);
        return Optional.of(new Step.GatherAi(
                draft.name(),
                parts.prompt(body.find(StepGrammar.GREETING)),
                parts.template(body.find(StepGrammar.INSTRUCTIONS), MAX_INSTRUCTIONS),
                body.find(StepGrammar.AI_VOICE).orElse(null),
                parameters,
                draft.values().find(StepGrammar.INTO).map(PathRef::path).orElse(null),
                body.get(StepGrammar.AI_TIMEOUT),
                body.get(StepGrammar.AI_TRIES),
                parts.branches(draft.values().get(StepGrammar.LEAVE_WHEN), new Scope.Partial(parameters)),
                extras(body, "gather_using_ai"),
                ways));
    }

    private Optional<Step> assistant(Draft draft, KeyValues body, Map<Outcome, String> ways) {
        return body.find(StepGrammar.ID)
                .map(id -> new Step.Assistant(
                        draft.name(),
                        id,
                        parts.prompt(body.find(StepGrammar.GREETING)),
                        parts.template(body.find(StepGrammar.INSTRUCTIONS), MAX_INSTRUCTIONS),
                        parts.mapping(body.find(StepGrammar.DYNAMIC)),
                        body.find(StepGrammar.PATIENCE).orElse(null),
                        meanwhile(draft),
                        targets(draft.values().get(StepGrammar.EVENTS)),
                        extras(body, "ai_assistant_start"),
                        ways));
    }

    private Value.Sequence messages(YamlNode node) {
        return parts.value(node) instanceof Value.Sequence sequence ? sequence : new Value.Sequence(List.of());
    }

    /** The keys while an assistant talks; there is no question to repeat. */
    private Map<String, String> meanwhile(Draft draft) {
        Map<String, String> keys = new LinkedHashMap<>(targets(globalKeys));
        draft.values().get(StepGrammar.MEANWHILE).forEach((key, way) -> {
            if (way.target().equals(Step.REPEAT)) {
                parts.problems.add(
                        way.place(), "an assistant's talk cannot be repeated", "name a step, or take the key out");
            }
            keys.put(key, way.target());
        });
        keys.values().removeIf(Step.REPEAT::equals);
        return Collections.unmodifiableMap(keys);
    }

    private Retries retries(Draft draft, KeyValues body) {
        return new Retries(
                body.get(StepGrammar.TRIES),
                parts.prompts(draft.values().get(StepGrammar.NO_INPUT)),
                parts.prompts(draft.values().get(StepGrammar.NO_MATCH)));
    }

    private Value.Mapping extras(KeyValues body, String command) {
        return parts.extras(body.find(StepGrammar.TELNYX), List.of(command));
    }

    /** The commands that may ask: which one, the prompt of the moment decides. */
    private static List<String> gathers(Draft draft, Optional<PromptDraft> prompt) {
        Set<String> commands = new LinkedHashSet<>();
        if (prompt.isEmpty()) {
            commands.add("gather");
        }
        List<PromptDraft> heard = new ArrayList<>(prompt.stream().toList());
        heard.addAll(draft.values().get(StepGrammar.NO_INPUT));
        heard.addAll(draft.values().get(StepGrammar.NO_MATCH));
        for (PromptDraft one : heard) {
            if (one.form() != PromptDraft.Form.AUDIO && one.form() != PromptDraft.Form.MEDIA) {
                commands.add("gather_using_speak");
            }
            if (one.form() != PromptDraft.Form.TEXT && one.form() != PromptDraft.Form.SSML) {
                commands.add("gather_using_audio");
            }
        }
        return List.copyOf(commands);
    }

    static Map<String, String> targets(Map<String, WayRef> ways) {
        Map<String, String> targets = new LinkedHashMap<>();
        ways.forEach((key, way) -> targets.put(key, way.target()));
        return Collections.unmodifiableMap(targets);
    }
}
