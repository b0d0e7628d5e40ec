package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.simulator.CallerScript.EndedBy;
import io.gathergateway.simulator.CallerScript.FarSide;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Effect;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.LegIdentity;
import io.gathergateway.telnyx.model.LegIdentity.Direction;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Reaction;
import io.gathergateway.telnyx.model.Stimulus;
import io.gathergateway.telnyx.model.TelnyxModel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All calls of the simulator: keeps each leg's state, lets the model decide, and does what it says. Confined to the
 * simulator's event loop. Ended legs are kept for ten minutes, as Telnyx does.
 */
final class World {
    private static final long KEPT_MILLIS = 600_000;
    private static final long FAR_SIDE_RINGS_MILLIS = 2000;
    private static final int REPORTS_KEPT = 50_000;
    private static final CallerScript NOBODY =
            new CallerScript("dialled", "", null, List.of(), FarSide.ANSWERS, CallerScript.Expect.NOTHING);

    private final Vertx vertx;
    private final SimulatorOptions options;
    private final WebhookSender webhooks;
    private final Map<String, LiveLeg> legs = new HashMap<>();
    private final Map<String, Session> sessions = new HashMap<>();
    private final Map<String, CallReport> reports = new LinkedHashMap<>();
    private long made;

    World(Vertx vertx, SimulatorOptions options, WebhookSender webhooks) {
        this.vertx = vertx;
        this.options = options;
        this.webhooks = webhooks;
        vertx.setPeriodic(Math.max(100, options.stuckMillis() / 4), timer -> endStuckCalls());
    }

    /** Places an incoming call; gives its session id at once. */
    String call(CallerScript script) {
        String to = script.to() == null ? options.number() : script.to();
        LegIdentity identity = LegIdentity.incoming(seed(), options.connectionId(), script.from(), to);
        String id = identity.callSessionId();
        CallRecord call = new CallRecord(id, () -> finishIfOver(id));
        Caller caller = new Caller(
                vertx,
                options,
                script,
                call,
                options.seed() + made,
                stimulus -> apply(identity.callControlId(), stimulus));
        begin(TelnyxModel.incoming(identity, now()), new Session(script, caller, call));
        return id;
    }

