package io.gathergateway.telnyx.model;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The command_ids accepted in the last 60 seconds. Telnyx ignores a repeated id within that time, and only then ("Commands
 * with duplicate command_ids within 60 seconds will be ignored"). Immutable; a repetition does not prolong the time, and
 * a refused command leaves no trace: both are undocumented, and the strict reading.
 */
public record SeenCommands(Map<String, Long> acceptedAt) {
    public static final long WINDOW_MILLIS = 60_000;

    public static final SeenCommands NONE = new SeenCommands(Map.of());

    public SeenCommands {
        acceptedAt = Map.copyOf(acceptedAt);
    }

    /** Whether this id is still remembered: up to, and not at, the 60th second. */
    public boolean remembers(String commandId, long nowMillis) {
        Long at = acceptedAt.get(commandId);
        return at != null && nowMillis - at < WINDOW_MILLIS;
    }

    public SeenCommands and(String commandId, long nowMillis) {
        Map<String, Long> kept = new LinkedHashMap<>();
        acceptedAt.forEach((id, at) -> {
            if (nowMillis - at < WINDOW_MILLIS) {
                kept.put(id, at);
            }
        });
        kept.put(commandId, nowMillis);
        return new SeenCommands(kept);
    }
}
