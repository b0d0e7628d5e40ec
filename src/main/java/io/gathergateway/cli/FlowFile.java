package io.gathergateway.cli;

import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Brings a flow from disk to the reader. */
final class FlowFile {
    private FlowFile() {}

    static FlowReading read(Path file) {
        try {
            return FlowReader.read(file.toString(), Files.readString(file));
        } catch (IOException e) {
            Problems problems = new Problems();
            problems.add(
                    Place.of(file.toString()),
                    "the flow cannot be read",
                    "name a file in UTF-8 that is there and may be read");
            return new FlowReading.Refused(problems);
        }
    }
}
