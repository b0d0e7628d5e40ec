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
import java.util.List;

/** A flow file, the scenarios beside it, and what came of playing them. */
final class FlowTests {
    private static final String ENDING = ".test.yaml";

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

            /** Of all its flows together, in whole percent. */
            int percent() {
                return coverage.stream().mapToInt(Coverage::percent).min().orElse(100);
            }
        }

        /** The flow or its scenarios have mistakes. */
        record Refused(Problems problems) implements Result {}
    }

    /** Plays the scenarios of a flow; {@code file} is the flow, or the file of its scenarios. */
    static Result run(Path file) {
        Path flow = file.toString().endsWith(ENDING) ? file.resolveSibling(stem(file, ENDING) + ".yaml") : file;
        Path tests = flow.resolveSibling(stem(flow, ".yaml") + ENDING);
        return switch (FlowFile.read(flow)) {
            case FlowReading.Refused refused -> new Result.Refused(refused.problems());
            case FlowReading.Loaded loaded -> run(flow, loaded.set(), tests);
        };
    }

    private static Result run(Path flow, FlowSet flows, Path tests) {
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
            return new Result.Refused(problems);
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

    private static String stem(Path file, String ending) {
        String name = file.getFileName().toString();
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }
}
