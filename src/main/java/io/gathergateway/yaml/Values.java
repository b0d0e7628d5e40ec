package io.gathergateway.yaml;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads one node as a value of a type. Each answers nothing when it is not one, and then a problem says why.
 * {@code name} is what the value is called in that message, usually its key.
 */
public final class Values {
    private Values() {}

    /** Text; a number or {@code true} must be in quotes to be text. */
    public static Optional<String> text(YamlNode node, String name, Problems problems) {
        return scalarOfText(node, name, problems).map(YamlNode.Scalar::text);
    }

    /** The same, with the places of its characters. */
    public static Optional<YamlNode.Scalar> scalarOfText(YamlNode node, String name, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar) {
            if (scalar.value() instanceof String) {
                return Optional.of(scalar);
            }
            if (!scalar.isNothing()) {
                String cure = "put it in quotes: \"" + scalar.text() + "\"";
                return wrong(node, name + " must be text, not " + node.says(), cure, problems);
            }
        }
        return wrong(node, name + " must be text, not " + node.says(), "write the text after the colon", problems);
    }

    /** A whole number from {@code min} to {@code max}. */
    public static Optional<Integer> integer(YamlNode node, String name, int min, int max, Problems problems) {
        String cure = "give a whole number from " + min + " to " + max;
        if (!(node instanceof YamlNode.Scalar(Place p, String t, Long number, String r, boolean c))) {
            return wrong(node, name + " must be a whole number, not " + shown(node), cure, problems);
        }
        if (number < min || number > max) {
            return wrong(node, name + " is " + number, cure, problems);
        }
        return Optional.of(number.intValue());
    }

    /** A duration such as {@code 6s}, {@code 500ms}, {@code 2m}, {@code 1h}, from {@code min} to {@code max}. */
    public static Optional<Duration> duration(
            YamlNode node, String name, Duration min, Duration max, Problems problems) {
        String cure = "give " + Durations.written(min) + " to " + Durations.written(max);
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNothing()) {
            return wrong(node, name + " must be a duration, not " + node.says(), cure, problems);
        }
        Optional<Duration> duration = Durations.parse(scalar.text());
        if (duration.isEmpty()) {
            String unit = scalar.value() instanceof Long ? "; seconds are written " + scalar.text() + "s" : "";
            String units = cure + ", with a unit of ms, s, m or h" + unit;
            return wrong(node, name + " must be a duration, not " + shown(node), units, problems);
        }
        if (duration.get().compareTo(min) < 0 || duration.get().compareTo(max) > 0) {
            return wrong(node, name + " is " + scalar.text(), cure, problems);
        }
        return duration;
    }

    /** {@code true} or {@code false}. */
    public static Optional<Boolean> bool(YamlNode node, String name, Problems problems) {
        if (node instanceof YamlNode.Scalar(Place p, String t, Boolean value, String r, boolean c)) {
            return Optional.of(value);
        }
        return wrong(node, name + " must be true or false, not " + shown(node), "write true or false", problems);
    }

    /** One of some words. */
    public static Optional<String> oneOf(YamlNode node, String name, Collection<String> words, Problems problems) {
        if (node instanceof YamlNode.Scalar scalar && !scalar.isNothing()) {
            return words.contains(scalar.text())
                    ? Optional.of(scalar.text())
                    : wrong(
                            node,
                            name + " is " + Problems.quoted(scalar.text()),
                            Nearest.cure(scalar.text(), words, "values"),
                            problems);
        }
        String cure = "give one of " + Nearest.listed(words);
        return wrong(node, name + " must be a word, not " + node.says(), cure, problems);
    }

    /** The items of a list, or the one value that stands in its place; none for nothing. */
    public static List<YamlNode> items(YamlNode node) {
        return switch (node) {
            case YamlNode.Sequence sequence -> sequence.items();
            case YamlNode.Scalar scalar when scalar.isNothing() -> List.of();
            default -> List.of(node);
        };
    }

    private static String shown(YamlNode node) {
        return node instanceof YamlNode.Scalar scalar && !scalar.isNothing()
                ? Problems.quoted(scalar.text())
                : node.says();
    }

    private static <T> Optional<T> wrong(YamlNode node, String what, String cure, Problems problems) {
        problems.add(node.place(), what, cure);
        return Optional.empty();
    }
}
