package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a flow: finds each one's kind and reads the keys the grammar gives it. */
final class StepReader {
    /** Ends the name of the step that a choose beside another step becomes; no written name has a dot. */
    static final String CHOICE = ".choose";

    private final Problems problems;

    private StepReader(Problems problems) {
        this.problems = problems;
    }

    static Optional<List<Draft>> read(YamlNode node, Problems problems) {
        Optional<Fields> fields = Fields.of(node, Grammar.STEPS.name(), problems);
        if (fields.isEmpty() || !(node instanceof YamlNode.Mapping mapping)) {
            return Optional.empty();
        }
        if (mapping.entries().size() > Grammar.MAX_STEPS) {
            String what = "the flow has " + mapping.entries().size() + " steps";
            problems.add(mapping.place(), what, "keep it to " + Grammar.MAX_STEPS);
            return Optional.empty();
        }
        StepReader reader = new StepReader(problems);
        List<Draft> drafts = new ArrayList<>();
        reader.indented(mapping).forEach((name, entry) -> reader.step(name, entry, drafts));
        return Optional.of(List.copyOf(drafts));
    }

    /** The steps; the keys of one that stand beside it and not below it are put where they belong, and that is told. */
    private Map<String, YamlNode.Entry> indented(YamlNode.Mapping steps) {
        Map<String, YamlNode.Entry> read = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> inside = new LinkedHashMap<>();
        YamlNode.@Nullable Entry empty = null;
        for (Map.Entry<String, YamlNode.Entry> step : steps.entries().entrySet()) {
            boolean first = inside.isEmpty();
            if (empty != null
                    && (first ? kind(step.getKey()).isPresent() : keys(inside).contains(step.getKey()))) {
                if (first) {
                    String name = empty.key().text();
                    problems.add(
                            empty.place(),
                            "the keys of step " + name + " stand beside it, not below it",
                            "indent the keys of " + name);
                    read.put(name, new YamlNode.Entry(empty.key(), new YamlNode.Mapping(empty.place(), inside)));
                }
                inside.put(step.getKey(), step.getValue());
                continue;
            }
            boolean nothing = step.getValue().value() instanceof YamlNode.Scalar value && value.isNothing();
            empty = nothing ? step.getValue() : null;
            inside = new LinkedHashMap<>();
            read.put(step.getKey(), step.getValue());
        }
        return read;
    }

    /** The keys that may stand beside the one of the kind that these begin with. */
    private static List<String> keys(Map<String, YamlNode.Entry> inside) {
        Kind kind = kind(inside.keySet().iterator().next()).orElseThrow();
        return Stream.concat(
                        StepGrammar.of(kind).beside().stream().map(Key::name),
                        kind.outcomes().stream().map(Outcome::key))
                .toList();
    }

    private void step(String name, YamlNode.Entry entry, List<Draft> drafts) {
        if (!Grammar.isName(name) || name.equals(Step.REPEAT)) {
            problems.add(
                    entry.place(),
                    Problems.quoted(name) + " is no name for a step",
                    name.equals(Step.REPEAT) ? "keys lead to repeat to ask again; choose another" : Grammar.nameCure());
        }
        switch (entry.value()) {
            case YamlNode.Mapping mapping -> mapping(name, entry.place(), mapping, drafts);
            case YamlNode.Scalar scalar -> drafts.add(word(name, entry.place(), scalar));
            case YamlNode.Sequence sequence -> {
                problems.add(sequence.place(), "step " + name + " is a list", "write the key of its kind, as in menu:");
                drafts.add(unknown(name, entry.place()));
            }
        }
    }

    /** A kind that needs nothing else may stand alone, as in {@code bye: hangup}. */
    private Draft word(String name, Place place, YamlNode.Scalar scalar) {
        Optional<Kind> kind = kind(scalar.text());
        if (kind.isPresent()
                && kind.get().outcomes().isEmpty()
                && !body(kind.get()).required()) {
            return new Draft(name, place, kind.get(), new KeyValues(), Map.of(), Set.of(), null);
        }
        if (kind.isPresent()) {
            problems.add(
                    scalar.place(),
                    scalar.text() + " says too little",
                    "write { " + scalar.text() + ": " + body(kind.get()).shape().sample() + ", "
                            + (kind.get().outcomes().contains(Outcome.NEXT) ? "next: <step>, " : "") + "… }");
        } else {
            problems.add(
                    scalar.isNothing() ? place : scalar.place(),
                    "step " + name + " does not say its kind",
                    Nearest.cure(scalar.text(), kinds(), "kinds"));
        }
        return unknown(name, place);
    }

    private void mapping(String name, Place place, YamlNode.Mapping mapping, List<Draft> drafts) {
        List<Kind> kinds = new ArrayList<>(mapping.entries().keySet().stream()
                .flatMap(key -> kind(key).stream())
                .toList());
        if (kinds.size() == 2 && kinds.contains(Kind.CHOOSE)) {
            // A choose beside another kind says where its next leads.
            kinds.removeIf(kind -> kind == Kind.CHOOSE && kinds.stream().anyMatch(StepReader::hasNext));
        }
        if (kinds.isEmpty()) {
            noKind(name, place, mapping);
            drafts.add(unknown(name, place));
        } else if (kinds.size() > 1) {
            YamlNode.Entry second =
                    Objects.requireNonNull(mapping.entries().get(kinds.get(1).key()));
            problems.add(
                    second.place(),
                    "step " + name + " is a " + kinds.get(0).key() + " and a "
                            + kinds.get(1).key(),
                    "make two steps of it, one leading to the other");
            drafts.add(unknown(name, place));
        } else {
            ofKind(kinds.getFirst(), name, place, mapping, drafts);
        }
    }

