package io.gathergateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.cli.FlowTests.Result;
import io.gathergateway.rehearsal.Coverage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flow test}: plays the scenarios beside flow files, without a network and in virtual time. */
@Command(
        name = "test",
        description = "Play the scenarios in <flow>.test.yaml against the flow, in virtual time.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit status: 0 all passed, 1 a scenario failed or too little is covered, 2 a file has mistakes."
        })
final class FlowTestCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Flow files, the files of their scenarios, or folders of them.")
    private List<Path> files = List.of();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML too.")
    private @Nullable Path junit;

    @Option(
            names = "--coverage-min",
            paramLabel = "N",
            description = "Fail if of any flow less than N percent of its steps and ways are covered.")
    private int coverageMin;

    @Option(names = "--watch", description = "Play them again whenever a file that they read changes.")
    private boolean watch;

    @Option(names = "--json", description = "Write the results as a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        if (coverageMin < 0 || coverageMin > 100) {
            throw new ParameterException(spec.commandLine(), "--coverage-min takes 0 to 100, in percent");
        }
        List<Path> each = FlowPaths.scenarios(files, spec);
        if (watch) {
            watch(each);
            return 0;
        }
        return once(each);
    }

    private int once(List<Path> each) {
        PrintWriter out = spec.commandLine().getOut();
        List<Result> results = each.stream().map(FlowTests::run).toList();
        List<Result.Ran> runs = results.stream()
                .filter(Result.Ran.class::isInstance)
                .map(Result.Ran.class::cast)
                .toList();
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            results.forEach(result -> all.add(FlowTestReport.json(result)));
            out.println(all.toPrettyString());
        }
        for (Result result : results) {
            switch (result) {
                case Result.Refused wrong ->
                    spec.commandLine().getErr().println(wrong.problems().render());
                case Result.Ran ran -> {
                    if (!json) {
                        FlowTestReport.print(ran, out);
                    }
                }
            }
        }
        boolean written = written(results);
        out.flush();
        if (runs.size() < results.size()) {
            return Main.WRONG_INPUT;
        }
        // All are asked, so that each that is not good is told.
        boolean good = runs.stream().filter(this::good).count() == runs.size();
        return written && good ? 0 : Main.FAILED;
    }

    private boolean good(Result.Ran ran) {
        List<Coverage> below = ran.below(coverageMin);
        below.forEach(flow -> spec.commandLine()
                .getErr()
                .println(ran.flow() + ": of " + flow.flow() + " are covered " + flow.percent() + " %, not "
                        + coverageMin));
        return ran.passed() && below.isEmpty();
    }

    private boolean written(List<Result> results) {
        Path file = junit;
        if (file == null) {
            return true;
        }
        try {
            JunitFile.write(file, results);
            return true;
        } catch (IOException e) {
            spec.commandLine().getErr().println(file + " cannot be written: " + e.getMessage());
            return false;
        }
    }

    /** Until the process is told to end. */
    private void watch(List<Path> each) throws IOException {
        try (FlowWatch changes = new FlowWatch()) {
            Set<Path> read = new HashSet<>();
            do {
                // What names a file may change until its folder is watched.
                do {
                    each.forEach(file -> read.addAll(FlowTests.files(file)));
                } while (changes.begin(read));
                once(each);
            } while (!changes.next(read).isEmpty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
