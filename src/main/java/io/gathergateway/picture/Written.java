package io.gathergateway.picture;

import io.gathergateway.flow.Flow;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.util.Map;
import java.util.Optional;

/**
 * Which ways a file writes at the step itself. The flow does not tell: in it the inherited ways are merged. A flow whose
 * file is not there wrote them all.
 */
final class Written {
    private final Optional<YamlNode> steps;

    private Written(Optional<YamlNode> steps) {
        this.steps = steps;
    }

    /**
     * Finds the flow's file.
     *
     * @param files the texts of the set, by path
     */
    static Written of(Flow flow, Map<String, String> files) {
        return new Written(files.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(file -> YamlReader.read(file.getKey(), file.getValue(), new Problems()).stream())
                .filter(root -> text(child(root, "flow")).equals(flow.name()))
                .findFirst()
                .flatMap(root -> child(root, "steps")));
    }

    boolean outcome(String step, String outcome) {
        return steps.isEmpty() || at(step).flatMap(body -> child(body, outcome)).isPresent();
    }

    boolean key(String step, String key) {
        return steps.isEmpty()
                || at(step).flatMap(body -> child(body, "keys"))
                        .flatMap(keys -> child(keys, key))
                        .isPresent();
    }

    /** Whether it is written as audio rather than as speech. */
    boolean play(String step) {
        return at(step).flatMap(body -> child(body, "play")).isPresent();
    }

    private Optional<YamlNode> at(String step) {
        return steps.flatMap(all -> child(all, step));
    }

    private static Optional<YamlNode> child(YamlNode node, String key) {
        return node instanceof YamlNode.Mapping mapping
                ? Optional.ofNullable(mapping.entries().get(key)).map(YamlNode.Entry::value)
                : Optional.empty();
    }

    private static String text(Optional<YamlNode> node) {
        return node.map(found -> found instanceof YamlNode.Scalar scalar ? scalar.text() : "")
                .orElse("");
    }
}
