package io.gathergateway.cli;

import io.gathergateway.flow.FlowFiles;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import java.io.File;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Brings a flow or a flow set from disk to the reader, with the files beside it that it names. */
final class FlowFile {
    private FlowFile() {}

    static FlowReading read(Path file) {
        return read(file, new HashSet<>());
    }

    /** Reads a flow, and puts every file that was looked for into {@code asked}, there or not; absolute paths. */
    static FlowReading read(Path file, Set<Path> asked) {
        Path folder = file.toAbsolutePath().normalize().resolveSibling("");
        String shown = file.getParent() == null ? "" : file.getParent() + File.separator;
        return FlowReader.read(shown, file.getFileName().toString(), new Disk(folder, asked));
    }

    /** The files of one folder and below; none outside of it. */
    private static final class Disk implements FlowFiles {
        /** Far more than a flow needs; a file that is larger is something else. */
        private static final long MOST_BYTES = 1_000_000;

        private final Path folder;
        private final Set<Path> asked;
        private final Map<String, String> why = new HashMap<>();

        Disk(Path folder, Set<Path> asked) {
            this.folder = folder;
            this.asked = asked;
        }

        @Override
        public Optional<String> text(String path) {
            Path file = folder.resolve(path).normalize();
            try {
                if (!file.startsWith(folder)) {
                    return wrong(path, "is outside of the flow's folder");
                }
                asked.add(file);
                return Files.size(file) > MOST_BYTES
                        ? wrong(path, "has more than " + MOST_BYTES + " bytes")
                        : Optional.of(Files.readString(file));
            } catch (NoSuchFileException e) {
                return wrong(path, "is not there");
            } catch (MalformedInputException e) {
                return wrong(path, "is not in UTF-8");
            } catch (IOException e) {
                return wrong(path, Files.isDirectory(file) ? "is a folder" : "cannot be read");
            }
        }

        private Optional<String> wrong(String path, String what) {
            why.put(path, what);
            return Optional.empty();
        }

        @Override
        public String why(String path) {
            return why.getOrDefault(path, FlowFiles.super.why(path));
        }
    }
}
