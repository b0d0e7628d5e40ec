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

    Flow flow(KeyValues file, List<Draft> drafts, String revision) {
        Map<String, Step> steps = new LinkedHashMap<>();
        drafts.forEach(draft -> steps.put(draft.name(), step(draft)));
        KeyValues limits = file.get(Grammar.LIMITS);
        return new Flow(
                file.get(Grammar.FLOW),
                revision,
                file.get(Grammar.START).target(),
                new Flow.Speech(file.get(Grammar.VOICE), file.get(Grammar.LANGUAGE)),
                new Flow.Limits(limits.get(Grammar.CALL_LIMIT), limits.get(Grammar.STEPS_LIMIT)),
                Collections.unmodifiableMap(steps));
    }

    private Step step(Draft draft) {
        return switch (Objects.requireNonNull(draft.kind())) {
            case SAY -> new Step.Say(draft.name(), template(draft.values().get(Grammar.SAY)), ways(draft));
            case MENU -> menu(draft, draft.values().get(Grammar.MENU));
            case GATHER_AI -> gatherAi(draft, draft.values().get(Grammar.GATHER_AI));
            case CHOOSE -> choose(draft, draft.values().get(Grammar.CHOOSE));
            case TRANSFER -> transfer(draft, draft.values().get(Grammar.TRANSFER));
            case HANGUP -> new Step.Hangup(draft.name());
        };
    }

    private Step menu(Draft draft, KeyValues body) {
        Map<String, String> keys = new LinkedHashMap<>();
        draft.values().get(Grammar.KEYS).forEach((key, way) -> keys.put(key, way.target()));
        return new Step.Menu(
                draft.name(),
                template(body.get(Grammar.PROMPT)),
                templates(draft.values().get(Grammar.NO_INPUT)),
                templates(draft.values().get(Grammar.NO_MATCH)),
                body.get(Grammar.MENU_TIMEOUT),
                body.get(Grammar.TRIES),
                Collections.unmodifiableMap(keys),
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
                body.get(Grammar.TO),
                body.find(Grammar.FROM).orElse(null),
                body.get(Grammar.RING_TIME),
                ways(draft));
    }

    private Map<Outcome, String> ways(Draft draft) {
        return ways.getOrDefault(draft.name(), Map.of());
    }

    private Template template(YamlNode.Scalar scalar) {
        return compiled.template(scalar);
    }

    private List<Template> templates(List<YamlNode.Scalar> scalars) {
        return scalars.stream().map(compiled::template).toList();
    }

    private @Nullable Template optional(KeyValues body, Key<YamlNode.Scalar> key) {
        return body.find(key).map(compiled::template).orElse(null);
    }
}
