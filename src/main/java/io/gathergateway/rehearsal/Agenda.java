package io.gathergateway.rehearsal;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Virtual time and what is due in it: what is due at the same moment happens in the order it was put down. Confined to
 * one rehearsal.
 */
final class Agenda {
    private final PriorityQueue<Due> dues =
            new PriorityQueue<>(Comparator.comparingLong(Due::at).thenComparingLong(Due::order));
    private final long begin;
    private long now;
    private long order;

    private record Due(long at, long order, Runnable work) {}

    /** Time begins at {@code begin}, epoch milliseconds. */
    Agenda(long begin) {
        this.begin = begin;
        this.now = begin;
    }

    long now() {
        return now;
    }

    /** Milliseconds since the beginning. */
    long passed() {
        return now - begin;
    }

    void after(long millis, Runnable work) {
        dues.add(new Due(now + Math.max(0, millis), order++, work));
    }

    /** Lets time pass until the next thing that is due and does it; false where nothing is. */
    boolean next() {
        Due due = dues.poll();
        if (due == null) {
            return false;
        }
        now = Math.max(now, due.at());
        due.work().run();
        return true;
    }
}
