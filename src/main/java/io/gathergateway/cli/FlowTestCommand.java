package io.gathergateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.cli.FlowTests.Result;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
    /** An editor writes a file in several steps. */
    private static final long SETTLES_MILLIS = 150;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Flow files, or the files of their scenarios.")
    private List<Path> files = List.of();

    @Option(names = "--junit", paramLabel = "FILE", description = "Write the results as JUnit XML too.")
    private @Nullable Path junit;

    @Option(
            names = "--coverage-min",
            paramLabel = "N",
            description = "Fail if of any flow less than N percent of its steps and ways are covered.")
    private int coverageMin;

    @Option(names = "--watch", description = "Play them again whenever a file of their folders changes.")
    private boolean watch;

    @Option(names = "--json", description = "Write the results as a JSON array.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        int status = once();
        if (watch) {
            watch();
        }
        return status;
    }

    private int once() {
        PrintWriter out = spec.commandLine().getOut();
        List<Result.Ran> runs = new ArrayList<>();
        boolean refused = false;
        for (Path file : files) {
            switch (FlowTests.run(file)) {
                case Result.Refused wrong -> {
                    refused = true;
                    spec.commandLine().getErr().println(wrong.problems().render());
                }
                case Result.Ran ran -> runs.add(ran);
            }
        }
        if (json) {
            ArrayNode all = JsonNodeFactory.instance.arrayNode();
            runs.forEach(ran -> all.add(FlowTestReport.json(ran)));
            out.println(all.toPrettyString());
        } else {
            runs.forEach(ran -> FlowTestReport.print(ran, out));
        }
        boolean written = written(runs);
        out.flush();
        if (refused) {
            return Main.WRONG_INPUT;
        }
        return written && runs.stream().allMatch(this::good) ? 0 : Main.FAILED;
    }

    private boolean good(Result.Ran ran) {
        if (ran.percent() < coverageMin) {
            spec.commandLine()
                    .getErr()
                    .println(ran.flow() + ": covered are " + ran.percent() + " %, not " + coverageMin);
        }
        return ran.passed() && ran.percent() >= coverageMin;
    }

    private boolean written(List<Result.Ran> runs) {
        Path file = junit;
        if (file == null) {
            return true;
        }
        try {
            JunitFile.write(file, runs);
            return true;
        } catch (IOException e) {
            spec.commandLine().getErr().println(file + " cannot be written: " + e.getMessage());
            return false;
        }
    }

    /** Until the process is told to end. */
    private void watch() throws IOException {
        try (WatchService changes = FileSystems.getDefault().newWatchService()) {
            for (Path file : files) {
                file.toAbsolutePath()
                        .resolveSibling("")
                        .register(
                                changes,
                                StandardWatchEventKinds.ENTRY_CREATE,
                                StandardWatchEventKinds.ENTRY_MODIFY,
                                StandardWatchEventKinds.ENTRY_DELETE);
            }
            while (changed(changes.take(), changes)) {
                once();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes all that changed shortly after the first change; false once the folder is gone. */
    private boolean changed(WatchKey first, WatchService changes) throws InterruptedException {
        boolean there = true;
        for (WatchKey key = first; key != null; key = changes.poll(SETTLES_MILLIS, TimeUnit.MILLISECONDS)) {
            key.pollEvents();
            there &= key.reset();
        }
        return there;
    }
}
