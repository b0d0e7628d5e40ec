package io.gathergateway.flow;

import java.util.Map;

/** Text with {@code ${expressions}}. */
public interface Template {
    /** The text for these values; an expression that has no value gives nothing. Never fails. */
    String render(Map<String, Object> values);

    /** The text as the flow file has it. */
    String source();
}
