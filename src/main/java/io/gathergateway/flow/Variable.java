package io.gathergateway.flow;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A variable of a flow, declared or made by an {@code into}.
 *
 * @param schema the JSON Schema of its values
 * @param initial its value when the flow begins; null for none
 * @param sensitive kept out of journal, logs and results
 * @param keep a sensitive value is forgotten this long after it was set, if it was not used before
 */
public record Variable(
        String name, JsonNode schema, @Nullable Object initial, boolean sensitive, Duration keep) {
    /** How long a sensitive value is kept that says nothing else. */
    public static final Duration KEEP = Duration.ofMinutes(2);
}
