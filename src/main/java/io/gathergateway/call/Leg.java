package io.gathergateway.call;

import org.jspecify.annotations.Nullable;

/**
 * One leg of a call.
 *
 * @param callControlId where commands for it go; null until an event named it
 */
public record Leg(@Nullable String callControlId, Phase phase) {
    static final Leg UNKNOWN = new Leg(null, Phase.NEW);

    Leg seen(@Nullable String newerCallControlId, Phase newerPhase) {
        return new Leg(newerCallControlId == null ? callControlId : newerCallControlId, phase.atLeast(newerPhase));
    }

    boolean ended() {
        return phase == Phase.ENDED;
    }
}
