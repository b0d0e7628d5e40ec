package io.gathergateway.cli;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Plays scenarios through a running gateway: lets the simulated Telnyx bring calls in, has the gateway place the others,
 * and tells the gateway what happens outside. May be used from any thread.
 */
final class DemoCalls {
    private final Simulator simulator;
    private final FlowSet flows;
    private final Function<SessionEvent, Future<?>> gateway;
    private final Map<String, Duration> ahead = new ConcurrentHashMap<>();
    private final Map<String, SessionKey> placed = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();

    DemoCalls(Simulator simulator, FlowSet flows, Function<SessionEvent, Future<?>> gateway) {
        this.simulator = simulator;
        this.flows = flows;
        this.gateway = gateway;
    }

    /** What cannot be played over a real network: a backend that the gateway's own breaker spares. */
    static boolean isPlayable(Scenario scenario) {
        return scenario.backend().stream().noneMatch(reply -> reply.kind() instanceof Scenario.Reply.Kind.Degraded);
    }

    /** What time it is in a call. */
    Instant time(SessionKey call, Instant now) {
        Duration placedAhead = ahead.get(call.id());
        return placedAhead == null ? simulator.timeOf(call.id(), now) : now.plus(placedAhead);
    }

    /** Something happens outside of a call of the simulator's; completes when the gateway has it. */
    Future<?> outside(String callSessionId, Line.Event event) {
        SessionKey key = placed.getOrDefault(callSessionId, new SessionKey(callSessionId));
        return gateway.apply(new SessionEvent.External(key, "demo-" + made.incrementAndGet(), event.name(), event.data()));
    }

    /** Plays one; gives how it went and what to prove of it. */
    Future<Played> play(Scenario scenario) {
        return switch (scenario.start()) {
            case Start.Incoming incoming ->
                simulator
                        .call(scenario)
                        .map(report -> new Played(
                                report,
                                new Proof.Call(
                                        new SessionKey(report.callSessionId()), report.callSessionId(), scenario)));
            case Start.Placed place -> place(scenario, place);
        };
    }

    /** A call that was played. */
    record Played(CallReport report, Proof.Call call) {}

    private Future<Played> place(Scenario scenario, Start.Placed place) {
        SessionKey key = new SessionKey("placed-" + made.incrementAndGet() + "-" + System.nanoTime());
        ahead.put(key.id(), Duration.between(Instant.now(), place.at()));
        Future<CallReport> report = simulator.call(scenario, callSessionId -> placed.put(callSessionId, key));
        String flow = flows.answer().isEmpty()
                ? flows.flows().keySet().iterator().next()
                : flows.answer().getLast().flow();
        return gateway.apply(new SessionEvent.PlaceCall(
                        key,
                        flow,
                        SimulatorOptions.defaults().connectionId(),
                        place.to(),
                        place.from(),
                        place.with()))
                .compose(committed -> report)
                .map(done -> new Played(done, new Proof.Call(key, done.callSessionId(), scenario)));
    }
}
