package io.gathergateway.cli;

import io.gathergateway.ops.Logging;
import org.slf4j.event.Level;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line. */
@Command(
        name = "gather-gateway",
        description = "The gateway between a contact centre's backend and Telnyx Call Control.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ServeCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            FlowCommand.class,
            DeadCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footer = {
            "",
            "Exit status: 0 done as asked, 1 not as expected or failed, 2 wrong arguments, configuration or flow.",
        })
public final class Main {
    /** Not as expected, or failed. */
    static final int FAILED = 1;

    /** Wrong arguments, configuration or flow; nothing was started. */
    static final int WRONG_INPUT = 2;

    private Main() {}

    public static void main(String[] args) {
        // Serve speaks as its configuration says; the others tell what is asked, and what is wrong.
        Logging.start(false, Level.WARN);
        int status = run(args);
        Logging.stop();
        System.exit(status);
    }

    static int run(String... args) {
        CommandLine line = line();
        if (args.length == 0) {
            line.usage(line.getErr());
            return WRONG_INPUT;
        }
        return line.execute(args);
    }

    static CommandLine line() {
        return new CommandLine(new Main())
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler((failed, line, parsed) -> {
                    // Such as a port that is taken: a line for people, not a stack.
                    line.getErr()
                            .println(
                                    failed instanceof Gateway.CannotStart
                                            ? failed.getMessage()
                                            : failed.getClass().getSimpleName() + ": " + failed.getMessage());
                    return FAILED;
                });
    }
}
