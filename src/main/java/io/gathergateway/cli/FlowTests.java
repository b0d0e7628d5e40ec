package io.gathergateway.cli;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.Coverage;
import io.gathergateway.rehearsal.Deviation;
import io.gathergateway.rehearsal.Rehearsal;
import io.gathergateway.rehearsal.Story;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A flow file, the scenarios beside it, and what came of playing them. */
final class FlowTests {
    private FlowTests() {}

    /** One scenario that was played. */
    record Played(Scenario scenario, Story story, long tookMillis) {
        List<Deviation> deviations() {
            return story.deviations();
        }

        boolean passed() {
            return deviations().isEmpty();
        }
    }

    /** What came of one file. */
    sealed interface Result {
        /** Its scenarios in the order of the file. */
        record Ran(Path flow, List<Played> scenarios, List<Coverage> coverage) implements Result {
            boolean passed() {
                return scenarios.stream().allMatch(Played::passed);
            }

            /** Those of its flows of which less is covered than this, in percent. */
            List<Coverage> below(int percent) {
                return coverage.stream()
                        .filter(flow -> flow.percent() < percent)
                        .toList();
            }
        }

        /** The flow or its scenarios have mistakes; {@code file} as it was given. */
        record Refused(Path file, Problems problems) implements Result {}
    }

    /** Plays the scenarios of a flow; {@code file} is the flow, or the file of its scenarios. */
    static Result run(Path file) {
        Path flow = flow(file);
        Path tests = ScenarioFile.beside(flow);
        return switch (FlowFile.read(flow)) {
            case FlowReading.Refused refused -> new Result.Refused(file, refused.problems());
            case FlowReading.Loaded loaded -> run(file, flow, loaded.set(), tests);
        };
    }

    private static Result run(Path file, Path flow, FlowSet flows, Path tests) {
        Problems problems = new Problems();
        List<Scenario> scenarios = List.of();
        try {
            scenarios = ScenarioReader.read(tests.toString(), Files.readString(tests), problems);
        } catch (IOException e) {
            problems.add(
                    Place.of(tests.toString()),
                    "the scenarios of " + flow + " cannot be read",
                    "write them there, in UTF-8");
        }
        if (!problems.isEmpty()) {
            return new Result.Refused(file, problems);
        }
        List<Played> played = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            long began = System.nanoTime();
            Story story = Rehearsal.play(flows, scenario);
            played.add(new Played(scenario, story, (System.nanoTime() - began) / 1_000_000));
        }
        return new Result.Ran(
                flow,
                played,
                Coverage.of(flows, played.stream().map(Played::story).toList()));
    }

    /** Every file that {@link #run} looks for, there or not; absolute paths. */
    static Set<Path> files(Path file) {
        Path flow = flow(file);
        Set<Path> files = new HashSet<>();
        files.add(flow.toAbsolutePath().normalize());
        files.add(ScenarioFile.beside(flow).toAbsolutePath().normalize());
        FlowFile.read(flow, files);
        return files;
    }

    private static Path flow(Path file) {
        return file.toString().endsWith(ScenarioFile.ENDING)
                ? file.resolveSibling(ScenarioFile.flow(file) + ".yaml")
                : file;
    }
}