    /** A checked dial; gives the leg. */
    LegState dial(JsonNode body) {
        String to = body.path("to").isArray()
                ? body.path("to").path(0).asText()
                : body.path("to").asText();
        String seed = seed();
        LegIdentity identity = LegIdentity.dialled(
                seed, body.path("connection_id").asText(), body.path("from").asText(), to);
        String id = identity.callSessionId();
        CallRecord call = new CallRecord(id, () -> finishIfOver(id));
        Reaction reaction = TelnyxModel.dial(identity, body, now());
        begin(reaction, new Session(NOBODY, null, call));
        farSide(identity.callControlId(), FarSide.ANSWERS);
        return reaction.next();
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

    @Nullable
    LegState leg(String callControlId) {
        LiveLeg live = legs.get(callControlId);
        return live == null ? null : live.state();
    }

    /** Null for an unknown call. */
    @Nullable
    Answer command(String callControlId, String name, JsonNode body) {
        LiveLeg live = legs.get(callControlId);
        if (live == null) {
            return null;
        }
        JsonNode target = body.path("call_control_id");
        if (name.equals("bridge") && target.isTextual() && !legs.containsKey(target.asText())) {
            return Answer.refused(422, Fault.INVALID_CALL_CONTROL_ID);
        }
        Answer answer = apply(callControlId, new Stimulus.Command(name, body));
        if (answer != null) {
            live.session().call().command(name, answer);
        }
        return answer;
    }

    private void begin(Reaction reaction, Session session) {
        LegState leg = reaction.next();
        LiveLeg live = new LiveLeg(vertx, leg, session);
        legs.put(leg.identity().callControlId(), live);
        session.legs().add(leg.identity().callControlId());
        sessions.put(leg.identity().callSessionId(), session);
        carryOut(live, reaction.effects());
    }

    private @Nullable Answer apply(String callControlId, Stimulus stimulus) {
        LiveLeg live = legs.get(callControlId);
        if (live == null) {
            return null;
        }
        LegState before = live.state();
        Reaction reaction = TelnyxModel.apply(before, stimulus, now());
        live.become(reaction.next());
        live.session().call().happened();
        Caller caller = live.session().caller();
        boolean first = live.isFirst();
        boolean ends = !before.ended() && live.state().ended();
        if (caller != null && first) {
            if (live.state().gather() == null && live.state().conversation() == null) {
                caller.notAsked();
            }
            if (ends && stimulus instanceof Stimulus.Command) {
                live.session().call().endedBy(EndedBy.GATEWAY);
            }
            if (ends) {
                caller.ended();
            }
        }
        carryOut(live, reaction.effects());
        if (caller != null && first && live.state().answeredAt() > 0) {
            caller.answered();
        }
        live.cancelStaleAlarms();
        if (ends) {
            vertx.setTimer(KEPT_MILLIS, timer -> legs.remove(callControlId));
        }
        if (live.state().ended()) {
            finishIfOver(live.state().identity().callSessionId());
        }
        return reaction.answer();
    }

    private void carryOut(LiveLeg live, List<Effect> effects) {
        String self = live.state().identity().callControlId();
        CallRecord call = live.session().call();
        Caller caller = live.session().caller();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Webhook webhook -> webhooks.send(webhook, call);
                case Effect.Alarm(int alarm, long after) ->
                    live.setAlarm(alarm, options.real(after), () -> apply(self, new Stimulus.AlarmDue(alarm)));
                case Effect.NewLeg(Reaction other) -> {
                    begin(other, live.session());
                    farSide(
                            other.next().identity().callControlId(),
                            live.session().script().transfer());
                }
                case Effect.Join(String peer) -> join(self, peer);
                case Effect.TellPeer(String peer) -> apply(peer, new Stimulus.PeerEnded(self));
                case Effect.Heard(String what) -> call.heard(what);
                case Effect.Asked asked -> {
                    if (caller != null) {
                        caller.asked(asked);
                    }
                }
            }
        }
    }

    private void join(String self, String peer) {
        LegState other = leg(peer);
        LegState own = leg(self);
        if (other == null || own == null || other.ended()) {
            apply(self, new Stimulus.PeerEnded(peer));
            return;
        }
        apply(peer, new Stimulus.Bridged(self));
        apply(self, new Stimulus.Bridged(peer));
        LiveLeg live = legs.get(peer);
        if (live != null && live.session().caller() != null && own.identity().direction() == Direction.OUTGOING) {
            live.session().call().transferredTo(own.identity().to());
            live.session().caller().bridged();
        }
    }

    private void farSide(String callControlId, FarSide reaction) {
        vertx.setTimer(options.real(FAR_SIDE_RINGS_MILLIS), timer -> {
            switch (reaction) {
                case ANSWERS -> apply(callControlId, new Stimulus.FarSideAnswers());
                case BUSY -> apply(callControlId, new Stimulus.FarSideDeclines(Stimulus.Reason.BUSY));
                case NO_ANSWER -> {}
            }
        });
    }

    private void finishIfOver(String callSessionId) {
        Session session = sessions.get(callSessionId);
        if (session == null || !session.call().allSettled()) {
            return;
        }
        boolean over = session.legs().stream().map(legs::get).allMatch(live -> live == null || live.isOver());
        if (over) {
            sessions.remove(callSessionId);
            CallReport report = session.call().report(session.script());
            reports.put(callSessionId, report);
            if (reports.size() > REPORTS_KEPT) {
                reports.remove(reports.keySet().iterator().next());
            }
            session.report().complete(report);
        }
    }

    private void endStuckCalls() {
        for (Session session : List.copyOf(sessions.values())) {
            if (session.call().idleMillis() > options.stuckMillis()
                    && session.call().allSettled()) {
                session.call()
                        .fault("stuck: nothing happened for " + session.call().idleMillis() + " ms");
                List.copyOf(session.legs()).forEach(leg -> apply(leg, new Stimulus.CallerHangsUp()));
            }
        }
    }

    private String seed() {
        made++;
        return "simulated/" + options.seed() + "/" + System.nanoTime() + "/" + made;
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
