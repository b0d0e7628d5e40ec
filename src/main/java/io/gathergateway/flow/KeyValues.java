package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What was read for some keys of the grammar: each value has its key's type. Confined to one reading. */
final class KeyValues {
    private final IdentityHashMap<Key<?>, Object> values = new IdentityHashMap<>();

    private final Set<String> misspelt = new HashSet<>();

    /** Whether it is missing, and an unknown key, which is told, was probably meant to be it. */
    boolean misspelt(Key<?> key) {
        return misspelt.contains(key.name());
    }

    /** Reads the keys from a mapping; a required one that is missing is reported. */
    static KeyValues read(Fields fields, List<? extends Key<?>> keys, Problems problems) {
        KeyValues read = new KeyValues();
        List<String> names = keys.stream().map(Key::name).toList();
        fields.keys().stream()
                .filter(word -> !names.contains(word))
                .forEach(word -> Nearest.to(word, names)
                        .filter(name -> !fields.keys().contains(name))
                        .ifPresent(read.misspelt::add));
        keys.forEach(key -> read.read(fields, key, problems));
        return read;
    }

    /** One value that stands in the place of the whole mapping. */
    static <T> Optional<KeyValues> of(Key<T> key, YamlNode node, String name, Problems problems) {
        return key.shape().read(node, name, problems).map(value -> {
            KeyValues read = new KeyValues();
            read.put(key, value);
            return read;
        });
    }

    private <T> void read(Fields fields, Key<T> key, Problems problems) {
        var node = fields.node(key.name());
        if (node.isPresent()) {
            key.shape().read(node.get(), key.name(), problems).ifPresent(value -> values.put(key, value));
        } else if (fields.empty(key.name())) {
            if (!mayBeEmpty(key)) {
                problems.add(
                        fields.place(key.name()),
                        key.name() + " has no value",
                        "write " + key.name() + ": " + key.shape().sample()
                                + (key.required() ? "" : ", or leave the key out")
                                + "; a text that begins with # needs quotes");
            }
        } else if (key.required() && !misspelt(key)) {
            problems.add(
                    fields.place(key.name()),
                    fields.name() + " needs " + key.name() + ", " + key.about(),
                    "add " + key.name() + ": " + key.shape().sample());
        }
    }

    /** The key of a kind that needs nothing may stand alone, as in {@code hangup:}. */
    private static boolean mayBeEmpty(Key<?> key) {
        return !key.required()
                && Stream.of(Kind.values())
                        .anyMatch(kind -> StepGrammar.of(kind).body().equals(key));
    }

    <T> void put(Key<T> key, T value) {
        values.put(key, value);
    }

    /** Gives a key a value where the file has none. */
    <T> void inherit(Key<T> key, T value) {
        values.putIfAbsent(key, value);
    }

    /** The value of a key, or its stand-in; empty when it has neither. */
    <T> Optional<T> find(Key<T> key) {
        @SuppressWarnings("unchecked")
        T value = (T) values.get(key);
        return value == null ? Optional.ofNullable(key.orElse()) : Optional.of(value);
    }

    /** The same, of a key that must have one after a reading without problems. */
    <T> T get(Key<T> key) {
        return find(key).orElseThrow(() -> new IllegalArgumentException("no value for " + key.name()));
    }
}
