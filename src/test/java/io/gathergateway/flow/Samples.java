package io.gathergateway.flow;

import io.gathergateway.yaml.Problem;
import java.util.List;

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
        return switch (FlowReader.read("f.yaml", text)) {
            case FlowReading.Loaded(FlowSet set) -> set;
            case FlowReading.Refused(var problems) -> throw new AssertionError(problems.render());
        };
    }
}
