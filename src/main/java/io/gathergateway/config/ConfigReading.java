package io.gathergateway.config;

import io.gathergateway.yaml.Problems;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What reading the configuration gave. */
public sealed interface ConfigReading {
    record Loaded(GatewayConfig config) implements ConfigReading {}

    /**
     * Every mistake found, each with its place and its cure, none with a secret in it.
     *
     * @param flows the file that calls would be answered with, so that its mistakes can be told too; null where even
     *     that is not known
     */
    record Refused(Problems problems, @Nullable Path flows) implements ConfigReading {}
}
