package io.gathergateway.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Nearest;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the scenarios of a flow. What is wrong goes to the problems, all at once: use what was read only when there are
 * none. Confined to one reading.
 */
public final class ScenarioReader {
    private static final String CALLER = "+13125550101";
    private static final String OURS = "+13125550100";

    /** A Wednesday at noon in Chicago. */
    private static final Instant USUAL = Instant.parse("2026-01-07T18:00:00Z");

    private static final Duration LONGEST = Duration.ofHours(4);

    private final Problems problems;

    private ScenarioReader(Problems problems) {
        this.problems = problems;
    }

    /** The scenarios in the order of the file, {@code file} being its name in messages. */
    public static List<Scenario> read(String file, String text, Problems problems) {
        ScenarioReader reader = new ScenarioReader(problems);
        return YamlReader.read(file, text, problems)
                .flatMap(node -> Fields.of(node, "the file", problems))
                .map(reader::scenarios)
                .orElse(List.of());
    }

    private List<Scenario> scenarios(Fields file) {
        List<Scenario> read = new ArrayList<>();
        if (!file.has("scenarios")) {
            file.missing("scenarios", "name: { does: […], expect: … }", "");
        }
        file.mapping("scenarios")
                .ifPresent(all -> all.keys()
                        .forEach(name -> all.mapping(name)
                                .ifPresentOrElse(
                                        fields -> read.add(scenario(name, all, fields)),
                                        () -> problems.add(
                                                all.place(name),
                                                "the scenario " + Problems.quoted(name) + " says nothing",
                                                "write its keys below it, indented"))));
        file.done();
        return List.copyOf(read);
    }

    private Scenario scenario(String name, Fields all, Fields fields) {
        Scenario scenario = new Scenario(
                name,
                all.place(name),
                start(fields),
                fields.mappings("does", line -> new LineReader(line, problems).read()).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                fields.mapping("others").map(this::others).orElse(Map.of()),
                queue(fields),
                fields.mappings("backend", reply -> new OutsideReader(problems).reply(reply)).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                fields.mappings("faults", fault -> new OutsideReader(problems).fault(fault)).stream()
                        .flatMap(Optional::stream)
                        .toList(),
                fields.mapping("expect")
                        .map(expect -> new ExpectReader(expect, problems).read())
                        .orElse(Scenario.Expect.NOTHING));
        fields.done();
        return scenario;
    }

    private Start start(Fields fields) {
        Optional<Fields> place = fields.mapping("place");
        Optional<Fields> call = fields.mapping("call");
        if (place.isPresent() && call.isPresent()) {
            problems.add(fields.place("place"), "a scenario is a call or a placed call, not both", "leave one out");
        }
        return place.map(this::placed)
                .or(() -> call.map(this::incoming))
                .orElse(new Start.Incoming(CALLER, OURS, USUAL));
    }

    private Start incoming(Fields call) {
        Start start = new Start.Incoming(call.text("from", CALLER), call.text("to", OURS), at(call));
        call.done();
        return start;
    }

    private Start placed(Fields place) {
        Map<String, Said<JsonNode>> with = new LinkedHashMap<>();
        place.mapping("with")
                .ifPresent(values -> values.keys()
                        .forEach(key -> values.node(key)
                                .ifPresent(node -> with.put(key, new Said<>(values.place(key), Json.of(node))))));
        Start start = new Start.Placed(
                place.text("from", OURS),
                place.text("to", CALLER),
                at(place),
                new Said<>(place.has("with") ? place.place("with") : place.place(), with),
                place.text("answered_by", "human"));
        place.done();
        return start;
    }

    private Instant at(Fields fields) {
        String text = fields.text("at", "");
        try {
            return text.isEmpty() ? USUAL : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            problems.add(
                    fields.place("at"),
                    "at is " + Problems.quoted(text) + ", which is no moment",
                    "write it as \"2026-11-24T10:00:00-06:00\"");
            return USUAL;
        }
    }

    private Map<String, Said<OtherSide>> others(Fields fields) {
        Map<String, Said<OtherSide>> others = new LinkedHashMap<>();
        fields.keys()
                .forEach(number -> others.put(
                        number,
                        new Said<>(fields.place(number), fields.choice(number, OtherSide.class, OtherSide.ANSWERS))));
        fields.done();
        return others;
    }

    private @Nullable Long queue(Fields fields) {
        Optional<YamlNode> node = fields.node("queue");
        if (node.isEmpty()
                || (node.get() instanceof YamlNode.Scalar word && word.text().equals("never"))) {
            return null;
        }
        if (!(node.get() instanceof YamlNode.Mapping)) {
            problems.add(fields.place("queue"), "queue is " + node.get().says(), "write never or { taken: 20s }");
            return null;
        }
        Fields queue = fields.mapping("queue").orElseThrow();
        long taken = queue.duration("taken", Duration.ZERO, LONGEST).toMillis();
        queue.done();
        return taken;
    }

    /** The one key of these that a mapping has; reported where it has none or several. */
    static Optional<String> one(Fields fields, String what, List<String> keys, Problems problems) {
        List<String> there = keys.stream().filter(fields::has).toList();
        if (there.size() == 1) {
            return Optional.of(there.getFirst());
        }
        List<String> unknown =
                fields.keys().stream().filter(key -> !keys.contains(key)).toList();
        problems.add(
                unknown.isEmpty() ? fields.place() : fields.place(unknown.getFirst()),
                what + " is one thing, not " + (there.isEmpty() ? shown(unknown) : String.join(" and ", there)),
                unknown.isEmpty() || !there.isEmpty()
                        ? "give one of " + String.join(", ", keys)
                        : Nearest.cure(unknown.getFirst(), keys, "keys"));
        fields.known(fields.keys());
        return Optional.empty();
    }

    private static String shown(List<String> unknown) {
        return unknown.isEmpty() ? "nothing" : Problems.quoted(unknown.getFirst());
    }
}
