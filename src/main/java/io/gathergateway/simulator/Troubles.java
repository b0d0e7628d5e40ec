package io.gathergateway.simulator;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;

/**
 * What goes wrong at the simulated Telnyx, beyond what scenarios say. Change single values of {@link #NONE} with the
 * generated {@code with…} methods. Shares are 0 to 1.
 *
 * @param doubled share of webhooks that are sent twice
 * @param disorder delays webhooks by up to this much, each for itself; zero keeps a call's webhooks in order
 * @param lost share of webhooks that are never sent, as those Telnyx gave up; never {@code call.initiated}, since of a
 *     call that nobody heard of nobody can tell what became of it
 * @param status commands are answered with it instead of being carried out, 400 to 599
 * @param refused share of commands answered with {@code status}
 * @param mute share of commands that are carried out, and never answered
 * @param perSecond commands taken within a second of the clock; more are answered 429, with Telnyx's headers. 0 bounds
 *     nothing
 */
@RecordBuilder
public record Troubles(
        double doubled, Duration disorder, double lost, int status, double refused, double mute, int perSecond)
        implements TroublesBuilder.With {
    public static final Troubles NONE = new Troubles(0, Duration.ZERO, 0, 503, 0, 0, 0);

    public Troubles {
        for (double share : new double[] {doubled, lost, refused, mute}) {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share must be 0 to 1, not " + share);
            }
        }
        if (disorder.isNegative() || status < 400 || status > 599 || perSecond < 0) {
            throw new IllegalArgumentException(
                    "disorder and perSecond must not be negative, status must be 400 to 599");
        }
    }
}
