package io.gathergateway.config;

import io.gathergateway.yaml.Problems;

/** What reading the configuration gave. */
public sealed interface ConfigReading {
    record Loaded(GatewayConfig config) implements ConfigReading {}

    /** Every mistake found, each with its place and its cure, none with a secret in it. */
    record Refused(Problems problems) implements ConfigReading {}
}
