package io.gathergateway.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads one line of {@code does}. Confined to one reading. */
final class LineReader {
    private static final List<String> KEYS =
            List.of("hears", "press", "silent", "answer", "wait", "event", "assistant_ends", "hang_up");
    private static final Duration LONGEST = Duration.ofHours(4);

    private final Fields fields;
    private final Problems problems;

    LineReader(Fields fields, Problems problems) {
        this.fields = fields;
        this.problems = problems;
    }

    Optional<Said<Line>> read() {
        Optional<Said<Line>> said = ScenarioReader.one(fields, "a line of does", KEYS, problems)
                .flatMap(key -> line(key).map(line -> new Said<>(fields.place(key), line)));
        fields.done();
        return said;
    }

    private Optional<Line> line(String key) {
        return switch (key) {
            case "hears" -> Optional.of(new Line.Hears(fields.text(key)));
            case "press" -> press();
            case "silent" -> wanted(key, new Line.Silent());
            case "answer" ->
                fields.mapping(key)
                        .map(same ->
                                new Line.Answer(fields.node(key).map(Json::of).orElseThrow()));
            case "wait" ->
                Optional.of(new Line.Wait(
                        fields.duration(key, Duration.ZERO, LONGEST).toMillis()));
            case "event" -> fields.mapping(key).map(this::event);
            case "assistant_ends" -> wanted(key, new Line.AssistantEnds());
            default -> wanted(key, new Line.HangUp());
        };
    }

    private Line event(Fields event) {
        JsonNode data = event.node("data").map(Json::of).orElse(null);
        Line line = new Line.Event(event.text("name"), data);
        event.done();
        return line;
    }

    private Optional<Line> press() {
        String keys = fields.text("press");
        if (keys.matches("[0-9*#]+")) {
            return Optional.of(new Line.Press(keys));
        }
        problems.add(
                fields.place("press"),
                "these are not keys: " + Problems.quoted(keys),
                "use 0 to 9, * and #, in quotes");
        return Optional.empty();
    }

    private Optional<Line> wanted(String key, Line line) {
        if (!fields.bool(key, true)) {
            problems.add(fields.place(key), key + " can only be true", "leave the line out");
        }
        return Optional.of(line);
    }
}
