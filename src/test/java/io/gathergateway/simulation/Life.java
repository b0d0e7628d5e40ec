package io.gathergateway.simulation;

import io.gathergateway.outbox.Timers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * One life of a pod, from its start to its death. Invariants: what is dead does nothing more, though what it sent before
 * goes on; what is paused goes on later, in the same order.
 */
final class Life implements Timers, InstantSource {
    final String name;
    private final Clockwork clock;
    private final Chance chance;
    private final Trace trace;
    private final long offset;
    private final Runnable died;
    private boolean dead;
    private long pausedUntil;

    /** What a port call does to its pod. */
    enum Mishap {
        NONE,
        /** It is dead, and the call was not made. */
        BEFORE,
        /** It will be dead once the call has had its effect. */
        AFTER
    }

    /**
     * @param offset by how many milliseconds its clock is wrong
     * @param died is told once
     */
    Life(String name, Clockwork clock, Chance chance, Trace trace, long offset, Runnable died) {
        this.name = name;
        this.clock = clock;
        this.chance = chance;
        this.trace = trace;
        this.offset = offset;
        this.died = died;
    }

    /** Does something in this pod, now or when it goes on; never once it is dead. */
    void enter(Runnable work) {
        if (dead) {
            return;
        }
        long left = standsStill();
        if (left > 0) {
            clock.after(left, () -> enter(work));
        } else {
            work.run();
        }
    }

    /** How long it stands still from now. */
    long standsStill() {
        long until = Math.max(pausedUntil, chance.awayUntil(Faults.Part.PODS));
        return Math.max(0, until - clock.now());
    }

    boolean dead() {
        return dead;
    }

    void die(String where) {
        if (!dead) {
            dead = true;
            trace.note(name, "DIES at " + where);
            died.run();
        }
    }

    /** Throws the dice at a port call. */
    Mishap mishap(String where) {
        if (dead) {
            return Mishap.BEFORE;
        }
        if (chance.of(chance.faults().pause())) {
            long pause = chance.dice.chance(0.3) ? chance.dice.between(1_000, 20_000) : chance.dice.between(1, 1_000);
            pausedUntil = Math.max(pausedUntil, clock.now() + pause);
            trace.note(name, "PAUSES for " + pause + " ms at " + where);
        }
        if (!chance.of(chance.faults().crash())) {
            return Mishap.NONE;
        }
        if (chance.dice.chance(0.5)) {
            die(where);
            return Mishap.BEFORE;
        }
        return Mishap.AFTER;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(Clockwork.EPOCH + clock.now() + offset);
    }

    @Override
    public Scheduled after(Duration delay, Runnable action) {
        boolean[] cancelled = {false};
        long millis = Math.ceilDiv(delay.toNanos(), 1_000_000L);
        clock.after(
                millis,
                () -> enter(() -> {
                    if (!cancelled[0]) {
                        action.run();
                    }
                }));
        return () -> cancelled[0] = true;
    }
}
