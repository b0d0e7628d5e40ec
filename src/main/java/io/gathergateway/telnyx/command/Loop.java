package io.gathergateway.telnyx.command;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * How often something is played: 1..100 times, or for ever (error 90009).
 *
 * @param times null means for ever
 */
public record Loop(@Nullable Integer times) {
    public static final Loop INFINITY = new Loop(null);

    @JsonValue
    Object wire() {
        return times == null ? "infinity" : times;
    }
}
