package io.gathergateway.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** Time that passes only when told: a clock and its timers, in order of time and then of setting. */
public final class VirtualTime implements InstantSource, Timers {
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::number));
    private Instant now = START;
    private long numbers;

    private record Entry(Instant at, long number, Runnable action) {}

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public Scheduled after(Duration delay, Runnable action) {
        Entry entry = new Entry(now.plus(delay), numbers++, action);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    public void advance(Duration duration) {
        Instant until = now.plus(duration);
        for (Entry next = entries.peek(); next != null && !next.at().isAfter(until); next = entries.peek()) {
            entries.remove();
            now = next.at();
            next.action().run();
        }
        now = until;
    }

    public long elapsedMillis() {
        return Duration.between(START, now).toMillis();
    }

    int pending() {
        return entries.size();
    }
}
