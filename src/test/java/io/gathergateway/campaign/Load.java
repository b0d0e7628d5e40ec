package io.gathergateway.campaign;

import io.gathergateway.simulator.CallReport;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Calls that come at a steady rate, whatever becomes of them. */
final class Load {
    /** A call whose every webhook is repeated to the end takes as long. */
    private static final Duration LAST_CALL = Duration.ofMinutes(5);

    private final Stage stage;
    private final long timer;
    private final List<Future<CallReport>> calls = new ArrayList<>();

    private Load(Stage stage, double perSecond) {
        this.stage = stage;
        this.timer = stage.vertx.setPeriodic(Math.max(1, Math.round(1000 / perSecond)), tick -> add());
    }

    static Load begin(Stage stage, double perSecond) {
        return new Load(stage, perSecond);
    }

    private synchronized void add() {
        calls.add(stage.simulator.call(stage.callers.get(calls.size() % stage.callers.size())));
    }

    synchronized int begun() {
        return calls.size();
    }

    /** No more calls; waits until the last is over, and tells how all went. */
    List<CallReport> end() throws Exception {
        stage.vertx.cancelTimer(timer);
        List<Future<CallReport>> all;
        synchronized (this) {
            all = List.copyOf(calls);
        }
        return Waits.result(Future.all(all).map(each -> each.<CallReport>list()), LAST_CALL);
    }
}
