package io.gathergateway.flow;

import io.gathergateway.yaml.YamlNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the flow from what was read and found right: everything it takes is there. */
final class FlowMaker {
    private static final Value.Mapping NO_EXTRAS = new Value.Mapping(Map.of());

    private final Compiled compiled;
    private final Map<String, Map<Outcome, String>> ways;

    /**
     * Prepares to make the steps.
     *
     * @param ways by step: its own ways and those it inherits
     */
    FlowMaker(Compiled compiled, Map<String, Map<Outcome, String>> ways) {
        this.compiled = compiled;
        this.ways = ways;
    }

    Flow flow(KeyValues file, List<Draft> drafts) {
        Map<String, Step> steps = new LinkedHashMap<>();
        drafts.forEach(draft -> steps.put(draft.name(), step(draft)));
        KeyValues limits = file.get(Grammar.LIMITS);
        return new Flow(
                file.get(Grammar.FLOW),
                file.get(Grammar.START).target(),
                List.of(new Language(file.get(Grammar.LANGUAGE), file.get(Grammar.VOICE), Map.of())),
                Map.of(),
                List.of(),
                null,
                Map.of(),
                null,
                NO_EXTRAS,
                new Flow.Limits(limits.get(Grammar.CALL_LIMIT), limits.get(Grammar.STEPS_LIMIT), 50),
                null,
                Collections.unmodifiableMap(steps));
    }

    private Step step(Draft draft) {
        return switch (Objects.requireNonNull(draft.kind())) {
            case SAY -> new Step.Say(draft.name(), prompt(draft.values().get(Grammar.SAY)), NO_EXTRAS, ways(draft));
            case MENU -> menu(draft, draft.values().get(Grammar.MENU));
            case GATHER_AI -> gatherAi(draft, draft.values().get(Grammar.GATHER_AI));
            case CHOOSE -> choose(draft, draft.values().get(Grammar.CHOOSE));
            case TRANSFER -> transfer(draft, draft.values().get(Grammar.TRANSFER));
            case HANGUP -> new Step.Hangup(draft.name(), NO_EXTRAS);
        };
    }

    private Step menu(Draft draft, KeyValues body) {
        Map<String, String> keys = new LinkedHashMap<>();
        draft.values().get(Grammar.KEYS).forEach((key, way) -> keys.put(key, way.target()));
        return new Step.Menu(
                draft.name(),
                prompt(body.get(Grammar.PROMPT)),
                new Retries(
                        body.get(Grammar.TRIES),
                        prompts(draft.values().get(Grammar.NO_INPUT)),
                        prompts(draft.values().get(Grammar.NO_MATCH))),
                body.get(Grammar.MENU_TIMEOUT),
                Collections.unmodifiableMap(keys),
                NO_EXTRAS,
                ways(draft));
    }

    private Step gatherAi(Draft draft, KeyValues body) {
        return new Step.GatherAi(
                draft.name(),
                optional(body, Grammar.GREETING),
                optional(body, Grammar.INSTRUCTIONS),
                body.find(Grammar.AI_VOICE).orElse(null),
                body.get(Grammar.PARAMETERS),
                draft.values().find(Grammar.INTO).orElse(null),
                body.get(Grammar.AI_TIMEOUT),
                1,
                List.of(),
                NO_EXTRAS,
                ways(draft));
    }

    private Step choose(Draft draft, List<BranchDraft> branches) {
        List<Step.Branch> conditions = branches.subList(0, branches.size() - 1).stream()
                .map(branch -> new Step.Branch(
                        compiled.condition(Objects.requireNonNull(branch.when())),
                        branch.go().target()))
                .toList();
        return new Step.Choose(draft.name(), conditions, branches.getLast().go().target());
    }

    private Step transfer(Draft draft, KeyValues body) {
        return new Step.Transfer(
                draft.name(),
                new Template(body.get(Grammar.TO), 300, List.of(new Template.Part.Text(body.get(Grammar.TO)))),
                body.find(Grammar.FROM).orElse(null),
                body.get(Grammar.RING_TIME),
                NO_EXTRAS,
                ways(draft));
    }

    private Map<Outcome, String> ways(Draft draft) {
        return ways.getOrDefault(draft.name(), Map.of());
    }

    private Prompt prompt(YamlNode.Scalar scalar) {
        return new Prompt.Text(compiled.template(scalar), false);
    }

    private List<Prompt> prompts(List<YamlNode.Scalar> scalars) {
        return scalars.stream().map(this::prompt).toList();
    }

    private @Nullable Template optional(KeyValues body, Key<YamlNode.Scalar> key) {
        return body.find(key).map(compiled::template).orElse(null);
    }
}
