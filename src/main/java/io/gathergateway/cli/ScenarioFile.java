package io.gathergateway.cli;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings scenarios from disk to their reader. */
final class ScenarioFile {
    static final String ENDING = ".test.yaml";

    private ScenarioFile() {}

    /** The file of a flow's scenarios: beside it. */
    static Path beside(Path flow) {
        String name = flow.getFileName().toString();
        String stem = name.endsWith(".yaml") ? name.substring(0, name.length() - ".yaml".length()) : name;
        return flow.resolveSibling(stem + ENDING);
    }

    /** The name of a flow whose file these scenarios lie beside, where the file is called like the flow. */
    static String flow(Path scenarios) {
        String name = scenarios.getFileName().toString();
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** The scenarios; usable only where {@code problems} stays empty. */
    static List<Scenario> read(Path file, Problems problems) {
        try {
            return ScenarioReader.read(file.toString(), Files.readString(file), problems);
        } catch (IOException e) {
            problems.add(
                    Place.of(file.toString()),
                    "the scenarios cannot be read",
                    "name a file in UTF-8 that is there and may be read");
            return List.of();
        }
    }
}
