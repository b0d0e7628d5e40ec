package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast commands go after Telnyx refused some for their number: a bucket of tokens that fills at five sixths of what
 * was accepted in the seconds before. The rate grows by 1 % a second, and twice as fast each 10 s that nothing is
 * refused, so that it is found again soon and forgotten in a few minutes. Hang-ups take tokens that are not there yet,
 * and the others wait for it. Confined to the thread of its outbox.
 */
final class CommandRate {
    private static final int SECONDS = 5;
    private static final double CUT = 5.0 / 6;
    private static final double SLOWEST = 1;

    /** No single pod comes near this: the limit is forgotten. */
    private static final double FASTEST = 2_000;

    private final long[] passed = new long[SECONDS + 1];
    private long second;

    /** 0: unlimited. */
    private double rate;

    private double tokens;
    private Instant at = Instant.MIN;
    private Instant cutAt = Instant.MIN;

    double perSecond() {
        return rate;
    }

    Duration until(Instant now) {
        refill(now);
        return rate == 0 || tokens >= 1 ? Duration.ZERO : Duration.ofMillis(1 + (long) ((1 - tokens) / rate * 1_000));
    }

    void started(Instant now) {
        refill(now);
        tokens = Math.max(-rate, tokens - 1);
    }

    void passed(Instant now) {
        roll(now);
        passed[bucket(second)]++;
    }

    /** One cut for all that were sent before the last one was known. */
    void refused(Instant sentAt, Instant now) {
        if (sentAt.isBefore(cutAt)) {
            return;
        }
        double accepted = accepted(now);
        rate = Math.max(SLOWEST, CUT * (rate == 0 ? accepted : Math.min(rate, accepted)));
        tokens = 0;
        at = now;
        cutAt = now;
    }

    private void refill(Instant now) {
        if (rate == 0 || !now.isAfter(at)) {
            return;
        }
        double seconds = Duration.between(at, now).toNanos() / 1e9;
        double quiet = Duration.between(cutAt, now).toSeconds();
        double growth = 0.01 * Math.pow(2, Math.min(quiet / 10, 6));
        rate = Math.min(FASTEST, rate * Math.pow(1 + growth, Math.min(seconds, 60)));
        if (rate >= FASTEST) {
            rate = 0;
        }
        tokens = Math.min(Math.max(1, rate / 10), tokens + rate * seconds);
        at = now;
    }

    /** What was accepted, a second, since the first of the last seconds in which anything was. */
    private double accepted(Instant now) {
        roll(now);
        long sum = 0;
        long first = second;
        for (long s = second; s > second - passed.length; s--) {
            long count = passed[bucket(s)];
            sum += count;
            first = count > 0 ? s : first;
        }
        double seconds = Duration.between(Instant.ofEpochSecond(first), now).toNanos() / 1e9;
        return sum / Math.max(1, seconds);
    }

    private void roll(Instant now) {
        long current = now.getEpochSecond();
        for (long s = Math.max(second + 1, current - passed.length + 1); s <= current; s++) {
            passed[bucket(s)] = 0;
        }
        second = Math.max(second, current);
    }

    private int bucket(long second) {
        return (int) Math.floorMod(second, (long) passed.length);
    }
}
