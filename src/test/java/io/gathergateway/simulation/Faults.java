package io.gathergateway.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * How much goes wrong in a run, each as a share of the occasions for it; nothing goes wrong any more after {@link
 * #untilMillis}.
 *
 * @param lost one attempt to deliver a webhook does not arrive
 * @param gone a webhook is never delivered
 * @param twice a webhook comes a second time, soon or up to five minutes later
 * @param slow a webhook is overtaken by later ones
 * @param crash a pod dies at a port call, before or after it had its effect
 * @param pause a pod stands still at a port call
 * @param before a call to the store fails without effect
 * @param after a call to the store has its effect and the reply is lost
 * @param late a call to the store has its effect after the caller gave up
 * @param lag a call to the store takes long
 * @param refuse Telnyx refuses a command, or the backend fails
 * @param mute Telnyx takes a command and the answer is lost; or the command is; or it takes effect late
 * @param limit Telnyx says 429
 * @param error Telnyx says 5xx, having done what it was asked or not
 * @param untilMillis no fault begins later
 * @param outages times when one part is away altogether
 */
record Faults(
        double lost,
        double gone,
        double twice,
        double slow,
        double crash,
        double pause,
        double before,
        double after,
        double late,
        double lag,
        double refuse,
        double mute,
        double limit,
        double error,
        long untilMillis,
        List<Outage> outages) {

    /** How rough a run is. */
    enum Weather {
        /** Nothing fails. */
        CALM,
        /** Up to 5 % of everything. */
        MILD,
        /** Up to 30 %, long pauses, and whole parts away for up to 80 s. */
        WILD,
        /** As mild, and the store forgets its last writes. */
        AMNESIA
    }

    /** What is away. */
    enum Part {
        STORE,
        TELNYX,
        PODS
    }

    /** From, and until, in milliseconds. */
    record Outage(Part part, long from, long until) {}

    static Faults of(Weather weather, Dice dice) {
        return switch (weather) {
            case CALM -> new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
            case MILD, AMNESIA -> rates(dice, 0.05, 0.002, List.of());
            case WILD -> rates(dice, 0.3, 0.01, outages(dice));
        };
    }

    private static Faults rates(Dice dice, double most, double pods, List<Outage> outages) {
        return new Faults(
                some(dice, most),
                some(dice, most / 5),
                some(dice, most * 2),
                some(dice, most * 2),
                some(dice, pods),
                some(dice, pods),
                some(dice, most / 2),
                some(dice, most / 2),
                some(dice, most / 4),
                some(dice, most),
                some(dice, most / 5),
                some(dice, most),
                some(dice, most),
                some(dice, most),
                dice.between(40_000, 120_000),
                outages);
    }

    /** Often nothing, so that each fault is also tried without the others. */
    private static double some(Dice dice, double most) {
        return dice.chance(0.4) ? 0 : dice.nextDouble() * most;
    }

    private static List<Outage> outages(Dice dice) {
        List<Outage> outages = new ArrayList<>();
        for (Part part : Part.values()) {
            if (dice.chance(0.35)) {
                long from = dice.between(1_000, 60_000);
                outages.add(new Outage(part, from, from + dice.between(1_000, dice.chance(0.4) ? 80_000 : 15_000)));
            }
        }
        return List.copyOf(outages);
    }

    /** When the last fault may have begun or ended. */
    long over() {
        return outages.stream().mapToLong(Outage::until).reduce(untilMillis, Math::max);
    }
}
