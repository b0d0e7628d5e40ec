package io.gathergateway.flow;

import io.gathergateway.yaml.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A small flow with a step of every kind and no fault, to put faults into. */
final class Samples {
    static final String FLOW = """
            flow: desk
            start: welcome
            on: { failed: sorry }
            steps:
              welcome:
                menu: { prompt: "Press 1.", timeout: 6s, tries: 3 }
                keys: { "1": details, "0": operator }
                no_input: "Please press 1."
                exhausted: operator
              details:
                gather_ai:
                  greeting: Hello.
                  parameters:
                    name: { type: string, description: The name }
                    age: { type: integer, description: The age }
                    vip: { type: boolean, optional: true }
                into: request
                next: route
                invalid: operator
              route:
                choose:
                  - { when: 'request.name == "Ada"', go: thanks }
                  - { go: operator }
              thanks:
                say: Thank you ${request.name}.
                next: bye
              operator:
                transfer: { to: "+13125550199", timeout: 30s }
                busy: sorry
                no_answer: sorry
              sorry:
                say: Sorry.
                next: bye
              bye: hangup
            """;

    private Samples() {}

    static List<Problem> problems(String text) {
        return switch (FlowReader.read("f.yaml", text)) {
            case FlowReading.Loaded loaded -> List.of();
            case FlowReading.Refused(var problems) -> problems.list();
        };
    }

    /** The one flow of a text. */
    static Flow flow(String text) {
        return flows(text).flows().values().iterator().next();
    }

    static FlowSet flows(String text) {
        return loaded(FlowReader.read("f.yaml", text));
    }

    /** A set of several files. */
    static FlowSet set(String entry, Map<String, String> files) {
        return loaded(FlowReader.read("", entry, FlowFiles.of(files)));
    }

    /** What is wrong with several files. */
    static List<Problem> problems(String entry, Map<String, String> files) {
        return switch (FlowReader.read("", entry, FlowFiles.of(files))) {
            case FlowReading.Loaded loaded -> List.of();
            case FlowReading.Refused(var problems) -> problems.list();
        };
    }

    private static FlowSet loaded(FlowReading reading) {
        return switch (reading) {
            case FlowReading.Loaded(FlowSet set) -> set;
            case FlowReading.Refused(var problems) -> throw new AssertionError(problems.render());
        };
    }

    static String resource(String name) {
        try (InputStream file = Samples.class.getResourceAsStream("/flow/" + name)) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
