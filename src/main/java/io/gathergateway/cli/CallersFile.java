package io.gathergateway.cli;

import io.gathergateway.simulator.CallerScript;
import io.gathergateway.simulator.CallerScriptReader;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Brings scripted callers from disk to their reader. */
final class CallersFile {
    private CallersFile() {}

    /** The callers; usable only where {@code problems} stays empty. */
    static List<CallerScript> read(Path file, Problems problems) {
        try {
            return CallerScriptReader.read(file.toString(), Files.readString(file), problems);
        } catch (IOException e) {
            problems.add(
                    Place.of(file.toString()),
                    "the scripted callers cannot be read",
                    "name a file in UTF-8 that is there and may be read");
            return List.of();
        }
    }
}
