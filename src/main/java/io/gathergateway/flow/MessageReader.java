package io.gathergateway.flow;

import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.Values;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what an assistant is told; Telnyx's messages have a role and a content. */
final class MessageReader {
    private static final List<String> ROLES = List.of("system", "user", "assistant", "developer", "tool");
    private static final int MAX_TEXT = 10_000;
    private static final String SAMPLE = "[ { role: system, content: \"…\" } ]";

    /** Gives the list of messages, a text being one of the system's. */
    static final Shape<YamlNode> SHAPE =
            new Shape.Special<>("text, or a list of { role, content }", "\"…\"", MessageReader::read);

    private MessageReader() {}

    private static Optional<YamlNode> read(YamlNode node, String name, Problems problems) {
        return switch (node) {
            case YamlNode.Scalar scalar ->
                new Shape.Text(MAX_TEXT, true).read(scalar, name, problems).map(MessageReader::system);
            case YamlNode.Sequence sequence -> {
                int before = problems.size();
                sequence.items().forEach(item -> message(item, problems));
                if (sequence.items().isEmpty()) {
                    problems.add(node.place(), name + " is empty", "write " + SAMPLE);
                }
                yield problems.size() == before ? Optional.of(node) : Optional.empty();
            }
            case YamlNode.Mapping mapping -> {
                problems.add(node.place(), name + " must be text or a list, not a mapping", "write " + SAMPLE);
                yield Optional.empty();
            }
        };
    }

    private static void message(YamlNode item, Problems problems) {
        Fields.of(item, "a message", problems).ifPresent(fields -> {
            fields.node("role")
                    .ifPresentOrElse(
                            node -> Values.oneOf(node, "role", ROLES, problems),
                            () -> fields.missing("role", "system", ""));
            if (!fields.has("content") && !fields.has("tool_calls")) {
                fields.missing("content", "text", "");
            }
            fields.node("content").ifPresent(node -> new Shape.Text(MAX_TEXT, true).read(node, "content", problems));
            fields.known(List.of("metadata", "tool_calls", "tool_call_id"));
            fields.done();
        });
    }

    private static YamlNode system(YamlNode.Scalar text) {
        Map<String, YamlNode.Entry> message = new LinkedHashMap<>();
        message.put("role", new YamlNode.Entry(word(text, "role"), word(text, "system")));
        message.put("content", new YamlNode.Entry(word(text, "content"), text));
        return new YamlNode.Sequence(text.place(), List.of(new YamlNode.Mapping(text.place(), message)));
    }

    private static YamlNode.Scalar word(YamlNode at, String word) {
        return new YamlNode.Scalar(at.place(), word, word, word);
    }
}
