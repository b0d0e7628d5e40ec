package io.gathergateway.yaml;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the keys of one mapping. Asking for a key makes it known; {@link #done()} reports the keys nobody asked for,
 * so call it last. A key that is missing or wrong is reported and its stand-in returned, so that reading goes on and
 * finds the other mistakes: use what was read only when there are no problems. Confined to one reading.
 */
public final class Fields {
    private final YamlNode.Mapping mapping;
    private final String name;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    private Fields(YamlNode.Mapping mapping, String name, Problems problems) {
        this.mapping = mapping;
        this.name = name;
        this.problems = problems;
    }

    /**
     * Starts to read a mapping.
     *
     * @param name what the mapping is called in messages, such as "menu"
     * @return empty when the node is no mapping; then a problem says so
     */
    public static Optional<Fields> of(YamlNode node, String name, Problems problems) {
        if (node instanceof YamlNode.Mapping mapping) {
            return Optional.of(new Fields(mapping, name, problems));
        }
        problems.add(
                node.place(), name + " must be a mapping, not " + node.says(), "write its keys below it, indented");
        return Optional.empty();
    }

    public String name() {
        return name;
    }

    public Place place() {
        return mapping.place();
    }

    /** Where the key stands; the mapping's place when it is not there. */
    public Place place(String key) {
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null ? place() : entry.place();
    }

    /** Keys in the order of the file, known or not. */
    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    /** Makes keys known without asking for them. */
    public void known(Collection<String> keys) {
        known.addAll(keys);
    }

    public boolean has(String key) {
        return node(key).isPresent();
    }

    /** Whether the key is written without a value. */
    public boolean empty(String key) {
        return mapping.entries().containsKey(key) && !has(key);
    }

    /** The value of a key; empty when it is not there or nothing. */
    public Optional<YamlNode> node(String key) {
        known.add(key);
        YamlNode.Entry entry = mapping.entries().get(key);
        return entry == null || (entry.value() instanceof YamlNode.Scalar s && s.isNothing())
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    /** Text that must be there; the stand-in is empty. */
    public String text(String key) {
        return node(key).isEmpty() ? missing(key, "text", "") : text(key, "");
    }

    public String text(String key, String orElse) {
        return optionalText(key).orElse(orElse);
    }

    public Optional<String> optionalText(String key) {
        return node(key).flatMap(node -> Values.text(node, key, problems));
    }

    /** One text or a list of them; empty when the key is not there. */
    public List<String> texts(String key) {
        return items(key).stream()
                .flatMap(item -> Values.text(item, key, problems).stream())
                .toList();
    }

    /** One value or a list of them; empty when the key is not there. */
    public List<YamlNode> items(String key) {
        return node(key).map(Values::items).orElse(List.of());
    }

    /** A whole number that must be there, from {@code min} to {@code max}. */
    public int integer(String key, int min, int max) {
        return node(key).isEmpty() ? missing(key, "number", min) : integer(key, min, max, min);
    }

    public int integer(String key, int min, int max, int orElse) {
        return node(key)
                .flatMap(node -> Values.integer(node, key, min, max, problems))
                .orElse(orElse);
    }

    /** A duration that must be there, from {@code min} to {@code max}. */
    public Duration duration(String key, Duration min, Duration max) {
        return node(key).isEmpty() ? missing(key, "duration", min) : duration(key, min, max, min);
    }

    public Duration duration(String key, Duration min, Duration max, Duration orElse) {
        return node(key)
                .flatMap(node -> Values.duration(node, key, min, max, problems))
                .orElse(orElse);
    }

    public boolean bool(String key, boolean orElse) {
        return node(key).flatMap(node -> Values.bool(node, key, problems)).orElse(orElse);
    }

    /** A constant of an enumeration, written in lower case. */
    public <E extends Enum<E>> E choice(String key, Class<E> type, E orElse) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return node(key)
                .flatMap(node -> Values.oneOf(node, key, words, problems))
                .map(word -> Enum.valueOf(type, word.toUpperCase(Locale.ROOT)))
                .orElse(orElse);
    }

    /** A mapping below this one; empty when it is not there or is none. */
    public Optional<Fields> mapping(String key) {
        return node(key).flatMap(node -> of(node, key, problems));
    }

    /** Reads every item of a list (or the single value in its place) as a mapping. */
    public <T> List<T> mappings(String key, Function<Fields, T> read) {
        List<T> result = new ArrayList<>();
        for (YamlNode item : items(key)) {
            of(item, key, problems).map(read).ifPresent(result::add);
        }
        return List.copyOf(result);
    }

    /** Reports that a key is missing. */
    public <T> T missing(String key, String example, T standIn) {
        problems.add(place(key), name + " needs " + key, "add " + key + ": <" + example + ">");
        return standIn;
    }

    /** Reports the keys that were not asked for. */
    public void done() {
        done(Map.of());
    }

    /**
     * Reports the keys that were not asked for.
     *
     * @param cures what to say for certain unknown keys, in place of a guess
     */
    public void done(Map<String, String> cures) {
        for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
            String key = entry.getKey();
            if (!known.contains(key)) {
                String cure = cures.get(key);
                problems.add(
                        entry.getValue().place(),
                        "unknown key " + Problems.quoted(key) + " in " + name,
                        (cure == null ? Nearest.cure(key, known, "keys") : cure) + comma(entry.getValue()));
            }
        }
    }

    /** In braces, the rest of a text behind a comma is a key without a colon. */
    private static String comma(YamlNode.Entry entry) {
        boolean noColon = entry.value() instanceof YamlNode.Scalar value
                && value.raw().isEmpty()
                && value.place().line() == entry.place().line()
                && value.place().column()
                        == entry.place().column() + entry.key().raw().length();
        return noColon ? "; a text with a comma needs quotes" : "";
    }
}
