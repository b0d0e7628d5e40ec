package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The pace of the account, as far as Telnyx tells it: Telnyx limits the account, not the call. A 429 shuts the gate as
 * long as it asks, {@code x-ratelimit-reset} being the seconds until its window starts anew; from then on commands go at
 * five sixths of the rate that was accepted before, and the rate grows until the next 429 or until it limits nobody. An
 * answer that says nothing remains of the window shuts the gate too, before anything is refused.
 *
 * <p>Each pod learns by itself: what Telnyx says counts for the account, so each pod hears of the others by it, and a
 * refused command has had no effect. One refusal a pod and window is cheaper than asking Redis before each command.
 *
 * <p>Invariants: a hold is only ever prolonged. What ends a call is not held: while the gate is shut one goes now and
 * then, the more often the more of them are accepted. Confined to the thread of its outbox.
 */
final class AccountPace {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration SHORTEST_GAP = Duration.ofMillis(50);
    private static final Duration FIRST_GAP = Duration.ofMillis(250);
    private static final Duration LONGEST_GAP = Duration.ofSeconds(2);

    private Instant shutUntil = Instant.MIN;
    private Duration gap = FIRST_GAP;
    private Instant nextEnd = Instant.MIN;
    private final CommandRate rate = new CommandRate();

    /** How long to wait for an answer that asked for {@code told}: 1 to 30 s, 1 s where it named no time. */
    static Duration bounded(@Nullable Duration told) {
        if (told == null || told.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return told.compareTo(LONGEST) > 0 ? LONGEST : told;
    }

    /** How long a command must wait; zero: it may go. */
    Duration until(Urgency urgency, Instant now) {
        Duration shut = heldFor(now);
        if (urgency == Urgency.END) {
            return shut.isPositive() && nextEnd.isAfter(now)
                    ? least(shut, Duration.between(now, nextEnd))
                    : Duration.ZERO;
        }
        return shut.isPositive() ? shut : rate.until(now);
    }

    void started(Urgency urgency, Instant now) {
        rate.started(now);
        if (urgency == Urgency.END && isShut(now)) {
            nextEnd = now.plus(gap);
        }
    }

    /** Telnyx took it, or refused it for another reason than the pace. */
    void passed(Urgency urgency, Instant now) {
        rate.passed(now);
        if (urgency == Urgency.END && isShut(now)) {
            gap = gap.dividedBy(2).compareTo(SHORTEST_GAP) < 0 ? SHORTEST_GAP : gap.dividedBy(2);
        }
    }

    /** 429. */
    void refused(Urgency urgency, Instant sentAt, Instant now, @Nullable Duration told) {
        boolean tried = urgency == Urgency.END && isShut(now);
        if (tried) {
            gap = least(gap.multipliedBy(2), LONGEST_GAP);
            nextEnd = now.plus(gap);
        } else {
            rate.refused(sentAt, now);
        }
        if (!isShut(now)) {
            gap = FIRST_GAP;
            nextEnd = now.plus(gap);
        }
        // A hang-up that was tried behind the gate makes the others wait longer only where Telnyx says how long.
        if (!tried || told != null) {
            holdUntil(now.plus(bounded(told)));
        }
    }

    /** Nothing remains of this window. */
    void exhausted(Instant now, Duration reset) {
        if (!isShut(now)) {
            gap = FIRST_GAP;
            nextEnd = now;
        }
        holdUntil(now.plus(least(reset, LONGEST)));
    }

    /** How much longer the gate is shut; zero where it is open. */
    Duration heldFor(Instant now) {
        return isShut(now) ? Duration.between(now, shutUntil) : Duration.ZERO;
    }

    /** Commands a second; 0 for as many as there are. */
    double rate() {
        return rate.perSecond();
    }

    private boolean isShut(Instant now) {
        return shutUntil.isAfter(now);
    }

    private void holdUntil(Instant until) {
        if (until.isAfter(shutUntil)) {
            shutUntil = until;
        }
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
