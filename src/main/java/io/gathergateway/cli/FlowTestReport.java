package io.gathergateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.cli.FlowTests.Played;
import io.gathergateway.cli.FlowTests.Result;
import io.gathergateway.rehearsal.Coverage;
import io.gathergateway.rehearsal.Story;
import java.io.PrintWriter;
import java.util.List;

/** What {@code flow test} found, for people and for programs. */
final class FlowTestReport {
    private FlowTestReport() {}

    /** A line for each scenario, what deviates below it, then the coverage. */
    static void print(Result.Ran ran, PrintWriter out) {
        out.println(ran.flow());
        for (Played played : ran.scenarios()) {
            out.println("  " + (played.passed() ? "passed  " : "FAILED  ")
                    + played.scenario().name() + "  (" + seconds(played.story().lasted()) + " of a call)");
            played.story().gaps().forEach(gap -> out.println("    " + gap.at() + ": " + gap.says()));
            if (!played.passed()) {
                played.deviations().forEach(deviation -> out.println("    " + deviation));
                story(played.story(), out);
            }
        }
        long passed = ran.scenarios().stream().filter(Played::passed).count();
        out.println("  " + passed + " of " + ran.scenarios().size() + " scenarios passed");
        ran.coverage().forEach(coverage -> print(coverage, out));
    }

    private static void story(Story story, PrintWriter out) {
        out.println("    the story:");
        out.println("      steps     " + listed(story.stepsAndOutcomes()));
        out.println("      commands  " + listed(story.commands()));
        story.heard().forEach(what -> out.println("      heard     " + what));
    }

    private static void print(Coverage coverage, PrintWriter out) {
        out.println("  coverage of " + coverage.flow() + ": " + coverage.percent() + " % ("
                + coverage.coveredSteps() + " of " + coverage.steps() + " steps, " + coverage.coveredWays() + " of "
                + coverage.ways() + " ways)");
        if (!coverage.missedSteps().isEmpty()) {
            out.println("    steps never entered: " + listed(coverage.missedSteps()));
        }
        if (!coverage.missedWays().isEmpty()) {
            out.println("    ways never gone:     " + listed(coverage.missedWays()));
        }
    }

    static ObjectNode json(Result result) {
        return switch (result) {
            case Result.Ran ran -> json(ran);
            case Result.Refused wrong -> {
                ObjectNode file = JsonNodeFactory.instance.objectNode();
                file.put("flow", wrong.file().toString());
                file.set("findings", wrong.problems().toJson());
                yield file;
            }
        };
    }

    private static ObjectNode json(Result.Ran ran) {
        ObjectNode file = JsonNodeFactory.instance.objectNode();
        file.put("flow", ran.flow().toString());
        ArrayNode scenarios = file.putArray("scenarios");
        for (Played played : ran.scenarios()) {
            ObjectNode scenario = scenarios.addObject();
            scenario.put("name", played.scenario().name());
            scenario.put("passed", played.passed());
            ArrayNode deviations = scenario.putArray("deviations");
            played.deviations()
                    .forEach(deviation -> deviations
                            .addObject()
                            .put("file", deviation.place().file())
                            .put("line", deviation.place().line())
                            .put("column", deviation.place().column())
                            .put("what", deviation.what()));
            ArrayNode gaps = scenario.putArray("expressions_failed");
            played.story()
                    .gaps()
                    .forEach(gap -> gaps.addObject().put("at", gap.at()).put("what", gap.says()));
            fill(scenario.putArray("heard"), played.story().heard());
            fill(scenario.putArray("steps"), played.story().steps());
            fill(scenario.putArray("commands"), played.story().commands());
        }
        ArrayNode coverages = file.putArray("coverage");
        for (Coverage coverage : ran.coverage()) {
            ObjectNode one = coverages.addObject();
            one.put("flow", coverage.flow());
            one.put("percent", coverage.percent());
            one.put("steps", coverage.steps());
            one.put("covered_steps", coverage.coveredSteps());
            one.put("ways", coverage.ways());
            one.put("covered_ways", coverage.coveredWays());
            fill(one.putArray("missed_steps"), coverage.missedSteps());
            fill(one.putArray("missed_ways"), coverage.missedWays());
        }
        return file;
    }

    private static void fill(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static String listed(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static String seconds(long millis) {
        return millis / 1000 + " s";
    }
}
