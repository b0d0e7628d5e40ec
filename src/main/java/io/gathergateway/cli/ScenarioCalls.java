package io.gathergateway.cli;

import io.gathergateway.api.CallId;
import io.gathergateway.call.SessionKey;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.session.CallClock;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.GatewayApi;
import io.gathergateway.simulator.Simulator;
import io.gathergateway.simulator.SimulatorOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Plays scenarios through a running gateway: lets the simulated Telnyx bring calls in, has the gateway place the others,
 * and tells the gateway what happens outside. May be used from any thread.
 */
final class ScenarioCalls {
    private final Simulator simulator;
    private final String flow;
    private final String run = UUID.randomUUID().toString();
    private final Map<String, Duration> ahead = new ConcurrentHashMap<>();
    private final Map<String, String> placed = new ConcurrentHashMap<>();
    private final AtomicLong made = new AtomicLong();

    /** {@code flow} runs on the calls that are placed. */
    ScenarioCalls(Simulator simulator, String flow) {
        this.simulator = simulator;
        this.flow = flow;
    }

    /** What cannot be played over a real network: a backend that the gateway's own breaker spares. */
    static boolean isPlayable(Scenario scenario) {
        return scenario.backend().stream().noneMatch(reply -> reply.kind() instanceof Scenario.Reply.Kind.Degraded);
    }

    /** A clock by which each call happens when its scenario says. */
    CallClock clock(InstantSource pod) {
        return new CallClock() {
            @Override
            public Instant instant() {
                return pod.instant();
            }

            @Override
            public Instant instant(SessionKey call) {
                Duration placedAhead = ahead.get(call.id());
                return placedAhead == null
                        ? simulator.timeOf(call.id(), pod.instant())
                        : pod.instant().plus(placedAhead);
            }
        };
    }

    /** Something happens outside of a call of the simulator's; completes when the gateway has it. */
    Future<Void> outside(GatewayApi gateway, String callSessionId, Line.Event event) {
        return gateway.tell(placed.getOrDefault(callSessionId, callSessionId), event, next());
    }

    /** Plays one; gives how it went and what to prove of it. */
    Future<Played> play(GatewayApi gateway, Scenario scenario) {
        return switch (scenario.start()) {
            case Start.Incoming incoming ->
                simulator
                        .call(scenario)
                        .map(report -> new Played(
                                report,
                                new Proof.Call(
                                        new SessionKey(report.callSessionId()), report.callSessionId(), scenario)));
            case Start.Placed place -> place(gateway, scenario, place);
        };
    }

    /** A call that was played. */
    record Played(CallReport report, Proof.Call call) {}

    private Future<Played> place(GatewayApi gateway, Scenario scenario, Start.Placed place) {
        String key = next();
        String call = CallId.of(key);
        ahead.put(call, Duration.between(Instant.now(), place.at()));
        Future<CallReport> report = simulator.call(scenario, callSessionId -> placed.put(callSessionId, call));
        return gateway.place(flow, SimulatorOptions.defaults().connectionId(), place, key)
                .compose(taken -> report)
                .map(done -> new Played(done, new Proof.Call(new SessionKey(call), done.callSessionId(), scenario)));
    }

    private String next() {
        return run + "-" + made.incrementAndGet();
    }
}
