package io.gathergateway.flow;

import io.gathergateway.flow.Grammar.Kind;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the steps of a flow: finds each one's kind and reads the keys the grammar gives it. */
final class StepReader {
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
        mapping.entries().forEach((name, entry) -> drafts.add(reader.step(name, entry)));
        return Optional.of(List.copyOf(drafts));
    }

    private Draft step(String name, YamlNode.Entry entry) {
        if (!Grammar.isName(name)) {
            problems.add(entry.place(), Problems.quoted(name) + " is no name for a step", Grammar.nameCure());
        }
        return switch (entry.value()) {
            case YamlNode.Mapping mapping -> mapping(name, entry.place(), mapping);
            case YamlNode.Scalar scalar -> word(name, entry.place(), scalar);
            case YamlNode.Sequence sequence -> {
                problems.add(sequence.place(), "step " + name + " is a list", "write the key of its kind, as in menu:");
                yield unknown(name, entry.place());
            }
        };
    }

    /** A kind that needs nothing else may stand alone, as in {@code bye: hangup}. */
    private Draft word(String name, Place place, YamlNode.Scalar scalar) {
        Optional<Kind> kind = Kind.of(scalar.text());
        if (kind.isPresent() && !kind.get().body().required()) {
            return new Draft(name, place, kind.get(), new KeyValues(), Map.of(), Set.of());
        }
        if (kind.isPresent()) {
            Key<?> body = kind.get().body();
            problems.add(
                    scalar.place(),
                    scalar.text() + " says too little",
                    "write " + body.name() + ": " + body.shape().sample());
        } else {
            problems.add(
                    scalar.isNothing() ? place : scalar.place(),
                    "step " + name + " does not say its kind",
                    Nearest.cure(scalar.text(), Kind.keys(), "kinds"));
        }
        return unknown(name, place);
    }

    private Draft mapping(String name, Place place, YamlNode.Mapping mapping) {
        List<Kind> kinds = mapping.entries().keySet().stream()
                .flatMap(key -> Kind.of(key).stream())
                .toList();
        if (kinds.isEmpty()) {
            noKind(name, place, mapping);
            return unknown(name, place);
        }
        if (kinds.size() > 1) {
            problems.add(
                    Fields.of(mapping, name, problems)
                            .orElseThrow()
                            .place(kinds.get(1).key()),
                    "step " + name + " is a " + kinds.get(0).key() + " and a "
                            + kinds.get(1).key(),
                    "make two steps of it, one leading to the other");
            return unknown(name, place);
        }
        return ofKind(kinds.get(0), name, place, mapping);
    }

    private Draft ofKind(Kind kind, String name, Place place, YamlNode.Mapping mapping) {
        Fields fields = Fields.of(mapping, "step " + name, problems).orElseThrow();
        List<Key<?>> keys = new ArrayList<>(kind.beside());
        keys.add(kind.body());
        kind.outcomes().forEach(outcome -> keys.add(Grammar.way(outcome)));
        KeyValues values = KeyValues.read(fields, keys, problems);
        Map<Outcome, WayRef> ways = new EnumMap<>(Outcome.class);
        Set<Outcome> mapped = EnumSet.noneOf(Outcome.class);
        for (Outcome outcome : kind.outcomes()) {
            if (fields.has(outcome.key())) {
                mapped.add(outcome);
            }
            values.find(Grammar.way(outcome)).ifPresent(way -> ways.put(outcome, way));
        }
        fields.done(cures(kind));
        return new Draft(name, place, kind, values, ways, mapped);
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
        if (kind.body().shape() instanceof Shape.Group group) {
            group.keys().forEach(key -> cures.put(key.name(), "write it inside " + kind.key() + ": { … }"));
        }
        return cures;
    }

    private void noKind(String name, Place place, YamlNode.Mapping mapping) {
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            Optional<String> meant = Nearest.to(entry.getKey(), Kind.keys());
            if (meant.isPresent()) {
                String what = "unknown kind of step " + Problems.quoted(entry.getKey());
                problems.add(entry.getValue().place(), what, Nearest.cure(entry.getKey(), Kind.keys(), "kinds"));
                return;
            }
        }
        problems.add(place, "step " + name + " does not say its kind", "add one of " + Nearest.listed(Kind.keys()));
    }

    private static Draft unknown(String name, Place place) {
        return new Draft(name, place, null, new KeyValues(), Map.of(), Set.of());
    }
}
