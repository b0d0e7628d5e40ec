package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.simulator.CallerScript.EndedBy;
import io.gathergateway.simulator.CallerScript.Expect;
import io.gathergateway.simulator.CallerScript.FarSide;
import io.gathergateway.simulator.CallerScript.Line;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads scripted callers; their grammar stands at the top of {@code conf/callers/demo.yaml}. What is wrong goes to the
 * problems, all at once: use what was read only when there are none. Confined to one reading.
 */
public final class CallerScriptReader {
    private static final List<String> ACTIONS = List.of("wait", "press", "silent", "answer", "hang_up");
    private static final Duration LONGEST = Duration.ofHours(1);

    private final Problems problems;

    private CallerScriptReader(Problems problems) {
        this.problems = problems;
    }

    /** The callers in the order of the file, {@code file} being its name in messages. */
    public static List<CallerScript> read(String file, String text, Problems problems) {
        CallerScriptReader reader = new CallerScriptReader(problems);
        return YamlReader.read(file, text, problems)
                .flatMap(node -> Fields.of(node, "the file", problems))
                .map(reader::callers)
                .orElse(List.of());
    }

    private List<CallerScript> callers(Fields file) {
        List<CallerScript> scripts = new ArrayList<>();
        Optional<Fields> callers = file.mapping("callers");
        if (!file.has("callers")) {
            file.missing("callers", "name: { from: …, does: … }", "");
        }
        callers.ifPresent(all ->
                all.keys().forEach(name -> all.mapping(name).ifPresent(caller -> scripts.add(caller(name, caller)))));
        file.done();
        return List.copyOf(scripts);
    }

    private CallerScript caller(String name, Fields fields) {
        CallerScript script = new CallerScript(
                name,
                fields.text("from"),
                fields.optionalText("to").orElse(null),
                fields.mappings("does", this::line).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                fields.choice("transfer", FarSide.class, FarSide.ANSWERS),
                fields.mapping("expect").map(this::expect).orElse(Expect.NOTHING));
        fields.done();
        return script;
    }

    private Optional<Line> line(Fields fields) {
        List<String> actions = ACTIONS.stream().filter(fields::has).toList();
        if (actions.size() != 1) {
            problems.add(
                    fields.place(),
                    "a line says one thing the caller does, not " + (actions.isEmpty() ? "none" : actions),
                    "give one of " + String.join(", ", ACTIONS));
        }
        Optional<Line> line = actions.isEmpty() ? Optional.empty() : line(actions.getFirst(), fields);
        fields.done();
        return line;
    }

    private Optional<Line> line(String action, Fields fields) {
        return switch (action) {
            case "wait" -> Optional.of(new Line.Wait(fields.duration("wait", Duration.ZERO, LONGEST)));
            case "press" -> press(fields);
            case "silent" -> wanted(fields, "silent", new Line.Silent());
            case "answer" -> fields.mapping("answer").map(ignored -> new Line.Tell(object(fields, "answer")));
            default ->
                wanted(
                        fields,
                        "hang_up",
                        new Line.HangUp(fields.duration("after", Duration.ZERO, LONGEST, Duration.ZERO)));
        };
    }

    private Optional<Line> press(Fields fields) {
        String keys = fields.text("press");
        if (!keys.matches("[0-9*#]+")) {
            problems.add(fields.place("press"), "these are not keys: " + Problems.quoted(keys), "use 0 to 9, * and #");
            return Optional.empty();
        }
        return Optional.of(new Line.Press(keys));
    }

    private Optional<Line> wanted(Fields fields, String key, Line line) {
        if (!fields.bool(key, true)) {
            problems.add(fields.place(key), key + " can only be true", "leave the line out");
        }
        return Optional.of(line);
    }

    private Expect expect(Fields fields) {
        EndedBy endedBy = fields.has("ended_by") ? fields.choice("ended_by", EndedBy.class, EndedBy.NOBODY) : null;
        List<String> commands = fields.has("commands") ? fields.texts("commands") : null;
        Expect expect = new Expect(
                endedBy, fields.optionalText("transferred_to").orElse(null), fields.texts("heard"), commands);
        fields.done();
        return expect;
    }

    private static ObjectNode object(Fields fields, String key) {
        return fields.node(key).map(CallerScriptReader::json).orElseThrow() instanceof ObjectNode object
                ? object
                : JsonNodeFactory.instance.objectNode();
    }

    private static JsonNode json(YamlNode node) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                ObjectNode object = make.objectNode();
                mapping.entries().forEach((key, entry) -> object.set(key, json(entry.value())));
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                ArrayNode array = make.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlNode.Scalar scalar ->
                switch (scalar.value()) {
                    case null -> make.nullNode();
                    case Boolean value -> make.booleanNode(value);
                    case Long value -> make.numberNode(value);
                    case Double value -> make.numberNode(value);
                    case Object other -> make.textNode(scalar.text());
                };
        };
    }
}
