package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * How many requests to Telnyx may be under way at a time: additive increase, multiplicative decrease. While all places
 * are taken and answers come about as fast as they can, the limit grows by an eighth; where they come twice as slowly as
 * the best of the last minutes, or a tenth of them not at all, it shrinks by a fifth. It is looked at twice a second, or
 * after as many answers as fit in the limit if that is later.
 *
 * <p>Invariant: between the bounds. What ends a call has places of its own besides, an eighth of all, so that hang-ups
 * do not wait behind requests that Telnyx leaves unanswered. Confined to the thread of its outbox.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc5681">RFC 5681, where the idea is from</a>
 */
final class Concurrency {
    private static final int FEWEST = 4;
    private static final Duration WINDOW = Duration.ofMillis(500);
    private static final int FEWEST_ANSWERS = 8;

    /** The best time is that of the last one to two of these. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    /** Jitter that means nothing. */
    private static final Duration SLACK = Duration.ofMillis(50);

    private final int most;
    private final int fewest;
    private final int reserve;
    private double limit;
    private int underWay;

    private Instant windowEnds = Instant.MIN;
    private boolean used;
    private int answers;
    private int failures;
    private long nanos;

    private Instant memoryEnds = Instant.MIN;
    private long best = Long.MAX_VALUE;
    private long bestBefore = Long.MAX_VALUE;

    /** {@code places} are all there may ever be, those for hang-ups included. */
    Concurrency(int places) {
        reserve = places / 8;
        most = places - reserve;
        fewest = Math.min(FEWEST, most);
        // Not more: each may need a TLS handshake first, and those are dear.
        limit = Math.max(fewest, most / 4);
    }

    /** Whether one more may start. */
    boolean admits(Urgency urgency) {
        boolean free = underWay < limit();
        used |= !free;
        return free || (urgency == Urgency.END && underWay < limit() + reserve);
    }

    void started() {
        underWay++;
    }

    /** One ended; a failure is silence, a cut connection or a 5xx. */
    void ended(boolean failed, Duration took, Instant now) {
        underWay--;
        if (now.isAfter(windowEnds) && answers >= Math.max(FEWEST_ANSWERS, limit())) {
            judge(now);
        }
        answers++;
        if (failed) {
            failures++;
        }
        nanos += took.toNanos();
    }

    /** One ended that says nothing of Telnyx: it was not written, or Telnyx wants us slower anyway. */
    void ended() {
        underWay--;
    }

    int limit() {
        return (int) limit;
    }

    int underWay() {
        return underWay;
    }

    int free() {
        return Math.max(0, limit() - underWay);
    }

    private void judge(Instant now) {
        long mean = nanos / answers;
        if (failures * 10 >= answers) {
            limit = Math.max(fewest, limit * 0.8);
        } else {
            remember(mean, now);
            if (mean > 2 * Math.min(best, bestBefore) + SLACK.toNanos()) {
                limit = Math.max(fewest, limit * 0.8);
            } else if (used) {
                limit = Math.min(most, limit + Math.max(1, limit / 8));
            }
        }
        windowEnds = now.plus(WINDOW);
        used = false;
        answers = 0;
        failures = 0;
        nanos = 0;
    }

    private void remember(long mean, Instant now) {
        if (now.isAfter(memoryEnds)) {
            memoryEnds = now.plus(MEMORY);
            bestBefore = best;
            best = Long.MAX_VALUE;
        }
        best = Math.min(best, mean);
    }
}
