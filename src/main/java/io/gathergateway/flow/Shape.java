package io.gathergateway.flow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.yaml.Durations;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a value in a flow file must look like. One record per shape, so that the grammar page and the reader agree. */
sealed interface Shape<T> {
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

    /** Text with {@code ${expressions}}, not blank. {@code max} counts characters. */
    record Prompt(int max) implements Shape<YamlNode.Scalar> {
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
            return scalar;
        }
    }

    /** One prompt, or a list of them for the first time, the second time … */
    record Prompts(Prompt each, int most) implements Shape<List<YamlNode.Scalar>> {
        @Override
        public String says() {
            return "text or a list of at most " + most + "; each " + each.says();
        }

        @Override
        public String sample() {
            return "[ \"…\", \"…\" ]";
        }

        @Override
        public Optional<List<YamlNode.Scalar>> read(YamlNode node, String name, Problems problems) {
            List<YamlNode> items = Values.items(node);
            if (items.size() > most) {
                problems.add(node.place(), name + " has " + items.size() + " prompts", "give at most " + most);
                return Optional.empty();
            }
            return Optional.of(items.stream()
                    .flatMap(item -> each.read(item, name, problems).stream())
                    .toList());
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
            return Durations.written(min);
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

    /** A mapping from some words to steps, in the order of the file. */
    record Ways(String says, String sample, List<String> words) implements Shape<Map<String, WayRef>> {
        @Override
        public Optional<Map<String, WayRef>> read(YamlNode node, String name, Problems problems) {
            Optional<Fields> fields = Fields.of(node, name, problems);
            if (fields.isEmpty()) {
                return Optional.empty();
            }
            Map<String, WayRef> ways = new LinkedHashMap<>();
            fields.get().known(words);
            for (String word : fields.get().keys()) {
                if (words.contains(word)) {
                    read(fields.get(), word, name, problems).ifPresent(way -> ways.put(word, way));
                }
            }
            fields.get().done();
            if (fields.get().keys().isEmpty()) {
                problems.add(node.place(), name + " is empty", "add at least one, as in " + sample);
            }
            return Optional.of(ways);
        }

        private static Optional<WayRef> read(Fields fields, String word, String name, Problems problems) {
            Optional<YamlNode> value = fields.node(word);
            if (value.isEmpty()) {
                problems.add(fields.place(word), name + " " + word + " leads nowhere", "name a step after the colon");
            }
            return value.flatMap(node -> new Way().read(node, name + " " + word, problems));
        }
    }

    /** The branches of a choose. */
    record Branches() implements Shape<List<BranchDraft>> {
        @Override
        public String says() {
            return "a list of { when: <condition>, go: <step> }, at last { go: <step> } for otherwise";
        }

        @Override
        public String sample() {
            return "[ { when: '…', go: <step> }, { go: <step> } ]";
        }

        @Override
        public Optional<List<BranchDraft>> read(YamlNode node, String name, Problems problems) {
            return BranchDraft.read(node, name, problems);
        }
    }

    /** What an AI gather asks for. */
    record Parameters() implements Shape<ObjectNode> {
        @Override
        public String says() {
            return "property: { type, description, optional }, or a JSON Schema with type: object";
        }

        @Override
        public String sample() {
            return "{ name: { type: string, description: \"The caller's name\" } }";
        }

        @Override
        public Optional<ObjectNode> read(YamlNode node, String name, Problems problems) {
            return ParameterSchema.read(node, problems);
        }
    }

    /**
     * A mapping with keys of its own.
     *
     * @param outside keys that belong beside this mapping and are sometimes written into it
     */
    record Group(String called, List<Key<?>> keys, List<Key<?>> outside) implements Shape<KeyValues> {
        @Override
        public String says() {
            return keys.isEmpty() ? "nothing" : "a mapping";
        }

        @Override
        public String sample() {
            return keys.stream()
                    .filter(Key::required)
                    .map(key -> key.name() + ": " + key.shape().sample())
                    .collect(Collectors.joining(", ", "{ ", " }"));
        }

        @Override
        public Optional<KeyValues> read(YamlNode node, String name, Problems problems) {
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
