package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the parts of steps: prompts, templates, values, conditions. A part that is wrong is reported and a stand-in
 * returned, so that all mistakes are found: what was made is used only where there are no problems.
 */
final class Parts {
    static final Value.Mapping NOTHING = new Value.Mapping(Map.of());
    private static final String WRONG = "wrong";

    final CelCheck cel;
    final Problems problems;
    private final TemplateCompiler templates;
    private final ValueCompiler values;
    private final Set<String> promptKeys = new LinkedHashSet<>();
    private final Set<String> namedKeys = new LinkedHashSet<>();

    Parts(Variables variables, Problems problems) {
        this.cel = new CelCheck(variables, problems);
        this.problems = problems;
        this.templates = new TemplateCompiler(cel, problems);
        this.values = new ValueCompiler(cel, templates, problems);
    }

    /** The keys that prompts of steps may name. */
    void promptKeys(Set<String> keys) {
        promptKeys.addAll(keys);
    }

    /** Whether a prompt of a step named this key. */
    boolean names(String key) {
        return namedKeys.contains(key);
    }

    Prompt prompt(PromptDraft draft) {
        YamlNode.Scalar text = draft.text();
        return switch (draft.form()) {
            case TEXT -> new Prompt.Text(template(text, PromptDraft.MAX), false);
            case SSML -> new Prompt.Text(template(text, PromptDraft.MAX), true);
            case AUDIO -> new Prompt.Audio(text.text());
            case MEDIA -> new Prompt.Media(text.text());
            case KEY -> keyed(text);
        };
    }

    private Prompt keyed(YamlNode.Scalar key) {
        namedKeys.add(key.text());
        if (!promptKeys.contains(key.text())) {
            problems.add(
                    key.place(),
                    "no language has a prompt " + Problems.quoted(key.text()),
                    promptKeys.isEmpty()
                            ? "name a file of prompts for each language at the top: languages: { en-US: { prompts: … } }"
                            : Nearest.cure(key.text(), promptKeys, "prompts"));
        }
        return new Prompt.Keyed(key.text());
    }

    List<Prompt> prompts(List<PromptDraft> drafts) {
        return drafts.stream().map(this::prompt).toList();
    }

    @Nullable
    Prompt prompt(Optional<PromptDraft> draft) {
        return draft.map(this::prompt).orElse(null);
    }

    Template template(YamlNode.Scalar scalar, int max) {
        return templates.compile(scalar, max).orElseGet(Parts::wrong);
    }

    @Nullable
    Template template(Optional<YamlNode.Scalar> scalar, int max) {
        return scalar.map(text -> template(text, max)).orElse(null);
    }

    Template url(YamlNode.Scalar scalar) {
        return templates.url(scalar).orElseGet(Parts::wrong);
    }

    Optional<TemplateCompiler.Header> header(YamlNode.Scalar scalar) {
        return templates.header(scalar);
    }

    /** A condition; the stand-in is null. */
    @Nullable
    Expression condition(YamlNode.Scalar scalar, Scope scope) {
        return cel.condition(scalar, scope).orElse(null);
    }

    /** Branches whose condition is right. */
    List<Step.Branch> branches(List<BranchDraft> drafts, Scope scope) {
        return drafts.stream()
                .flatMap(draft -> Optional.ofNullable(draft.when())
                        .map(when -> condition(when, scope))
                        .map(when -> new Step.Branch(when, draft.go().target()))
                        .stream())
                .toList();
    }

    Value value(YamlNode node) {
        return values.compile(node, Scope.PLAIN).orElse(NOTHING);
    }

    Value value(YamlNode node, String name, JsonNode wanted) {
        return values.compile(node, Scope.PLAIN, name, wanted).orElse(NOTHING);
    }

    Map<String, Value> assignments(YamlNode.Mapping mapping) {
        return values.assignments(mapping, Scope.PLAIN).orElse(Map.of());
    }

    Value.Mapping mapping(Optional<YamlNode.Mapping> mapping) {
        return mapping.map(this::value)
                .filter(Value.Mapping.class::isInstance)
                .map(Value.Mapping.class::cast)
                .orElse(NOTHING);
    }

    /** Further parameters of one of these commands. */
    Value.Mapping extras(Optional<YamlNode.Mapping> mapping, List<String> commands) {
        mapping.ifPresent(extras -> ExtraCheck.check(extras, commands, problems));
        return mapping(mapping);
    }

    /** Values for names of a schema: each of its own type, none that is not there, all that are required. */
    Map<String, Value> fitting(YamlNode.Mapping given, JsonNode schema, String what, String taker) {
        Map<String, Value> made = new LinkedHashMap<>();
        JsonNode properties = schema.path("properties");
        Set<String> names = new LinkedHashSet<>();
        properties.fieldNames().forEachRemaining(names::add);
        given.entries().forEach((name, entry) -> {
            if (!names.contains(name)) {
                problems.add(entry.place(), taker + " has no " + name, Nearest.cure(name, names, "names"));
            } else {
                made.put(name, value(entry.value(), name, properties.path(name)));
            }
        });
        for (JsonNode required : schema.path("required")) {
            if (!given.entries().containsKey(required.asText())) {
                problems.add(
                        given.place(),
                        taker + " needs " + required.asText(),
                        "add it to " + what + ": { " + required.asText() + ": … }");
            }
        }
        return made;
    }

    private static Template wrong() {
        return new Template(WRONG, WRONG.length(), List.of(new Template.Part.Text(WRONG)));
    }
}
