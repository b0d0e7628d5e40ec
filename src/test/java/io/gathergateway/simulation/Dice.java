package io.gathergateway.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of a run: the same seed throws the same, as long as it is asked in the same order. */
final class Dice {
    private final SplittableRandom random;

    Dice(long seed) {
        this(new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1));
    }

    private Dice(SplittableRandom random) {
        this.random = random;
    }

    /** Dice of their own for one part of the world, so that it does not depend on how often others throw. */
    Dice fork() {
        return new Dice(random.split());
    }

    boolean chance(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    /** Evenly in [from, to]. */
    long between(long from, long to) {
        return from + random.nextLong(to - from + 1);
    }

    double nextDouble() {
        return random.nextDouble();
    }

    <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
