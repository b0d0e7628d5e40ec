package io.gathergateway.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Heads that wait for a place: the more urgent first, and of the same urgency the older. Bounded by who uses it. */
final class Waiting {
    private final Map<Urgency, Deque<Held>> lines = new EnumMap<>(Urgency.class);
    private int size;

    Waiting() {
        for (Urgency urgency : Urgency.values()) {
            lines.put(urgency, new ArrayDeque<>());
        }
    }

    void add(Held held) {
        line(held.urgency()).add(held);
        size++;
    }

    /** The oldest of its urgency; null where none waits. */
    @Nullable
    Held peek(Urgency urgency) {
        return line(urgency).peek();
    }

    Held remove(Urgency urgency) {
        Held oldest = line(urgency).remove();
        size--;
        return oldest;
    }

    /** The youngest of the least urgent. */
    Held removeLeast() {
        Urgency[] all = Urgency.values();
        for (int i = all.length - 1; i >= 0; i--) {
            if (!line(all[i]).isEmpty()) {
                size--;
                return line(all[i]).removeLast();
            }
        }
        throw new NoSuchElementException("nobody waits");
    }

    /** Takes out, of every urgency, the oldest as long as {@code which} holds for them. */
    void removeWhile(Predicate<Held> which, Consumer<Held> removed) {
        for (Urgency urgency : Urgency.values()) {
            for (Held head = peek(urgency); head != null && which.test(head); head = peek(urgency)) {
                removed.accept(remove(urgency));
            }
        }
    }

    int size() {
        return size;
    }

    private Deque<Held> line(Urgency urgency) {
        Deque<Held> line = lines.get(urgency);
        if (line == null) {
            throw new IllegalStateException("every urgency has a line");
        }
        return line;
    }
}
