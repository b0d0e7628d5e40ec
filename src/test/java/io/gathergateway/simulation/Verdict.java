package io.gathergateway.simulation;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the checker says of a run.
 *
 * @param calls there were
 * @param well of them ended as they would have on a good day
 * @param events applied
 * @param effects at Telnyx
 */
record Verdict(
        long seed,
        Faults.Weather weather,
        List<Violation> violations,
        int calls,
        int well,
        int events,
        int effects,
        List<String> trace) {

    /** Which promise a run broke. */
    enum Promise {
        /** An event that was answered 200 is in no journal. */
        LOST,
        /** An event was applied more than once. */
        TWICE,
        /** The journal, decided again, gives another state or other commands. */
        REPLAY,
        /** Something was done that no line of the journal decided. */
        UNDECIDED,
        /** A command had more than one effect. */
        EFFECT_TWICE,
        /** A command that was decided vanished. */
        VANISHED,
        /** Commands took effect in another order than decided. */
        ORDER,
        /** A result drove a step that its command was not of. */
        STALE,
        /** Something was sent after the call's end. */
        AFTER_END,
        /** Something was sent after its deadline. */
        TOO_LATE,
        /** A live call has nothing outstanding, or its timers are not those it believes in. */
        STUCK,
        /** A call is over here and lives on at Telnyx. */
        ABANDONED,
        /** Production code threw. */
        BUG;

        /** Whether it is kept also by calls whose last events the store forgot. */
        boolean outlivesAmnesia() {
            return switch (this) {
                case TWICE, REPLAY, EFFECT_TWICE, STUCK, BUG -> true;
                case LOST, UNDECIDED, VANISHED, ORDER, STALE, AFTER_END, TOO_LATE, ABANDONED -> false;
            };
        }
    }

    /** One promise broken, in words. */
    record Violation(Promise promise, String what) {}

    Verdict withoutTrace() {
        return new Verdict(seed, weather, violations, calls, well, events, effects, List.of());
    }

    Set<Promise> broken() {
        Set<Promise> broken = new TreeSet<>();
        violations.forEach(violation -> broken.add(violation.promise()));
        return broken;
    }
}
