package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The gate all commands of the account pass: after a 429 it stays shut as long as Telnyx asked. Invariant: a hold is
 * only ever prolonged. Confined to the thread of its outbox.
 *
 * <p>Telnyx limits the account, not the call: {@code x-ratelimit-reset} gives the seconds until its window starts anew.
 */
final class AccountPace {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Instant shutUntil = Instant.MIN;

    /** How long to wait for an answer that asked for {@code told}: 1 to 30 s, 1 s where it named no time. */
    static Duration bounded(@Nullable Duration told) {
        if (told == null || told.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return told.compareTo(LONGEST) > 0 ? LONGEST : told;
    }

    void holdUntil(Instant until) {
        if (until.isAfter(shutUntil)) {
            shutUntil = until;
        }
    }

    /** How much longer the gate is shut; zero where it is open. */
    Duration heldFor(Instant now) {
        return shutUntil.isAfter(now) ? Duration.between(now, shutUntil) : Duration.ZERO;
    }
}
