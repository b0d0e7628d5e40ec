package io.gathergateway.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time in milliseconds since the beginning, and what is due in it: in order of time, and what is due together in
 * the order it was put down.
 */
final class Clockwork {
    /** A working day, so that offices are open. */
    static final long EPOCH = 1_795_536_000_000L;

    private final PriorityQueue<Due> dues =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::number));
    private long now;
    private long number;

    private record Due(long at, long number, Runnable work) {}

    long now() {
        return now;
    }

    void after(long millis, Runnable work) {
        dues.add(new Due(now + Math.max(0, millis), number++, work));
    }

    void at(long moment, Runnable work) {
        after(moment - now, work);
    }

    /** Does what is due next, if it is due before {@code end}. */
    boolean next(long end) {
        Due due = dues.peek();
        if (due == null || due.at() > end) {
            return false;
        }
        dues.remove();
        now = due.at();
        due.work().run();
        return true;
    }
}
