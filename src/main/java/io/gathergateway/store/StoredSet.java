package io.gathergateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A flow set as Redis keeps it: enough to read it again.
 *
 * @param entry the file that is read first
 * @param files the text of every file, by path as seen from the entry's folder
 */
public record StoredSet(String entry, Map<String, String> files) {
    /** Bytes of a set as JSON; more is not kept. */
    public static final int MOST_BYTES = 2 * 1024 * 1024;

    private static final ObjectMapper JSON = new ObjectMapper();

    public StoredSet {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
    }

    /** Whether it is small enough to be kept. */
    public boolean fits() {
        return write().getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
    }

    String write() {
        ObjectNode json = JSON.createObjectNode().put("entry", entry);
        ObjectNode texts = json.putObject("files");
        files.forEach(texts::put);
        return json.toString();
    }

    /** Empty where it is not what a release of ours wrote. */
    static Optional<StoredSet> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode texts = json.path("files");
            if (!json.path("entry").isTextual() || !texts.isObject()) {
                return Optional.empty();
            }
            Map<String, String> files = new TreeMap<>();
            texts.fields()
                    .forEachRemaining(
                            file -> files.put(file.getKey(), file.getValue().asText()));
            return Optional.of(new StoredSet(json.path("entry").asText(), files));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
