package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Dials at the pace that Telnyx allows an account: by default 30 a second as a rolling sum over 5 s; beyond it the answer
 * is 429 with code 90103. This pod counts its own, and keeps back what would be refused. Pods do not count together:
 * where several dial, Telnyx's refusals make each take a smaller share, which then grows back by a fiftieth a second.
 *
 * <p>Invariant: no more dials remembered than may be made in the time. Confined to the thread of its outbox.
 *
 * @see <a href="https://developers.telnyx.com/docs/voice/programmable-voice/voice-api-commands-and-resources">Telnyx:
 *     dial</a>
 */
final class DialPace {
    static final String COMMAND = "dial";

    /** The error that says so, with status 429. */
    static final String TOO_MANY_DIALS = "90103";

    private static final int SECONDS = 5;

    /** A little longer than Telnyx's, since dials do not all take the same time to get there. */
    private static final Duration WINDOW = Duration.ofSeconds(SECONDS).plusMillis(200);

    private static final double SMALLEST_SHARE = 0.05;
    private static final double REGROWTH = 0.02;

    private final int most;
    private final Deque<Instant> dials = new ArrayDeque<>();
    private Instant shutUntil = Instant.MIN;
    private double shareThen = 1;
    private Instant then = Instant.MIN;

    DialPace(int perSecond) {
        most = perSecond * SECONDS;
    }

    /** How long the next dial must wait; zero: it may go. */
    Duration until(Instant now) {
        Instant begin = now.minus(WINDOW);
        while (!dials.isEmpty() && !dials.getFirst().isAfter(begin)) {
            dials.removeFirst();
        }
        Duration shut = shutUntil.isAfter(now) ? Duration.between(now, shutUntil) : Duration.ZERO;
        if (dials.size() < allowed(now)) {
            return shut;
        }
        Duration full = Duration.between(begin, dials.getFirst());
        return full.compareTo(shut) > 0 ? full : shut;
    }

    void started(Instant now) {
        dials.addLast(now);
    }

    /** Telnyx refused one, and asked to wait. */
    void refused(Instant sentAt, Instant now, Duration wait) {
        if (!sentAt.isBefore(then)) {
            // Later ones were sent before this was known: one cut for all of them.
            shareThen = Math.max(SMALLEST_SHARE, share(now) * 0.7);
            then = now;
        }
        Instant until = now.plus(wait);
        if (until.isAfter(shutUntil)) {
            shutUntil = until;
        }
    }

    private int allowed(Instant now) {
        return Math.max(1, (int) (most * share(now)));
    }

    private double share(Instant now) {
        return shareThen == 1
                ? 1
                : Math.min(1, shareThen + REGROWTH * Duration.between(then, now).toMillis() / 1000);
    }
}
