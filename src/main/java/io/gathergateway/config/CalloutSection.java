package io.gathergateway.config;

import io.gathergateway.config.GatewayConfig.CalloutHost;
import io.gathergateway.config.GatewayConfig.Callouts;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads who may be asked in mid-call, and with which secrets. Confined to one reading. */
final class CalloutSection {
    private static final String VARIABLE = "CALLOUT_SECRET_";
    private static final int MOST_IN_FLIGHT = 10_000;
    private static final int USUAL_IN_FLIGHT = 64;
    private static final Pattern HOST =
            Pattern.compile("([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\\[[0-9a-f:.]+])(:[1-9][0-9]{0,4})?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final Sources sources;
    private final Problems problems;

    CalloutSection(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Callouts read(Fields fields) {
        Map<String, CalloutHost> hosts = new LinkedHashMap<>();
        fields.mapping("hosts").ifPresent(listed -> listed.keys().forEach(name -> host(listed, name, hosts)));
        Map<String, Secret> secrets = new LinkedHashMap<>();
        fields.mapping("secrets").ifPresent(listed -> listed.keys().forEach(name -> secret(listed, name, secrets)));
        fields.done();
        return new Callouts(Map.copyOf(hosts), Map.copyOf(secrets));
    }

    private void host(Fields hosts, String name, Map<String, CalloutHost> into) {
        if (!HOST.matcher(name).matches()) {
            problems.add(
                    hosts.place(name),
                    Problems.quoted(name) + " is no host",
                    "give a name or address in lower case, with a port where it is not https on 443:"
                            + " crm.example.com, 10.0.0.7:8080, \"[::1]:8080\"; for http on 80 say so: crm:80");
        } else if (name.endsWith(":443")) {
            problems.add(
                    hosts.place(name),
                    name + " names https's own port",
                    "leave the port out: " + name.replace(":443", ""));
        }
        // A host with nothing said of it is one with every key left out.
        YamlNode said = hosts.node(name).orElseGet(() -> new YamlNode.Mapping(hosts.place(name), Map.of()));
        Fields.of(said, name, problems).ifPresent(fields -> {
            into.put(
                    name,
                    new CalloutHost(
                            fields.integer("in_flight", 1, MOST_IN_FLIGHT, USUAL_IN_FLIGHT),
                            sources.certificates(fields, "ca_file").orElse(null)));
            fields.done();
        });
    }

    private void secret(Fields secrets, String name, Map<String, Secret> into) {
        Place place = secrets.place(name);
        if (!NAME.matcher(name).matches()) {
            problems.add(
                    place,
                    Problems.quoted(name) + " is no name of a secret",
                    "use letters, digits and _, as in ${secret.crm}");
            return;
        }
        Optional<Sourced> found = sources.text(VARIABLE + name.toUpperCase(Locale.ROOT), secrets, name);
        found.ifPresent(secret -> {
            boolean fits = secret.value().chars().allMatch(c -> c >= ' ' && c < 0x7f);
            if (!fits) {
                problems.add(
                        secret.place(),
                        secret.name() + " holds what cannot stand in a header",
                        "give one line of visible ASCII");
            }
            into.put(name, new Secret(secret.value()));
        });
    }
}
