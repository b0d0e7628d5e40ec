package io.gathergateway.simulator;

import io.gathergateway.telnyx.model.LegState;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;

/** A leg, its session, and the timers of what it awaits. Confined to the simulator's event loop. */
final class LiveLeg {
    private final Vertx vertx;
    private final Session session;
    private final Map<Integer, Long> timers = new HashMap<>();
    private LegState state;

    LiveLeg(Vertx vertx, LegState state, Session session) {
        this.vertx = vertx;
        this.state = state;
        this.session = session;
    }

    LegState state() {
        return state;
    }

    void become(LegState next) {
        state = next;
    }

    Session session() {
        return session;
    }

    String id() {
        return state.identity().callControlId();
    }

    /** Whether it is the leg of whoever plays the script. */
    boolean isFirst() {
        return session.legs().iterator().next().equals(id());
    }

    void setAlarm(int alarm, long realMillis, Runnable due) {
        timers.put(alarm, vertx.setTimer(realMillis, timer -> {
            timers.remove(alarm);
            due.run();
        }));
    }

    void cancelStaleAlarms() {
        timers.entrySet().removeIf(entry -> {
            boolean stale = !state.awaits(entry.getKey());
            if (stale) {
                vertx.cancelTimer(entry.getValue());
            }
            return stale;
        });
    }

    /** Ended, and nothing is told after the call any more. */
    boolean isOver() {
        return state.ended() && timers.isEmpty();
    }
}
