package io.gathergateway.simulator;

import io.gathergateway.scenario.Scenario;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Scenarios of calls that the gateway places, until it does. Confined to the simulator's event loop. */
final class ForeseenCalls {
    private final Vertx vertx;
    private final SimulatorOptions options;
    private final List<Foreseen> awaited = new ArrayList<>();

    ForeseenCalls(Vertx vertx, SimulatorOptions options) {
        this.vertx = vertx;
        this.options = options;
    }

    /** A scenario whose call nobody placed yet. */
    record Foreseen(Scenario scenario, Consumer<String> begun, Promise<CallReport> report) {
        void begins(String callSessionId, Future<CallReport> becomes) {
            begun.accept(callSessionId);
            becomes.onComplete(report);
        }
    }

    /** Waits for the dial that a scenario of a placed call foresees; {@code begun} is told its session id. */
    Future<CallReport> await(Scenario scenario, Consumer<String> begun) {
        Foreseen foreseen = new Foreseen(scenario, begun, Promise.promise());
        awaited.add(foreseen);
        vertx.setTimer(options.stuckMillis(), timer -> {
            if (awaited.remove(foreseen)) {
                foreseen.report().complete(new CallRecord("", () -> {}).undialled(scenario));
            }
        });
        return foreseen.report().future();
    }

    /** The one that foresees a dial to this number, which is not awaited any more. */
    Optional<Foreseen> take(String to) {
        Optional<Foreseen> found = awaited.stream()
                .filter(each -> each.scenario().start().to().equals(to))
                .findFirst();
        found.ifPresent(awaited::remove);
        return found;
    }
}
