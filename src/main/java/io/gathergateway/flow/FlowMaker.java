package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a flow from what was read, and finds what only shows when it is put together. */
final class FlowMaker {
    private final FlowDraft draft;
    private final Map<String, FlowDraft> flows;
    private final Map<String, Map<String, PromptDraft>> prompts;
    private final Problems problems;

    /**
     * Prepares to make it.
     *
     * @param flows all of the set, by name
     * @param prompts by the tag of a language, what its file has
     */
    FlowMaker(
            FlowDraft draft,
            Map<String, FlowDraft> flows,
            Map<String, Map<String, PromptDraft>> prompts,
            Problems problems) {
        this.draft = draft;
        this.flows = flows;
        this.prompts = prompts;
        this.problems = problems;
    }

    /** The flow; to be used only where no problem was found. */
    Flow flow() {
        KeyValues file = draft.values();
        KeyValues on = file.get(Grammar.ON);
        Map<String, Map<Outcome, WayRef>> ways = new Inheritance(on, problems).ways(draft.steps());
        GraphCheck.check(draft.steps(), ways, file.find(Grammar.START).orElse(null), on, this::calledAsks, problems);
        draft.steps().forEach(this::calledSpeaks);
        company(ways, on);
        Variables variables = draft.variables(flows, problems);
        Parts parts = new Parts(variables, problems);
        promptKeys(parts);
        StepMaker maker = new StepMaker(
                parts,
                new OtherSteps(parts, takenBy(), file.find(Grammar.GIVES).orElse(null), targets()),
                on.get(Grammar.ON_KEYS),
                variables.own());
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Draft step : draft.steps()) {
            maker.step(step, targets(ways.getOrDefault(step.name(), Map.of())))
                    .ifPresent(made -> steps.put(step.name(), made));
        }
        return flow(file, parts, languages(parts), variables, steps);
    }

    private Flow flow(
            KeyValues file, Parts parts, List<Language> languages, Variables variables, Map<String, Step> steps) {
        KeyValues limits = file.get(Grammar.LIMITS);
        ObjectNode gives = file.find(Grammar.GIVES).orElse(null);
        return new Flow(
                draft.name(),
                file.find(Grammar.START).map(WayRef::target).orElse(""),
                languages,
                Collections.unmodifiableMap(new LinkedHashMap<>(variables.own())),
                List.copyOf(draft.takes().keySet()),
                gives,
                file.get(Grammar.HOURS),
                targets(),
                parts.extras(file.find(Grammar.ANSWER), List.of("answer", "dial")),
                new Flow.Limits(
                        limits.get(Grammar.CALL_LIMIT),
                        limits.get(Grammar.STEPS_LIMIT),
                        limits.get(Grammar.VISITS_LIMIT)),
                on(file.get(Grammar.ON)),
                Collections.unmodifiableMap(steps));
    }

    private static Flow.On on(KeyValues on) {
        Map<Outcome, String> ways = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.NEXT) {
                on.find(Grammar.way(outcome)).ifPresent(way -> ways.put(outcome, way.target()));
            }
        }
        Map<String, String> keys = new LinkedHashMap<>();
        on.get(Grammar.ON_KEYS).forEach((key, way) -> keys.put(key, way.target()));
        return new Flow.On(
                Collections.unmodifiableMap(ways),
                Collections.unmodifiableMap(keys),
                on.find(Grammar.ON_HANGUP).map(WayRef::target).orElse(null));
    }

    /** Every language must have every prompt that one of them has. */
    private void promptKeys(Parts parts) {
        Set<String> keys = new LinkedHashSet<>();
        prompts.values().forEach(file -> keys.addAll(file.keySet()));
        boolean unread = draft.languages().stream()
                .anyMatch(language -> language.file().isPresent() && !prompts.containsKey(language.tag()));
        if (unread) {
            // Told already; whether a key is in that file, nobody can say.
            draft.steps().forEach(step -> keys.addAll(step.promptKeys()));
            parts.promptKeys(keys);
            return;
        }
        parts.promptKeys(keys);
        for (LanguageDraft language : draft.languages()) {
            Map<String, PromptDraft> own = prompts.getOrDefault(language.tag(), Map.of());
            for (String key : keys) {
                if (!own.containsKey(key)) {
                    problems.add(
                            language.place(),
                            language.tag() + " has no prompt " + key,
                            "add " + key + ": … to "
                                    + language.file().map(YamlNode.Scalar::text).orElse("a file of its prompts"));
                }
            }
        }
    }

    /** With the prompts that the steps name: flows may share a file, and not the variables of each other's prompts. */
    private List<Language> languages(Parts parts) {
        List<Language> languages = new ArrayList<>();
        for (LanguageDraft language : draft.languages()) {
            Map<String, Prompt> made = new LinkedHashMap<>();
            prompts.getOrDefault(language.tag(), Map.of()).forEach((key, prompt) -> {
                if (parts.names(key)) {
                    made.put(key, parts.prompt(prompt));
                }
            });
            languages.add(new Language(language.tag(), language.voice(), made));
        }
        return List.copyOf(languages);
    }

    /** A called flow goes on in the call's language, so it must have all that may be spoken here. */
    private void calledSpeaks(Draft call) {
        Optional<WayRef> way = call.values().find(StepGrammar.CALL).flatMap(body -> body.find(StepGrammar.FLOW));
        Optional<FlowDraft> called = way.map(WayRef::target).map(flows::get);
        if (draft.languages().size() < 2 || called.isEmpty()) {
            return;
        }
        Set<String> spoken =
                called.get().languages().stream().map(LanguageDraft::tag).collect(Collectors.toSet());
        String missing = draft.languages().stream()
                .map(LanguageDraft::tag)
                .filter(tag -> !spoken.contains(tag))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            problems.add(
                    way.get().place(),
                    "the flow " + called.get().name() + " does not speak " + missing + ", as this one may",
                    "give it languages: with the same tags");
        }
    }

    /** Who is there when a flow is called, only those that call it know. */
    private void company(Map<String, Map<Outcome, WayRef>> ways, KeyValues on) {
        boolean called = flows.values().stream()
                .flatMap(flow -> flow.calls().stream())
                .anyMatch(way -> way.target().equals(draft.name()));
        Optional<WayRef> start = draft.values().find(Grammar.START);
        if (!called && start.isPresent()) {
            CompanyCheck.check(
                    draft.steps(),
                    ways,
                    start.get().target(),
                    List.copyOf(on.get(Grammar.ON_KEYS).values()),
                    (call, kind) -> called(call).filter(flow -> flow.has(kind)).isPresent(),
                    problems);
        }
    }

    private boolean calledAsks(Draft call) {
        return called(call).filter(FlowDraft::asks).isPresent();
    }

    /** The flow that a step calls. */
    private Optional<FlowDraft> called(Draft call) {
        return call.values()
                .find(StepGrammar.CALL)
                .flatMap(body -> body.find(StepGrammar.FLOW))
                .flatMap(flow -> Optional.ofNullable(flows.get(flow.target())));
    }

    private Map<String, JsonNode> takenBy() {
        Map<String, JsonNode> taken = new LinkedHashMap<>();
        flows.forEach((name, flow) -> taken.put(name, flow.taken()));
        return taken;
    }

    private @Nullable Set<String> targets() {
        return draft.values()
                .find(Grammar.TARGETS)
                .map(targets -> targets.stream()
                        .map(YamlNode.Scalar::text)
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
                .orElse(null);
    }

    private static Map<Outcome, String> targets(Map<Outcome, WayRef> ways) {
        Map<Outcome, String> names = new LinkedHashMap<>();
        ways.forEach(
                (outcome, way) -> names.put(outcome, Objects.requireNonNull(way).target()));
        return Map.copyOf(names);
    }
}
