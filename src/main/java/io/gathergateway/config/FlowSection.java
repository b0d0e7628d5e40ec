package io.gathergateway.config;

import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Flows;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.yaml.Fields;
import io.gathergateway.yaml.Problems;
import io.gathergateway.yaml.YamlNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what calls are answered with. Confined to one reading. */
final class FlowSection {
    /** What the fallback says where the configuration does not. */
    static final String SORRY = "We are sorry, something went wrong. Please call again later.";

    private static final String DEFAULT_FLOW = "flows/front-desk.yaml";
    private static final int MOST_SAID = 1_000;
    private static final Pattern DESTINATION =
            Pattern.compile("\\+[1-9][0-9]{6,14}|sips?:[^\\s@${}]{1,100}@[^\\s@${}]{1,150}");

    private final Sources sources;
    private final Path folder;
    private final Problems problems;

    FlowSection(Sources sources, Path folder, Problems problems) {
        this.sources = sources;
        this.folder = folder;
        this.problems = problems;
    }

    Flows read(Fields fields) {
        Flows flows = new Flows(
                sources.path(fields, "file").orElse(folder.resolve(DEFAULT_FLOW)),
                fields.choice("follow", Follow.class, Follow.FILE),
                fallback(fields));
        fields.done();
        return flows;
    }

    private Fallback fallback(Fields fields) {
        Fields said = fields.mapping("fallback")
                .or(() -> Fields.of(new YamlNode.Mapping(fields.place("fallback"), Map.of()), "fallback", problems))
                .orElseThrow();
        Fallback fallback = new Fallback(say(said), said.optionalText("voice").orElse(null), destination(said));
        said.done();
        return fallback;
    }

    private String say(Fields fields) {
        String say = fields.text("say", SORRY);
        if (say.contains("${") || say.length() > MOST_SAID) {
            problems.add(
                    fields.place("say"),
                    "say is not a plain text of at most " + MOST_SAID + " characters",
                    "write what every caller can be told; nothing is known of the call here, so no ${…}");
        }
        return say;
    }

    private @Nullable String destination(Fields fields) {
        String to = fields.optionalText("transfer_to").orElse(null);
        if (to != null && !DESTINATION.matcher(to).matches()) {
            problems.add(
                    fields.place("transfer_to"),
                    "transfer_to is neither a number nor a SIP address",
                    "give a number with + and country, in quotes: \"+13125550141\", or sip:desk@example.com");
        }
        return to;
    }
}
