package io.gathergateway.cli;

import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.Rehearsal;
import io.gathergateway.rehearsal.ScenarioNotes;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Keeps a call in a file of scenarios, below those that are there, and plays it once to see that it is the same call
 * again. A file with mistakes is left as it is.
 */
final class ScenarioKeeper {
    private ScenarioKeeper() {}

    /**
     * What came of it.
     *
     * @param same whether it is kept, and the same call when it is played
     * @param told in words
     */
    record Kept(boolean same, List<String> told) {}

    /** Keeps it by this name, or this name and a number. */
    static Kept keep(String name, ScenarioNotes notes, FlowSet set, Path file) {
        try {
            return keep(
                    name,
                    notes,
                    set,
                    file,
                    Files.exists(file) ? Files.readString(file).stripTrailing() + "\n" : "");
        } catch (IOException e) {
            return new Kept(false, List.of("  " + file + " cannot be written: " + e.getMessage()));
        }
    }

    private static Kept keep(String wanted, ScenarioNotes notes, FlowSet set, Path file, String before)
            throws IOException {
        String name = before.isEmpty() ? wanted : free(wanted, read(file, before, new Problems()));
        String text = (before.isEmpty() ? "scenarios:\n" : before) + notes.scenario(name);
        Problems problems = new Problems();
        List<Scenario> scenarios = read(file, text, problems);
        if (!problems.isEmpty()) {
            return new Kept(false, List.of("  It cannot be added to " + file + ":", problems.render()));
        }
        Files.writeString(file, text);
        List<String> deviations = scenarios.stream()
                .filter(scenario -> scenario.name().equals(name))
                .flatMap(scenario -> Rehearsal.play(set, scenario).deviations().stream())
                .map(deviation -> "  Played again it differs: " + deviation)
                .toList();
        return deviations.isEmpty()
                ? new Kept(true, List.of("  Kept in " + file + " as " + name + "; played again it is the same call."))
                : new Kept(false, deviations);
    }

    private static List<Scenario> read(Path file, String text, Problems problems) {
        return ScenarioReader.read(file.toString(), text, problems);
    }

    private static String free(String wanted, List<Scenario> taken) {
        List<String> names = taken.stream().map(Scenario::name).toList();
        String name = wanted;
        for (int i = 2; names.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }
}
