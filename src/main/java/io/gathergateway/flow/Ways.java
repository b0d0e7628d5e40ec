package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A mapping from some words to steps, in the order of the file; without words, from names. */
record Ways(String says, String sample, List<String> words) implements Shape<Map<String, WayRef>> {
    /** From the keys of a telephone. */
    static Ways ofKeys() {
        return new Ways(
                "a mapping from a key, one of 0-9 * #, to a step",
                "{ \"1\": <step> }",
                List.of("0123456789*#".split("")));
    }

    @Override
    public Optional<Map<String, WayRef>> read(YamlNode node, String name, Problems problems) {
        Optional<Fields> fields = Fields.of(node, name, problems);
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        Map<String, WayRef> ways = new LinkedHashMap<>();
        fields.get().known(words);
        for (String word : fields.get().keys()) {
            if (words.isEmpty() ? name(fields.get(), word, problems) : words.contains(word)) {
                fields.get().known(List.of(word));
                read(fields.get(), word, name, problems).ifPresent(way -> ways.put(word, way));
            }
        }
        fields.get().done(cures(fields.get()));
        if (fields.get().keys().isEmpty()) {
            problems.add(node.place(), name + " is empty", "add at least one, as in " + sample);
        }
        return Optional.of(ways);
    }

    /** What to say of several keys of the telephone in the place of one. */
    private Map<String, String> cures(Fields fields) {
        return fields.keys().stream()
                .filter(word -> words.contains("#") && word.length() > 1 && word.matches("[0-9*#]+"))
                .collect(Collectors.toMap(word -> word, word -> "name one key; several keys are asked by gather"));
    }

    private static boolean name(Fields fields, String word, Problems problems) {
        if (Grammar.isName(word)) {
            return true;
        }
        fields.known(List.of(word));
        problems.add(fields.place(word), Problems.quoted(word) + " is no name", Grammar.nameCure());
        return false;
    }

    private static Optional<WayRef> read(Fields fields, String word, String name, Problems problems) {
        Optional<YamlNode> value = fields.node(word);
        if (value.isEmpty()) {
            problems.add(fields.place(word), name + " " + word + " leads nowhere", "name a step after the colon");
        }
        return value.flatMap(node -> new Shape.Way().read(node, name + " " + word, problems));
    }
}
