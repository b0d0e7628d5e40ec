package io.gathergateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What a user means by the paths given to a command: a folder stands for the files of the kind that lie in it. */
final class FlowPaths {
    /** A folder may hold prompts and much else in YAML; a flow names itself, a set names its flows. */
    private static final Pattern OF_A_FLOW = Pattern.compile("(?m)^[\"']?flows?[\"']?\\s*:");

    private FlowPaths() {}

    /** Flows and flow sets. */
    static List<Path> flows(List<Path> given, CommandSpec spec) {
        return expanded(given, spec, "flow", FlowPaths::isFlow);
    }

    /** Flows with scenarios, by the file of these. */
    static List<Path> scenarios(List<Path> given, CommandSpec spec) {
        return expanded(given, spec, "file of scenarios (*" + ScenarioFile.ENDING + ")", FlowPaths::isOfScenarios);
    }

    private static List<Path> expanded(List<Path> given, CommandSpec spec, String what, Predicate<Path> wanted) {
        return given.stream()
                .flatMap(path -> Files.isDirectory(path) ? within(path, spec, what, wanted).stream() : Stream.of(path))
                .toList();
    }

    private static List<Path> within(Path folder, CommandSpec spec, String what, Predicate<Path> wanted) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(wanted).sorted().toList();
            if (found.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "there is no " + what + " in " + folder);
            }
            return found;
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static boolean isOfScenarios(Path file) {
        return file.toString().endsWith(ScenarioFile.ENDING);
    }

    private static boolean isFlow(Path file) {
        if (!file.toString().endsWith(".yaml") || isOfScenarios(file)) {
            return false;
        }
        try {
            return OF_A_FLOW.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            // Whoever reads it tells why it cannot be read.
            return true;
        }
    }
}
