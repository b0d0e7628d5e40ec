package io.gathergateway.campaign;

import java.time.Duration;

/**
 * How much is tried.
 *
 * @param kills of a gateway, by kill -9
 * @param times of every other fault that passes
 * @param around how long calls come before and after the faults
 * @param length of a fault that lasts
 */
record Scale(double callsPerSecond, int kills, int times, Duration around, Duration length) {
    static final Scale WHOLE = new Scale(10, 200, 10, Duration.ofSeconds(5), Duration.ofSeconds(30));
    static final Scale SHORT = new Scale(6, 3, 1, Duration.ofSeconds(2), Duration.ofSeconds(4));

    Scale with(int someKills, int someTimes) {
        return new Scale(callsPerSecond, someKills, someTimes, around, length);
    }
}
