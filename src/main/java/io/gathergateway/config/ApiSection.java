package io.gathergateway.config;

import io.gathergateway.config.GatewayConfig.Api;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import java.util.ArrayList;
import java.util.List;

/** Reads who may tell the gateway to place calls. Confined to one reading. */
final class ApiSection {
    private static final int SHORTEST = 16;
    private static final int MAX_PORT = 65_535;

    private final Sources sources;
    private final Problems problems;

    ApiSection(Sources sources, Problems problems) {
        this.sources = sources;
        this.problems = problems;
    }

    Api read(Fields fields) {
        String host = fields.text("host", "127.0.0.1");
        if (host.isBlank()) {
            problems.add(fields.place("host"), "host is empty", "give an address to listen on, such as 127.0.0.1");
        }
        Api api = new Api(
                host,
                fields.integer("port", 0, MAX_PORT, 8081),
                tokens(fields),
                fields.integer("in_flight", 1, 10_000, 100));
        fields.done();
        return api;
    }

    /** Several while one is replaced. */
    private List<Secret> tokens(Fields fields) {
        List<Secret> tokens = new ArrayList<>();
        for (Sourced token :
                sources.values("GATEWAY_API_TOKEN", fields, null, "token_file").orElse(List.of())) {
            boolean fits =
                    token.value().length() >= SHORTEST && token.value().chars().allMatch(c -> c > ' ' && c < 0x7f);
            if (!fits) {
                problems.add(
                        token.place(),
                        token.name() + " holds a token that is too easy to guess, or cannot stand in a header",
                        "take at least " + SHORTEST + " visible ASCII characters: openssl rand -hex 32");
            }
            tokens.add(new Secret(token.value()));
        }
        return List.copyOf(tokens);
    }
}
