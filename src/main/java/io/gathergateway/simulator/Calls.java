package io.gathergateway.simulator;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.Line;
import io.gathergateway.scenario.Scenario.Reply;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.telnyx.model.Stimulus;
import io.gathergateway.yaml.Place;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls under way and what is told of those that are over. Confined to the simulator's event loop. */
final class Calls {
    /** What a call is judged by that nobody scripted. */
    static final Scenario UNSCRIPTED = new Scenario(
            "unscripted",
            Place.of("the simulator"),
            new Start.Incoming("", "", Instant.EPOCH),
            List.of(),
            Map.of(),
            null,
            List.of(),
            List.of(),
            Scenario.Expect.NOTHING);

    private static final int REPORTS_KEPT = 50_000;

    private final Map<String, Session> sessions = new LinkedHashMap<>();
    private final Map<String, CallReport> reports = new LinkedHashMap<>();
    private final CallTimes times;
    private @Nullable BiFunction<String, Line.Event, Future<Void>> outside;

    Calls(CallTimes times) {
        this.times = times;
    }

    void begin(String callSessionId, Session session) {
        sessions.put(callSessionId, session);
        if (!session.scenario().equals(UNSCRIPTED)) {
            times.begin(callSessionId, session.scenario().start().at());
        }
    }

    /** What happens outside of calls is told to {@code told}, with the call's session id; it fails where nobody takes it. */
    void tellOutside(BiFunction<String, Line.Event, Future<Void>> told) {
        outside = told;
    }

    void outside(String callSessionId, CallRecord call, Line.Event event) {
        if (outside == null) {
            call.fault("nobody tells the gateway of the event " + event.name());
        } else {
            outside.apply(callSessionId, event)
                    .onFailure(refused -> call.fault(
                            "the gateway did not take the event " + event.name() + ": " + refused.getMessage()));
        }
    }

    /** Completes when the call is over; fails for a call that is not known or no longer. */
    Future<CallReport> report(String callSessionId) {
        CallReport report = reports.get(callSessionId);
        Session session = sessions.get(callSessionId);
        if (report != null) {
            return Future.succeededFuture(report);
        }
        return session == null
                ? Future.failedFuture("no call " + callSessionId)
                : session.report().future();
    }

    /**
     * What the backend says to a request. A request does not tell its call: it is that of the call that began first and
     * has a reply to it left.
     */
    Optional<Reply> reply(String method, String address) {
        Optional<Session> asking = sessions.values().stream()
                .filter(session -> session.replies().has(method, address))
                .findFirst();
        if (asking.isEmpty() && sessions.size() == 1) {
            Session only = sessions.values().iterator().next();
            only.call()
                    .fault(
                            only.scenario().place(),
                            "the backend was asked " + method + " " + address
                                    + ", and the scenario has no answer to it");
        }
        return asking.flatMap(session -> session.replies().next(method, address));
    }

    /** Reports a call whose legs are all over and whose webhooks are delivered or given up. */
    void finishIfOver(String callSessionId, Function<String, @Nullable LiveLeg> legs) {
        Session session = sessions.get(callSessionId);
        if (session == null || !session.call().allSettled()) {
            return;
        }
        boolean over = session.legs().stream().map(legs).allMatch(live -> live == null || live.isOver());
        if (over) {
            sessions.remove(callSessionId);
            times.end(callSessionId);
            session.upsets()
                    .unused()
                    .forEach(fault -> session.call().fault(fault.place(), "this fault never came to pass"));
            CallReport report = session.call().report(session.scenario());
            reports.put(callSessionId, report);
            if (reports.size() > REPORTS_KEPT) {
                reports.remove(reports.keySet().iterator().next());
            }
            session.report().complete(report);
        }
    }

    void endStuck(SimulatorOptions options, World world) {
        for (Session session : List.copyOf(sessions.values())) {
            if (session.call().idleMillis() > options.stuckMillis()
                    && session.call().allSettled()) {
                session.call()
                        .fault("stuck: nothing happened for " + session.call().idleMillis() + " ms");
                List.copyOf(session.legs()).forEach(leg -> world.happens(leg, new Stimulus.CallerHangsUp()));
            }
        }
    }
}
