package io.gathergateway.simulator;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.telnyx.model.LegIdentity;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Stimulus;
import io.vertx.core.Vertx;
import java.util.Objects;

/**
 * Everybody in a call but its caller: whose phone rings, and who takes calls out of a queue. Confined to the simulator's
 * event loop.
 */
final class OtherSides {
    /** The leg of whoever takes a call out of a queue; it belongs to nobody's call here. */
    static final String AGENT = "v3:agent";

    private static final long RINGS_MILLIS = 2000;
    private static final long LISTENS_MILLIS = 1500;
    private static final long TALKS_MILLIS = 3000;

    private final Vertx vertx;
    private final SimulatorOptions options;
    private final World world;

    OtherSides(Vertx vertx, SimulatorOptions options, World world) {
        this.vertx = vertx;
        this.options = options;
        this.world = world;
    }

    /**
     * A phone rings.
     *
     * @param detection how Telnyx is to find out who answers; empty or {@code disabled} not at all
     */
    void ring(LegState leg, Scenario scenario, String detection) {
        boolean listens = !detection.isEmpty() && !detection.equals("disabled");
        String id = leg.identity().callControlId();
        after(RINGS_MILLIS, () -> {
            switch (reaction(scenario, leg.identity())) {
                case ANSWERS, LEAVES -> {
                    world.happens(id, new Stimulus.FarSideAnswers());
                    if (listens) {
                        String who = scenario.start() instanceof Start.Placed placed
                                        && placed.to().equals(leg.identity().to())
                                ? placed.answeredBy()
                                : "human";
                        after(
                                LISTENS_MILLIS,
                                () -> world.happens(
                                        id, new Stimulus.MachineDetected(who, detection.equals("premium"))));
                    }
                }
                case BUSY -> world.happens(id, new Stimulus.FarSideDeclines(Stimulus.Reason.BUSY));
                case NO_ANSWER -> {}
            }
        });
    }

    /** Two legs were joined: whoever is to leave does so after a while; false where the caller has the last word. */
    boolean leaves(LegState leg, Scenario scenario) {
        if (reaction(scenario, leg.identity()) != OtherSide.LEAVES) {
            return false;
        }
        after(TALKS_MILLIS, () -> world.happens(leg.identity().callControlId(), new Stimulus.CallerHangsUp()));
        return true;
    }

    /** A leg waits in a queue. */
    void queued(LegState leg, Session session) {
        Long taken = session.scenario().queueTaken();
        String queue = Objects.requireNonNull(leg.queue());
        String id = leg.identity().callControlId();
        if (taken != null) {
            after(taken, () -> {
                LegState now = world.leg(id);
                if (now != null && queue.equals(now.queue())) {
                    session.call().joined(queue);
                    session.call().endedBy(Scenario.EndedBy.TRANSFER);
                    world.happens(id, new Stimulus.Bridged(AGENT));
                    if (session.caller() != null) {
                        session.caller().talks();
                    }
                }
            });
        }
    }

    private static OtherSide reaction(Scenario scenario, LegIdentity leg) {
        return scenario.others().getOrDefault(leg.to(), OtherSide.ANSWERS);
    }

    private void after(long callMillis, Runnable action) {
        vertx.setTimer(options.real(callMillis), timer -> action.run());
    }
}
