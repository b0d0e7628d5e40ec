package io.gathergateway.cli;

import io.gathergateway.callout.Target;
import io.gathergateway.config.GatewayConfig;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import io.gathergateway.yaml.YamlReader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether flows may ask what they ask: each host and each secret they name stands in the configuration. */
final class CalloutCheck {
    private static final Pattern SECRET = Pattern.compile("\\$\\{\\s*secret\\.([A-Za-z0-9_]+)\\s*}");

    private final GatewayConfig.Callouts callouts;
    private final Problems problems = new Problems();

    private CalloutCheck(GatewayConfig.Callouts callouts) {
        this.callouts = callouts;
    }

    /**
     * What is missing; each with the place of the step, and the line for the configuration.
     *
     * @param file the entry of the set
     */
    static Problems of(FlowSet flows, Path file, GatewayConfig.Callouts callouts) {
        CalloutCheck check = new CalloutCheck(callouts);
        Path folder = Objects.requireNonNullElse(file.getParent(), Path.of(""));
        for (Flow flow : flows.flows().values()) {
            for (Step step : flow.steps().values()) {
                if (step instanceof Step.Http http) {
                    check.step(
                            place(flows, folder, flow, step), "step " + http.name() + " of flow " + flow.name(), http);
                }
            }
        }
        return check.problems;
    }

    /** Where the step is written; the files are read once more for it, since they are known to be sound. */
    private static Place place(FlowSet flows, Path folder, Flow flow, Step step) {
        for (Map.Entry<String, String> file : flows.files().entrySet()) {
            String path = folder.resolve(file.getKey()).toString();
            Optional<YamlNode.Mapping> top = YamlReader.read(path, file.getValue(), new Problems())
                    .filter(YamlNode.Mapping.class::isInstance)
                    .map(YamlNode.Mapping.class::cast);
            boolean here = top.map(mapping -> mapping.entries().get("flow"))
                    .filter(entry -> entry.value() instanceof YamlNode.Scalar name
                            && name.text().equals(flow.name()))
                    .isPresent();
            if (here) {
                return top.map(mapping -> mapping.entries().get("steps"))
                        .map(steps -> steps.value() instanceof YamlNode.Mapping all
                                ? all.entries().get(step.name())
                                : null)
                        .map(YamlNode.Entry::place)
                        .orElse(Place.of(path));
            }
        }
        return Place.of(folder.resolve(flows.entry()).toString());
    }

    private void step(Place place, String step, Step.Http http) {
        // Scheme, host and port are constant: the flow's check sees to it.
        String constant = http.url().source().split("\\$\\{", 2)[0];
        Optional<String> host = Target.of(constant).map(Target::host);
        if (host.isEmpty()) {
            problems.add(
                    place,
                    step + " asks no host that can be told from its address",
                    "begin the address with a constant https://<host>/");
        } else if (!callouts.hosts().containsKey(host.get())) {
            problems.add(
                    place,
                    step + " asks " + host.get() + ", which the configuration does not allow",
                    "add to it: callouts: { hosts: { \"" + host.get() + "\": {} } }");
        }
        http.secrets().values().stream()
                .flatMap(text -> SECRET.matcher(text).results())
                .map(found -> found.group(1))
                .distinct()
                .filter(name -> !callouts.secrets().containsKey(name))
                .forEach(name -> problems.add(
                        place,
                        step + " needs secret " + name + ", which the configuration does not have",
                        "add to it: callouts: { secrets: { " + name + ": <file> } }"));
    }
}
