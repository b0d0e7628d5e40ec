package io.gathergateway.cli;

import io.gathergateway.flow.FlowSchema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code flow schema}: the flow language for an editor. */
@Command(
        name = "schema",
        description = "Print a JSON Schema of flow files, for completion and checks in an editor.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Keep it in a file, and name that in the first line of a flow:",
            "  # yaml-language-server: $schema=flow.schema.json"
        })
final class FlowSchemaCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(FlowSchema.schema().toPrettyString());
        return 0;
    }
}
