package io.gathergateway.flow;

import java.util.Map;

/** A condition, compiled and checked when the flow was read. */
public interface Expression {
    /** Whether it holds for these values; one that cannot be evaluated does not hold. Never fails. */
    boolean holds(Map<String, Object> values);

    /** The text as the flow file has it. */
    String source();
}
