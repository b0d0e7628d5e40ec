package io.gathergateway.call;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The call's durable timers in one {@link Turn}. Invariant: a timer that runs was set by a version not above this one. */
final class Timers {
    /** Until the step's result must be there. */
    static final String STEP = "step";

    /** Until the call is over. */
    static final String CALL = "call";

    /** Until the call must have begun. */
    static final String PARK = "park";

    /** Until an http step lets the caller hear that it takes longer. */
    static final String HOLD = "hold";

    /** Begins the name of a timer that ends a sensitive variable's life; the variable's name follows. */
    static final String FORGET = "forget:";

    private final long version;
    private final Map<String, Long> running;
    private final Map<String, TimerChange> changes = new LinkedHashMap<>();

    Timers(Map<String, Long> running, long version) {
        this.running = new TreeMap<>(running);
        this.version = version;
    }

    void start(String timer, Duration after) {
        running.put(timer, version);
        changes.put(timer, new TimerChange.Start(timer, after));
    }

    void cancel(String timer) {
        if (running.remove(timer) != null) {
            changes.put(timer, new TimerChange.Cancel(timer));
        }
    }

    void cancelAll() {
        List.copyOf(running.keySet()).forEach(this::cancel);
    }

    boolean runs(String timer, long setAt) {
        Long current = running.get(timer);
        return current != null && current == setAt;
    }

    Map<String, Long> running() {
        return running;
    }

    List<TimerChange> changes() {
        return List.copyOf(changes.values());
    }
}
