package io.gathergateway.simulator;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator runs. Change single values of {@link #defaults} with the generated {@code with…} methods.
 *
 * @param port 0 takes a free one
 * @param backendPort where the backend of the scenarios answers; 0 takes a free one, null starts none
 * @param apiKey the bearer key commands must carry
 * @param connectionId of the simulated Call Control application
 * @param webhookUrl where webhooks go; null until {@link Simulator#webhooksTo}
 * @param speed how much faster than life speech, waiting and thinking are; 1 to 1000. Webhook time-outs, retries and the
 *     60 seconds of a command_id are never sped up
 * @param latency from an event to the sending of its webhook, before speed; up to twice as much
 * @param attemptTimeout after which a webhook counts as unanswered
 * @param retryDelays before each repetition of a webhook; at most 5, together at most 60 s, as Telnyx allows
 * @param troubles what goes wrong, until {@link Simulator#troubles}
 * @param stuckAfter a call to which nothing happens for so long is ended and reported
 * @param seed of all randomness
 */
@RecordBuilder
public record SimulatorOptions(
        String host,
        int port,
        @Nullable Integer backendPort,
        String apiKey,
        String connectionId,
        @Nullable URI webhookUrl,
        double speed,
        Duration latency,
        Duration attemptTimeout,
        List<Duration> retryDelays,
        Troubles troubles,
        Duration stuckAfter,
        long seed)
        implements SimulatorOptionsBuilder.With {

    public SimulatorOptions {
        retryDelays = List.copyOf(retryDelays);
        Duration retrying = retryDelays.stream().reduce(Duration.ZERO, Duration::plus);
        if (speed < 1 || speed > 1000) {
            throw new IllegalArgumentException("speed must be 1 to 1000, not " + speed);
        }
        if (retryDelays.size() > 5 || retrying.compareTo(Duration.ofSeconds(60)) > 0) {
            throw new IllegalArgumentException("at most 5 retries within 60 s, not " + retryDelays);
        }
    }

    /** On a free loopback port, in real time, without faults. */
    public static SimulatorOptions defaults() {
        return new SimulatorOptions(
                "127.0.0.1",
                0,
                null,
                "KEYsimulated",
                "1494404757140276705",
                null,
                1,
                Duration.ofMillis(30),
                Duration.ofSeconds(2),
                List.of(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(20)),
                Troubles.NONE,
                Duration.ofSeconds(120),
                1);
    }

    /** Call time in real milliseconds, at least one. */
    long real(long callMillis) {
        return Math.max(1, Math.round(callMillis / speed));
    }

    /** {@link #stuckAfter} sped up, but never so short that a busy machine is taken for a stuck call. */
    long stuckMillis() {
        return Math.max(real(stuckAfter.toMillis()), Math.min(20_000, stuckAfter.toMillis()));
    }
}
