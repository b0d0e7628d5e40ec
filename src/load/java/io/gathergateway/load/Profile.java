package io.gathergateway.load;

import static io.gatling.javaapi.core.CoreDsl.constantUsersPerSec;
import static io.gatling.javaapi.core.CoreDsl.rampUsersPerSec;

import io.gatling.javaapi.core.OpenInjectionStep;
import java.time.Duration;
import java.util.List;

/**
 * How calls arrive.
 *
 * @param arrivals calls a second, whatever becomes of the earlier ones
 * @param speed how much faster than life callers speak, wait and think
 */
record Profile(List<OpenInjectionStep> arrivals, double speed) {
    private static final Duration SMOKE = Duration.ofSeconds(20);
    private static final Duration WARM_UP = Duration.ofSeconds(60);
    private static final Duration PEAK = Duration.ofMinutes(3);
    private static final Duration BASE = Duration.ofSeconds(60);
    private static final Duration SPIKE = Duration.ofSeconds(15);
    private static final int SPIKE_TIMES = 6;

    /**
     * By its name: smoke, peak, soak or spike.
     *
     * @param rate calls a second; for {@code spike} before and after it
     * @param soak how long {@code soak} is
     */
    static Profile named(String name, double rate, Duration soak, double speed) {
        return new Profile(
                switch (name) {
                    case "smoke" ->
                        List.of(constantUsersPerSec(rate).during(SMOKE).randomized());
                    case "peak" ->
                        List.of(
                                rampUsersPerSec(1).to(rate).during(WARM_UP).randomized(),
                                constantUsersPerSec(rate).during(PEAK).randomized());
                    case "soak" ->
                        List.of(
                                rampUsersPerSec(1).to(rate).during(WARM_UP).randomized(),
                                constantUsersPerSec(rate).during(soak).randomized());
                    case "spike" ->
                        List.of(
                                rampUsersPerSec(1).to(rate).during(WARM_UP).randomized(),
                                constantUsersPerSec(rate).during(BASE).randomized(),
                                constantUsersPerSec(rate * SPIKE_TIMES)
                                        .during(SPIKE)
                                        .randomized(),
                                constantUsersPerSec(rate).during(BASE).randomized());
                    default ->
                        throw new IllegalArgumentException("-Dload must be smoke, peak, soak or spike, not " + name);
                },
                speed);
    }
}
