package io.gathergateway.webhook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many webhooks may be at work at once, found from how long they take: additive increase while the limit is what
 * holds them up and answers are quick, multiplicative decrease while answers are slow (AIMD, as TCP does with a
 * window). Slow means twice as long as when there is no queue, so that a distant or slow Redis is no overload; but never
 * under {@link #QUICK}, which nobody notices, nor over {@link #SLOW}, which leaves the slowest answers well within the
 * 1.5 s that P10 allows.
 *
 * <p>Under a lasting overload there always is a queue. So where answers are not quick, an eighth of the limit is tried for
 * a moment now and then, to see how long one takes without it (as BBR does).
 *
 * <p>Where much is refused, the time goes before anybody reads a webhook, and before commands are sent. So an event loop
 * that is late is a reason to let in less, too; but not much less, since what is refused may be garbage.
 *
 * <p>Takes its time from its arguments. Always between {@link #FEWEST} (or the most, if that is less) and the most.
 * Not thread-safe.
 */
final class AdaptiveLimit {
    static final int FEWEST = 32;

    /** The limit falls no further for time that is not spent at work. */
    static final int FEWEST_FOR_LAG = 64;

    static final Duration QUICK = Duration.ofMillis(150);
    static final Duration SLOW = Duration.ofMillis(600);

    /** An event loop that is later has more than it can do: commands wait for it as well. */
    static final Duration LATE = Duration.ofMillis(30);

    private static final int FIRST = 256;
    private static final double STEP_DOWN = 0.85;
    private static final double STEP_UP = 0.05;

    /** What is judged together: at least this long, and this many. */
    private static final long WINDOW_NANOS = Duration.ofMillis(100).toNanos();

    private static final int WINDOW_SAMPLES = 10;

    private static final long BETWEEN_PROBES_NANOS = Duration.ofSeconds(30).toNanos();
    private static final int PROBED_SHARE = 8;

    /** Nothing is longer at work (P10), and so no queue lasts longer. */
    private static final long LONGEST_NANOS = Duration.ofMillis(1_500).toNanos();

    private final int fewest;
    private final int fewestForLag;
    private final int most;
    private double limit;
    private long windowBegan;
    private int samples;
    private long sum;
    private long sumOfLag;
    private boolean held;
    private long best = Long.MAX_VALUE;
    private @Nullable Probe probe;
    private long nextProbe;

    /** What is measured before {@code drained} still tells of the queue. */
    private record Probe(double resume, long drained) {}

    /** {@code now} as {@link System#nanoTime}, as everywhere here. */
    AdaptiveLimit(int most, long now) {
        this.most = most;
        this.fewest = Math.min(FEWEST, most);
        this.fewestForLag = Math.min(FEWEST_FOR_LAG, most);
        this.limit = Math.min(FIRST, most);
        this.windowBegan = now;
        this.nextProbe = now;
    }

    int get() {
        return (int) limit;
    }

    /** A webhook was refused for the limit's sake. */
    void held() {
        held = true;
    }

    /** A webhook was {@code took} nanoseconds at work, after it had waited {@code lag} to be read. */
    void sample(long took, long lag, long now) {
        samples++;
        sum += took;
        sumOfLag += lag;
        if (samples >= WINDOW_SAMPLES && now - windowBegan >= WINDOW_NANOS) {
            judge(sum / samples, sumOfLag / samples, now);
            windowBegan = now;
            samples = 0;
            sum = 0;
            sumOfLag = 0;
            held = false;
        }
    }

    private void judge(long mean, long lag, long now) {
        if (probe != null) {
            end(probe, mean, now);
            return;
        }
        best = Math.min(best, mean);
        if (held && mean > QUICK.toNanos() && now - nextProbe >= 0) {
            probe = new Probe(limit, now + Math.min(mean, LONGEST_NANOS));
            limit = Math.max(fewest, limit / PROBED_SHARE);
        } else if (mean > tolerated()) {
            limit = Math.max(fewest, limit * STEP_DOWN);
        } else if (lag > LATE.toNanos()) {
            limit = Math.max(Math.min(limit, fewestForLag), limit * STEP_DOWN);
        } else if (held) {
            limit = Math.min(most, limit + Math.max(1, limit * STEP_UP));
        }
    }

    private void end(Probe ended, long mean, long now) {
        if (windowBegan - ended.drained() >= 0) {
            best = mean;
            limit = ended.resume();
            probe = null;
            nextProbe = now + BETWEEN_PROBES_NANOS;
        }
    }

    private long tolerated() {
        return Math.max(QUICK.toNanos(), Math.min(SLOW.toNanos(), 2 * best));
    }
}
