package io.gathergateway.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.Schemas;
import io.gathergateway.flow.Variable;
import io.gathergateway.scenario.Said;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.scenario.Upsets;
import io.gathergateway.yaml.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a scenario says of the world around the call and what never came to pass: whoever reads it would believe it did. */
final class Unproven {
    private final List<Deviation> found = new ArrayList<>();

    private Unproven() {}

    static List<Deviation> of(
            Flow main, Scenario scenario, Upsets upsets, Backend backend, Switchboard telnyx, Desk desk) {
        Unproven unproven = new Unproven();
        if (scenario.start() instanceof Start.Placed placed) {
            unproven.arguments(main, placed.arguments());
        }
        upsets.unused().forEach(fault -> unproven.add(fault.place(), "this fault never came to pass"));
        backend.unused()
                .forEach(reply -> unproven.add(
                        reply.place(), "the backend was never asked " + reply.method() + " " + reply.url()));
        scenario.called().forEach((number, does) -> {
            if (!telnyx.called(number)) {
                unproven.add(does.place(), number + " was never called");
            }
        });
        desk.unawaited()
                .forEach(event -> unproven.add(
                        event.place(),
                        "nothing waited for the event " + event.value().name()));
        return unproven.found;
    }

    /** The same that is refused when a call is placed in life. */
    private void arguments(Flow flow, Said<Map<String, Said<JsonNode>>> with) {
        with.value().forEach((name, given) -> {
            Variable variable = flow.takes().contains(name) ? flow.variables().get(name) : null;
            if (variable == null) {
                add(
                        given.place(),
                        "the flow does not take " + name + "; it takes "
                                + (flow.takes().isEmpty() ? "nothing" : String.join(", ", flow.takes())));
            } else {
                Schemas.fits(variable.schema(), given.value())
                        .ifPresent(wrong -> add(given.place(), "the argument " + name + " " + wrong));
            }
        });
        for (String name : flow.takes()) {
            Variable variable = flow.variables().get(name);
            if (!with.value().containsKey(name) && variable != null && variable.initial() == null) {
                add(with.place(), "the argument " + name + " is missing: the flow takes it");
            }
        }
    }

    private void add(Place place, String what) {
        found.add(new Deviation(place, what));
    }
}
