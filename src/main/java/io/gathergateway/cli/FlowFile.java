package io.gathergateway.cli;

import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.yaml.Place;
import io.gathergateway.yaml.Problems;
import java.io.File;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Brings a flow or a flow set from disk to the reader. */
final class FlowFile {
    /** Far more than a flow needs; a file that is larger is something else. */
    private static final long MOST_BYTES = 1_000_000;

    private FlowFile() {}

    static FlowReading read(Path file) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        String name = file.getFileName().toString();
        Optional<String> wrong = wrong(file);
        if (wrong.isPresent()) {
            Problems problems = new Problems();
            problems.add(Place.of(file.toString()), wrong.get(), "name a flow file in UTF-8");
            return new FlowReading.Refused(problems);
        }
        String shown = file.getParent() == null ? "" : file.getParent() + File.separator;
        return FlowReader.read(shown, name, path -> text(folder, path));
    }

    private static Optional<String> text(Path folder, String path) {
        Path file = folder.resolve(path).normalize();
        try {
            return file.startsWith(folder) && Files.size(file) <= MOST_BYTES
                    ? Optional.of(Files.readString(file))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> wrong(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                return Optional.of("the flow has more than " + MOST_BYTES + " bytes");
            }
            Files.readString(file);
            return Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.of("there is no such file");
        } catch (MalformedInputException e) {
            return Optional.of("the flow is not in UTF-8");
        } catch (IOException e) {
            return Optional.of("the flow cannot be read");
        }
    }
}