    private void ofKind(Kind kind, String name, Place place, YamlNode.Mapping mapping, List<Draft> drafts) {
        Fields fields = Fields.of(mapping, "step " + name, problems).orElseThrow();
        List<Key<?>> keys = new ArrayList<>(StepGrammar.of(kind).beside());
        keys.add(body(kind));
        kind.outcomes().forEach(outcome -> keys.add(Grammar.way(outcome)));
        if (fields.node(kind.key()).orElse(null) instanceof YamlNode.Mapping body) {
            // What is written inside by mistake is told there, and not missing too.
            keys.removeIf(key -> key.required()
                    && !fields.keys().contains(key.name())
                    && body.entries().containsKey(key.name()));
        }
        KeyValues values = KeyValues.read(fields, keys, problems);
        Map<Outcome, WayRef> ways = new EnumMap<>(Outcome.class);
        Set<Outcome> mapped = EnumSet.noneOf(Outcome.class);
        for (Outcome outcome : kind.outcomes()) {
            if (fields.keys().contains(outcome.key()) || values.misspelt(Grammar.way(outcome))) {
                mapped.add(outcome);
            }
            values.find(Grammar.way(outcome)).ifPresent(way -> ways.put(outcome, way));
        }
        Optional<Draft> branches = kind == Kind.CHOOSE ? Optional.empty() : branches(fields, name, values);
        branches.ifPresent(choose -> {
            if (!mapped.add(Outcome.NEXT)) {
                problems.add(
                        fields.place(Outcome.NEXT.key()),
                        "step " + name + " has next and choose",
                        "keep one of them: choose is where next leads");
            }
            ways.put(Outcome.NEXT, new WayRef(choose.place(), choose.name()));
        });
        fields.done(cures(kind));
        Draft draft = new Draft(name, place, kind, values, ways, mapped, null);
        drafts.add(draft);
        if (mapped.contains(Outcome.FAILED) && !draft.outcomes().contains(Outcome.FAILED)) {
            problems.add(
                    fields.place(Outcome.FAILED.key()),
                    "step " + name + " never ends in failed",
                    "what it sets is fixed; take failed out");
        }
        if (mapped.contains(Outcome.TIMEOUT) && !draft.outcomes().contains(Outcome.TIMEOUT)) {
            problems.add(
                    fields.place(Outcome.TIMEOUT.key()),
                    "step " + name + " never ends in timeout",
                    kind == Kind.WAIT
                            ? "a wait for time alone ends in next; take timeout out"
                            : "say how long to wait, " + kind.key() + ": { timeout: 10m }, or take it out");
        }
        branches.ifPresent(drafts::add);
    }

    /** The choose beside a step, made a step of its own. */
    private Optional<Draft> branches(Fields fields, String name, KeyValues values) {
        Key<List<BranchDraft>> key = StepGrammar.CHOOSE;
        Place place = fields.place(key.name());
        return fields.node(key.name()).map(node -> {
            KeyValues own = KeyValues.of(key, node, key.name(), problems).orElseGet(KeyValues::new);
            return new Draft(
                    name + CHOICE,
                    place,
                    own.find(key).isPresent() ? Kind.CHOOSE : null,
                    own,
                    Map.of(),
                    Set.of(),
                    values.find(StepGrammar.RETURNS).orElse(null));
        });
    }

    /** What to say of keys that are known, but not here. */
    private static Map<String, String> cures(Kind kind) {
        Map<String, String> cures = new HashMap<>();
        String ends = kind.outcomes().isEmpty()
                ? "a " + kind.key() + " step has no outcomes"
                : "a " + kind.key() + " step ends in "
                        + Nearest.listed(
                                kind.outcomes().stream().map(Outcome::key).toList());
        for (Outcome outcome : Outcome.values()) {
            cures.put(outcome.key(), ends);
        }
        if (body(kind).shape() instanceof Shape.Group group) {
            group.keys().forEach(key -> cures.put(key.name(), "write it inside " + kind.key() + ": { … }"));
        }
        return cures;
    }

    private void noKind(String name, Place place, YamlNode.Mapping mapping) {
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            Optional<String> meant = Nearest.to(entry.getKey(), kinds());
            if (meant.isPresent()) {
                String what = "unknown kind of step " + Problems.quoted(entry.getKey());
                problems.add(entry.getValue().place(), what, Nearest.cure(entry.getKey(), kinds(), "kinds"));
                return;
            }
        }
        problems.add(place, "step " + name + " does not say its kind", "add one of " + String.join(", ", kinds()));
    }

    private static Key<?> body(Kind kind) {
        return StepGrammar.of(kind).body();
    }

    private static boolean hasNext(Kind kind) {
        return kind.outcomes().contains(Outcome.NEXT);
    }

    private static Optional<Kind> kind(String key) {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.key().equals(key))
                .findFirst();
    }

    private static List<String> kinds() {
        return Arrays.stream(Kind.values()).map(Kind::key).toList();
    }

    private static Draft unknown(String name, Place place) {
        return new Draft(name, place, null, new KeyValues(), Map.of(), Set.of(), null);
    }
}
