package io.gathergateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.GrammarPage;
import io.gathergateway.scenario.ScenarioPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flow}: what can be done with flow files without a call. */
@Command(
        name = "flow",
        description = "Check, test, draw and publish call flows, and show the language they are written in.",
        mixinStandardHelpOptions = true,
        subcommands = {
            FlowCommand.Check.class,
            FlowCommand.Language.class,
            FlowGraphCommand.class,
            FlowSchemaCommand.class,
            FlowTestCommand.class,
            FlowPublishCommand.class,
            FlowLiveCommand.class,
            FlowRollbackCommand.class,
            FlowRecordCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class FlowCommand {
    private FlowCommand() {}

    /** {@code flow check}. */
    @Command(
            name = "check",
            description = "Find every mistake in flow files: where, what, and the cure.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit status: 0 no mistakes, 2 some."})
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(paramLabel = "FILE", arity = "1..*", description = "Flow files, or folders of them.")
        private List<Path> files = List.of();

        @Option(names = "--json", description = "Write the findings as a JSON array.")
        private boolean json;

        @Override
        public Integer call() {
            PrintWriter out = spec.commandLine().getOut();
            ArrayNode findings = JsonNodeFactory.instance.arrayNode();
            for (Path file : FlowPaths.flows(files, spec)) {
                switch (FlowFile.read(file)) {
                    case FlowReading.Loaded loaded -> {
                        if (!json) {
                            out.println(file + ": no mistakes; " + describe(loaded.set()));
                        }
                    }
                    case FlowReading.Refused refused -> {
                        findings.addAll(refused.problems().toJson());
                        if (!json) {
                            out.println(refused.problems().render());
                        }
                    }
                }
            }
            if (json) {
                out.println(findings.toPrettyString());
            }
            return findings.isEmpty() ? 0 : Main.WRONG_INPUT;
        }

        private static String describe(FlowSet set) {
            int steps = set.flows().values().stream()
                    .mapToInt(flow -> flow.steps().size())
                    .sum();
            return "flow " + String.join(", ", set.flows().keySet()) + ", " + steps + " steps, revision "
                    + set.revision();
        }
    }

    /** {@code flow grammar}. */
    @Command(
            name = "grammar",
            description =
                    "Show every key of a flow file, or of a file of scenarios, with what it takes and its default.",
            mixinStandardHelpOptions = true)
    static final class Language implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Option(names = "--scenarios", description = "Of the scenarios that flow test plays.")
        private boolean scenarios;

        @Override
        public Integer call() {
            spec.commandLine().getOut().println(scenarios ? ScenarioPage.text() : GrammarPage.text());
            return 0;
        }
    }
}
