package io.gathergateway.simulator;

import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Fault;
import java.util.Optional;
import java.util.Random;

/** Draws what goes wrong, as the {@link Troubles} of the moment say. Confined to the simulator's event loop. */
final class Misfortune {
    /** Telnyx's catalogue has it as 10011; the limit's headers go with it. */
    private static final Fault TOO_MANY =
            new Fault("10011", "Too many requests", "You have exceeded the maximum number of allowed requests.", "");

    private static final Fault UNAVAILABLE =
            new Fault("10016", "Service unavailable", "The simulator is told to refuse this command.", "");

    private final Random random;
    private Troubles troubles = Troubles.NONE;
    private long second;
    private int taken;

    Misfortune(long seed) {
        this.random = new Random(seed);
    }

    void become(Troubles now) {
        troubles = now;
    }

    boolean doubles() {
        return chance(troubles.doubled());
    }

    boolean loses(String type) {
        return !type.equals("call.initiated") && chance(troubles.lost());
    }

    /** Whether a call's webhooks are sent in the order they were made. */
    boolean keepsOrder() {
        return troubles.disorder().isZero();
    }

    /** Milliseconds by which the next webhook is late. */
    long delay() {
        long most = troubles.disorder().toMillis();
        return most == 0 ? 0 : random.nextLong(most + 1);
    }

    /** How a command that came at {@code now} is refused, if it is. */
    Optional<Answer> refusal(long now) {
        if (troubles.perSecond() > 0) {
            taken = now / 1000 == second ? taken + 1 : 1;
            second = now / 1000;
            if (taken > troubles.perSecond()) {
                return Optional.of(Answer.refused(429, TOO_MANY));
            }
        }
        return chance(troubles.refused())
                ? Optional.of(Answer.refused(troubles.status(), UNAVAILABLE))
                : Optional.empty();
    }

    /** Commands a second; 0 for no bound. */
    int perSecond() {
        return troubles.perSecond();
    }

    /** Whether a command that was carried out stays without an answer. */
    boolean silences() {
        return chance(troubles.mute());
    }

    private boolean chance(double share) {
        return share > 0 && random.nextDouble() < share;
    }
}
