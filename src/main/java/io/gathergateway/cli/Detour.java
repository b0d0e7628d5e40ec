package io.gathergateway.cli;

import io.gathergateway.config.GatewayConfig;
import io.gathergateway.config.Secret;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowFiles;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Leads the questions of flows to a backend on this machine instead of the customer's: the same flows, but for the
 * beginning of the addresses that they ask. {@code https://crm.example.com/a} becomes {@code
 * http://127.0.0.1:1234/https/crm.example.com/a}, so that the backend still sees whom it stands in for.
 */
final class Detour {
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([A-Za-z0-9.-]+(?::[0-9]+)?)");
    private static final Pattern SECRET = Pattern.compile("\\$\\{\\s*secret\\.([A-Za-z0-9_]+)\\s*}");
    private static final int IN_FLIGHT = 256;

    private Detour() {}

    /** The flows with their questions led to {@code backend}. */
    static FlowSet of(FlowSet flows, URI backend) {
        Set<String> origins = new TreeSet<>();
        for (Flow flow : flows.flows().values()) {
            flow.steps().values().stream()
                    .filter(Step.Http.class::isInstance)
                    .map(step -> ORIGIN.matcher(((Step.Http) step).url().source()))
                    .filter(Matcher::lookingAt)
                    .forEach(origin -> origins.add(origin.group()));
        }
        Map<String, String> files = new TreeMap<>();
        flows.files().forEach((path, text) -> {
            String led = text;
            for (String origin : origins) {
                led = led.replace(origin, backend + "/" + origin.replace("://", "/"));
            }
            files.put(path, led);
        });
        return switch (FlowReader.read("", flows.entry(), FlowFiles.of(files))) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new IllegalStateException("another address made a flow wrong: "
                        + refused.problems().render());
        };
    }

    /** What the gateway must be told to take the detour. */
    static GatewayConfig.Callouts callouts(FlowSet flows, URI backend) {
        Map<String, Secret> secrets = new LinkedHashMap<>();
        flows.flows().values().stream()
                .flatMap(flow -> flow.steps().values().stream())
                .filter(Step.Http.class::isInstance)
                .flatMap(step -> ((Step.Http) step).secrets().values().stream())
                .flatMap(text -> SECRET.matcher(text).results())
                .forEach(found -> secrets.put(found.group(1), new Secret("a-secret-for-nobody")));
        return new GatewayConfig.Callouts(
                Map.of(backend.getAuthority(), new GatewayConfig.CalloutHost(IN_FLIGHT, null)), secrets);
    }
}
