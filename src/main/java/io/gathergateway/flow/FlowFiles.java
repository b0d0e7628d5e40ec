package io.gathergateway.flow;

import java.util.Map;
import java.util.Optional;

/** Where the reader finds the files of a set. */
@FunctionalInterface
public interface FlowFiles {
    /** The text of a file, by its path as seen from the entry's folder, with {@code /}; empty where it cannot be read. */
    Optional<String> text(String path);

    /** Why a file has no text; the end of a sentence that begins with its name. */
    default String why(String path) {
        return "cannot be read";
    }

    /** The files of a set that was read before. */
    static FlowFiles of(Map<String, String> texts) {
        return path -> Optional.ofNullable(texts.get(path));
    }
}
