package io.gathergateway.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What new calls begin with, for the pods that follow it.
 *
 * @param revision of the live set
 * @param since when it went live, by Redis's clock
 * @param previous what was live before; null where nothing was
 * @param canary what is tried on some calls; null for nothing
 */
public record LiveRevision(
        String revision,
        Instant since,
        @Nullable String previous,
        @Nullable Canary canary) {

    /**
     * A set that is tried on some calls.
     *
     * @param percent of all calls, 0 to 100
     * @param numbers of ours whose calls all are of it
     */
    public record Canary(String revision, int percent, List<String> numbers) {
        private static final ObjectMapper JSON = new ObjectMapper();

        public Canary {
            numbers = List.copyOf(numbers);
        }

        String write() {
            ObjectNode json = JSON.createObjectNode().put("revision", revision).put("percent", percent);
            numbers.forEach(json.putArray("numbers")::add);
            return json.toString();
        }

        /** Null where it is not what a release of ours wrote: then there is none. */
        static @Nullable Canary read(String text) {
            try {
                JsonNode json = JSON.readTree(text);
                List<String> numbers = new ArrayList<>();
                json.path("numbers").forEach(number -> numbers.add(number.asText()));
                int percent = json.path("percent").asInt();
                return json.path("revision").isTextual() && percent >= 0 && percent <= 100
                        ? new Canary(json.path("revision").asText(), percent, numbers)
                        : null;
            } catch (JsonProcessingException e) {
                return null;
            }
        }
    }
}
