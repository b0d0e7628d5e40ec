package io.gathergateway.simulation;

import io.gathergateway.simulation.Faults.Part;

/** Throws the dice for each occasion of a fault. */
final class Chance {
    private final Faults faults;
    private final Clockwork clock;
    final Dice dice;

    Chance(Faults faults, Clockwork clock, Dice dice) {
        this.faults = faults;
        this.clock = clock;
        this.dice = dice;
    }

    Faults faults() {
        return faults;
    }

    /** Whether a fault of this share happens here and now. */
    boolean of(double share) {
        return clock.now() < faults.untilMillis() && dice.chance(share);
    }

    /** Until when a part is away; 0 where it is there. */
    long awayUntil(Part part) {
        return faults.outages().stream()
                .filter(outage -> outage.part() == part && outage.from() <= clock.now() && clock.now() < outage.until())
                .mapToLong(Faults.Outage::until)
                .max()
                .orElse(0);
    }

    /** How long a message within the cluster takes. */
    long hop() {
        return dice.between(0, 3);
    }

    /** How long a message over the internet takes. */
    long way() {
        return dice.between(5, 60);
    }
}
