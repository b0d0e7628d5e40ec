package io.gathergateway.flow;

import io.gathergateway.yaml.Durations;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a value in a flow file must look like: the grammar page and the reader take it from here. */
interface Shape<T> {
    /** In words, for the grammar page. */
    String says();

    /** How it may be written, for a cure. */
    String sample();

    /** The value, or nothing; then a problem says why. {@code name} is what a message calls it. */
    Optional<T> read(YamlNode node, String name, Problems problems);

    /** A word of a fixed form. */
    record Word(String says, String sample, Pattern form, String cure) implements Shape<String> {
        @Override
        public Optional<String> read(YamlNode node, String name, Problems problems) {
            Optional<String> text = Values.text(node, name, problems);
            if (text.isPresent() && !form.matcher(text.get()).matches()) {
                problems.add(node.place(), Problems.quoted(text.get()) + " is no " + says, cure);
                return Optional.empty();
            }
            return text;
        }
    }

    /** One of some words. */
    record OneOf(String sample, List<String> words) implements Shape<String> {
        @Override
        public String says() {
            return "one of " + String.join(", ", words);
        }

        @Override
        public Optional<String> read(YamlNode node, String name, Problems problems) {
            return Values.oneOf(node, name, words, problems);
        }
    }

    /**
     * Text with {@code ${expressions}}, not blank.
     *
     * @param max characters
     * @param prose whether somebody hears it: then a number sign in it is likelier than a comment behind it
     */
    record Text(int max, boolean prose) implements Shape<YamlNode.Scalar> {
        Text(int max) {
            this(max, false);
        }

        @Override
        public String says() {
            return "text, may hold ${…}, 1 to " + max + " characters";
        }

        @Override
        public String sample() {
            return "\"…\"";
        }

        @Override
        public Optional<YamlNode.Scalar> read(YamlNode node, String name, Problems problems) {
            Optional<YamlNode.Scalar> scalar = Values.scalarOfText(node, name, problems);
            if (scalar.isEmpty()) {
                return scalar;
            }
            String text = scalar.get().text();
            int length = text.codePointCount(0, text.length());
            if (text.isBlank() || length > max) {
                String what = name + (text.isBlank() ? " is empty" : " has " + length + " characters");
                problems.add(node.place(), what, "give 1 to " + max + " characters");
                return Optional.empty();
            }
            if (prose && scalar.get().remark()) {
                problems.add(
                        scalar.get().placeOf(text.length()),
                        "the text ends here: YAML takes the # behind it, and the rest of the line, for a comment",
                        "put the text into quotes; a comment may stand behind them");
            }
            return scalar;
        }
    }

    /** {@code true} or {@code false}. */
    record Flag() implements Shape<Boolean> {
        @Override
        public String says() {
            return "true or false";
        }

        @Override
        public String sample() {
            return "true";
        }

        @Override
        public Optional<Boolean> read(YamlNode node, String name, Problems problems) {
            return Values.bool(node, name, problems);
        }
    }

    /** Whatever a reader of its own takes. */
    record Special<T>(String says, String sample, Reader<T> reader) implements Shape<T> {
        interface Reader<T> {
            Optional<T> read(YamlNode node, String name, Problems problems);
        }

        @Override
        public Optional<T> read(YamlNode node, String name, Problems problems) {
            return reader.read(node, name, problems);
        }
    }

    /** A duration. */
    record Time(Duration min, Duration max) implements Shape<Duration> {
        @Override
        public String says() {
            return "duration, " + Durations.written(min) + " to " + Durations.written(max);
        }

        @Override
        public String sample() {
            return Durations.written(Stream.of(Duration.ofMinutes(5), Duration.ofSeconds(10))
                    .filter(time -> time.compareTo(min) >= 0 && time.compareTo(max) <= 0)
                    .findFirst()
                    .orElse(min));
        }

        @Override
        public Optional<Duration> read(YamlNode node, String name, Problems problems) {
            return Values.duration(node, name, min, max, problems);
        }
    }

    /** A whole number. */
    record Count(int min, int max) implements Shape<Integer> {
        @Override
        public String says() {
            return "whole number, " + min + " to " + max;
        }

        @Override
        public String sample() {
            return String.valueOf(max);
        }

        @Override
        public Optional<Integer> read(YamlNode node, String name, Problems problems) {
            return Values.integer(node, name, min, max, problems);
        }
    }

    /** A voice as Telnyx names it. */
    record Voice() implements Shape<String> {
        @Override
        public String says() {
            return "voice, " + Voices.FORM;
        }

        @Override
        public String sample() {
            return Voices.SAMPLE;
        }

        @Override
        public Optional<String> read(YamlNode node, String name, Problems problems) {
            return Values.text(node, name, problems).flatMap(voice -> Voices.check(voice, node.place(), problems));
        }
    }

    /** The name of a step. */
    record Way() implements Shape<WayRef> {
        @Override
        public String says() {
            return "the name of a step";
        }

        @Override
        public String sample() {
            return "<step>";
        }

        @Override
        public Optional<WayRef> read(YamlNode node, String name, Problems problems) {
            return Values.text(node, name, problems).map(target -> new WayRef(node.place(), target));
        }
    }

    /**
     * A mapping with keys of its own.
     *
     * @param brief the key whose value may stand alone in the mapping's place; null for none
     * @param outside keys that belong beside this mapping and are sometimes written into it
     */
    record Group(String called, List<Key<?>> keys, @Nullable Key<?> brief, List<Key<?>> outside)
            implements Shape<KeyValues> {
        Group(String called, List<Key<?>> keys) {
            this(called, keys, null, List.of());
        }

        @Override
        public String says() {
            return keys.isEmpty()
                    ? "nothing"
                    : "a mapping" + (brief == null ? "" : ", or its " + brief.name() + " alone");
        }

        @Override
        public String sample() {
            String needed = keys.stream()
                    .filter(Key::required)
                    .map(key -> key.name() + ": " + key.shape().sample())
                    .collect(Collectors.joining(", "));
            if (keys.containsAll(StepGrammar.METHODS)) {
                return "{ get: \"https://…\" }";
            }
            return needed.isEmpty() ? "{}" : "{ " + needed + " }";
        }

        @Override
        public Optional<KeyValues> read(YamlNode node, String name, Problems problems) {
            if (brief != null && !(node instanceof YamlNode.Mapping)) {
                return KeyValues.of(brief, node, called, problems);
            }
            if (!(node instanceof YamlNode.Mapping)) {
                problems.add(
                        node.place(),
                        called + " must be a mapping, not " + node.says(),
                        "write " + called + ": " + sample());
                return Optional.empty();
            }
            return Fields.of(node, called, problems).map(fields -> {
                KeyValues values = KeyValues.read(fields, keys, problems);
                fields.done(outside.stream()
                        .collect(Collectors.toMap(Key::name, key -> "write it beside " + called + ", not inside")));
                return values;
            });
        }
    }

    /** The steps of a flow. */
    record Steps() implements Shape<List<Draft>> {
        @Override
        public String says() {
            return "step name: { one kind and its ways on }";
        }

        @Override
        public String sample() {
            return "{ bye: hangup }";
        }

        @Override
        public Optional<List<Draft>> read(YamlNode node, String name, Problems problems) {
            return StepReader.read(node, problems);
        }
    }
}
