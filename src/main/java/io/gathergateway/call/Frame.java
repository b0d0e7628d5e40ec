package io.gathergateway.call;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A flow that waits for the flow it called.
 *
 * @param flow its name
 * @param step the {@code call} step it stands at
 * @param variables its values
 */
public record Frame(String flow, String step, Map<String, Object> variables) {
    public Frame {
        variables = new LinkedHashMap<>(variables);
    }
}
