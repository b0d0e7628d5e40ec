package io.gathergateway.command;

import io.gathergateway.call.Lease;
import io.gathergateway.call.TokenSeal;
import io.gathergateway.outbox.TelnyxPort;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the command room is told.
 *
 * @param apiBase Telnyx's address up to and without the {@code /calls} of a command, {@code https://api.telnyx.com/v2}
 * @param apiKey asked for each request, so that a rotated key is used at once
 * @param tokens seals the {@code client_state} of what is sent
 * @param owners how many owners the calls of this pod are divided among
 */
public record CommandOptions(
        URI apiBase, Supplier<String> apiKey, TokenSeal tokens, int owners, Wire wire, Breaker breaker) {
    public CommandOptions {
        @Nullable String scheme = apiBase.getScheme();
        boolean http = scheme != null && scheme.toLowerCase(Locale.ROOT).matches("https?");
        if (!http
                || apiBase.getHost() == null
                || apiBase.getRawQuery() != null
                || apiBase.getRawFragment() != null
                || apiBase.getRawUserInfo() != null) {
            throw new IllegalArgumentException("not an API base, such as https://api.telnyx.com/v2: " + apiBase);
        }
        if (owners < 1) {
            throw new IllegalArgumentException("owners: at least 1, not " + owners);
        }
    }

    public static CommandOptions of(URI apiBase, Supplier<String> apiKey, TokenSeal tokens, int owners) {
        return new CommandOptions(apiBase, apiKey, tokens, owners, Wire.DEFAULT, Breaker.DEFAULT);
    }

    /**
     * Bounds of the connections to Telnyx.
     *
     * @param connections open at a time
     * @param waiters requests that may wait for one; what is beyond is not sent
     * @param connect a TCP connection takes at most this long
     * @param attempt a request takes at most this long from the asking to the last byte of the answer; never longer
     *     than {@link Lease#ATTEMPT}
     * @param keepAlive an idle connection is closed after this long, in whole seconds; shorter than the peer's, or its
     *     close crosses our request
     * @param maxBody bytes of an answer
     */
    public record Wire(
            int connections, int waiters, Duration connect, Duration attempt, Duration keepAlive, int maxBody) {
        public static final Wire DEFAULT =
                new Wire(64, 256, Duration.ofSeconds(1), Lease.ATTEMPT, Duration.ofSeconds(15), 64 * 1024);

        public Wire {
            if (connections < 1 || waiters < 0 || maxBody < 1 || keepAlive.toSeconds() < 1) {
                throw new IllegalArgumentException("connections, maxBody, keepAlive: at least 1; waiters: at least 0");
            }
            if (!attempt.isPositive() || attempt.compareTo(Lease.ATTEMPT) > 0 || connect.toMillis() < 1) {
                throw new IllegalArgumentException("attempt: at most " + Lease.ATTEMPT + "; connect: at least 1 ms");
            }
        }

        /** For a connection: at most half an attempt, so that time is left for an answer. */
        Duration longestWait() {
            Duration half = attempt.dividedBy(2);
            return half.compareTo(TelnyxPort.LONGEST_WAIT) < 0 ? half : TelnyxPort.LONGEST_WAIT;
        }
    }

    /**
     * When to stop knocking on a door that does not open.
     *
     * @param window how far back answers count, in whole seconds
     * @param fewest answers in the window before the rate means anything
     * @param failureRate in percent: from here on the breaker opens
     * @param openFor then nothing is sent for this long
     * @param probes after which so many requests try whether Telnyx is back
     */
    public record Breaker(Duration window, int fewest, float failureRate, Duration openFor, int probes) {
        public static final Breaker DEFAULT = new Breaker(Duration.ofSeconds(10), 20, 50, Duration.ofSeconds(2), 5);
    }
}
