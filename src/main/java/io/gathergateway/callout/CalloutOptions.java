package io.gathergateway.callout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the callout room is told.
 *
 * @param hosts who may be asked, by {@link Target#host}
 * @param secrets by the name a flow calls them; each asked for when it is sent
 */
public record CalloutOptions(
        Map<String, Host> hosts, Map<String, Supplier<String>> secrets, Wire wire, Breaker breaker) {
    public CalloutOptions {
        hosts = Map.copyOf(hosts);
        secrets = Map.copyOf(secrets);
    }

    public static CalloutOptions of(Map<String, Host> hosts, Map<String, Supplier<String>> secrets) {
        return new CalloutOptions(hosts, secrets, Wire.DEFAULT, Breaker.DEFAULT);
    }

    /**
     * Questions under way and between two attempts that are worth a place: several for each that a host may have, so
     * that the hosts' own bounds are what binds.
     */
    public int inFlight() {
        return Math.max(
                256, 4 * hosts.values().stream().mapToInt(Host::inFlight).sum());
    }

    /**
     * A host that may be asked.
     *
     * @param inFlight requests under way; what is beyond is {@link io.gathergateway.outbox.CalloutAnswer.Spared}
     * @param caFile PEM file of the authority to trust; null trusts what Java trusts
     */
    public record Host(int inFlight, @Nullable Path caFile) {
        public Host {
            if (inFlight < 1) {
                throw new IllegalArgumentException("inFlight: at least 1, not " + inFlight);
            }
        }
    }

    /**
     * Bounds of the connections to a host.
     *
     * @param connect a TCP connection takes at most this long, in whole ms
     * @param keepAlive an idle connection is closed after this long, in whole seconds; shorter than the peer's, or its
     *     close crosses our request
     * @param maxBody bytes of an answer
     */
    public record Wire(Duration connect, Duration keepAlive, int maxBody) {
        public static final Wire DEFAULT = new Wire(Duration.ofSeconds(1), Duration.ofSeconds(15), 64 * 1024);
    }

    /**
     * When to stop asking a host that does not answer: a flow then goes its way for degraded at once.
     *
     * @param window how far back answers count, in whole seconds
     * @param fewest answers in the window before the rate means anything
     * @param failureRate in percent: from here on the breaker opens
     * @param openFor then nothing is asked for this long
     * @param probes after which so many requests try whether the host is back
     */
    public record Breaker(Duration window, int fewest, float failureRate, Duration openFor, int probes) {
        public static final Breaker DEFAULT = new Breaker(Duration.ofSeconds(10), 10, 50, Duration.ofSeconds(5), 3);
    }
}
