package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import java.time.Duration;
import java.util.Optional;

/**
 * When a command that may have taken effect is sent again under the same {@code command_id}.
 *
 * <p>Telnyx ignores a repeated id for 60 s and no longer, so the last attempt is written within 45 s of the first. Telnyx
 * advises to repeat at once on 5xx; the pauses after that double.
 *
 * @see <a href="https://developers.telnyx.com/docs/voice/programmable-voice/command-retries">Telnyx: command retries</a>
 */
final class RetryPlan {
    /** Attempts of one command, the first included. */
    static final int TRIES = 4;

    /** The last retry starts this long after the first attempt, as long as the same pod keeps trying. */
    static final Duration WINDOW = Duration.ofSeconds(10);

    /** The last write is this long after the first at most, whoever does it. */
    static final Duration LAST_WRITE = Duration.ofSeconds(45);

    /** Later than this no attempt starts: it might wait for a connection. */
    static final Duration TAKE_OVER = LAST_WRITE.minus(TelnyxPort.LONGEST_WAIT);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private RetryPlan() {}

    /** Whether an attempt under this lease is still the same command to Telnyx. */
    static boolean allows(Lease lease, Duration sinceAsked) {
        return lease.attempt() == 1
                || (lease.attempt() <= TRIES && lease.age().plus(sinceAsked).compareTo(TAKE_OVER) <= 0);
    }

    /**
     * The pause before the attempt after this one; empty where the tries or the time are used up.
     *
     * @param random in [0, 1): a pause is 75 to 100 % of its nominal length
     */
    static Optional<Duration> pauseAfter(Lease lease, Duration sinceAsked, double random) {
        if (lease.attempt() >= TRIES) {
            return Optional.empty();
        }
        Duration nominal = lease.attempt() == 1 ? Duration.ZERO : FIRST_PAUSE.multipliedBy(1L << (lease.attempt() - 2));
        Duration pause = Duration.ofNanos((long) (nominal.toNanos() * (0.75 + random / 4)));
        boolean inTime = lease.age().plus(sinceAsked).plus(pause).compareTo(WINDOW) <= 0;
        return inTime ? Optional.of(pause) : Optional.empty();
    }
}
