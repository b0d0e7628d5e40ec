package io.gathergateway.store;

import io.gathergateway.call.OutboxCommand;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One call in a {@link MemorySessionStore}. Invariant: no lane is empty. */
final class MemoryCall {
    long version;
    String state = "";
    long expires;
    final Map<String, Long> events = new HashMap<>();
    final List<String> journal = new ArrayList<>();
    final Map<String, Lane> lanes = new TreeMap<>();
    final Map<String, Timer> timers = new TreeMap<>();

    /** One that goes ways of its own from here. */
    MemoryCall copy() {
        MemoryCall copy = new MemoryCall();
        copy.version = version;
        copy.state = state;
        copy.expires = expires;
        copy.events.putAll(events);
        copy.journal.addAll(journal);
        lanes.forEach((name, lane) -> copy.lanes.put(name, lane.copy()));
        timers.forEach((name, timer) -> copy.timers.put(name, new Timer(timer.setAt, timer.due)));
        return copy;
    }

    /** Whether the command came to be the head. */
    boolean append(OutboxCommand command, long now) {
        Lane lane = lanes.computeIfAbsent(command.lane(), absent -> new Lane());
        if (command.supersedes()) {
            Entry head = lane.attempts > 0 ? lane.entries.peek() : null;
            lane.entries.clear();
            if (head != null) {
                lane.entries.add(head);
            }
        }
        if (lane.entries.isEmpty()) {
            lane.newHead();
        }
        lane.entries.add(new Entry(command, now + command.validFor().toMillis()));
        return lane.entries.size() == 1;
    }

    /** Whether it was the head. */
    boolean takeHead(String name, String commandId) {
        Lane lane = lanes.get(name);
        if (lane == null || !lane.isHead(commandId)) {
            return false;
        }
        lane.entries.remove();
        lane.newHead();
        if (lane.entries.isEmpty()) {
            lanes.remove(name);
        }
        return true;
    }

    static final class Lane {
        final Deque<Entry> entries = new ArrayDeque<>();
        long first;
        long number;
        int attempts;
        boolean held;
        long due;

        private Lane copy() {
            Lane copy = new Lane();
            copy.entries.addAll(entries);
            copy.first = first;
            copy.number = number;
            copy.attempts = attempts;
            copy.held = held;
            copy.due = due;
            return copy;
        }

        void newHead() {
            first = -1;
            number = 0;
            attempts = 0;
            held = false;
        }

        boolean isHead(String commandId) {
            Entry head = entries.peek();
            return head != null && head.command().commandId().equals(commandId);
        }
    }

    record Entry(OutboxCommand command, long deadline) {}

    static final class Timer {
        final long setAt;
        long due;

        Timer(long setAt, long due) {
            this.setAt = setAt;
            this.due = due;
        }
    }
}
