package io.gathergateway.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.Start;
import io.gathergateway.scenario.Scenario.Upset;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Effect;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.LegIdentity;
import io.gathergateway.telnyx.model.LegIdentity.Direction;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Reaction;
import io.gathergateway.telnyx.model.Stimulus;
import io.gathergateway.telnyx.model.TelnyxModel;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All calls of the simulator: keeps each leg's state, lets the model decide, and does what it says. Confined to the
 * simulator's event loop. Ended legs are kept for ten minutes, as Telnyx does.
 */
final class World {
    private static final long KEPT_MILLIS = 600_000;

    private final Vertx vertx;
    private final SimulatorOptions options;
    private final WebhookSender webhooks;
    private final OtherSides others;
    private final Calls calls;
    private final Map<String, LiveLeg> legs = new HashMap<>();
    private final ForeseenCalls foreseenCalls;
    private long made;

    World(Vertx vertx, SimulatorOptions options, WebhookSender webhooks, CallTimes times) {
        this.vertx = vertx;
        this.options = options;
        this.webhooks = webhooks;
        this.others = new OtherSides(vertx, options, this);
        this.calls = new Calls(times);
        this.foreseenCalls = new ForeseenCalls(vertx, options);
        vertx.setPeriodic(Math.max(100, options.stuckMillis() / 4), timer -> calls.endStuck(options, this));
    }

    Calls calls() {
        return calls;
    }

    /** The calls that the gateway is to place. */
    ForeseenCalls foreseen() {
        return foreseenCalls;
    }

    /** Places an incoming call; gives its session id at once. */
    String call(Scenario scenario) {
        Start start = scenario.start();
        LegIdentity identity = LegIdentity.incoming(seed(), options.connectionId(), start.from(), start.to());
        Session session = session(scenario, identity.callSessionId(), identity.callControlId());
        calls.begin(identity.callSessionId(), session);
        begin(TelnyxModel.incoming(identity, now()), session);
        return identity.callSessionId();
    }

    /** A checked dial; gives the leg, or refuses where its scenario says so. */
    Dialled dial(JsonNode body) {
        JsonNode to = body.path("to").isArray() ? body.path("to").path(0) : body.path("to");
        LiveLeg linked = legs.get(body.path("link_to").asText(""));
        Optional<Upset.Refuse> refusal =
                linked == null ? Optional.empty() : linked.session().upsets().command("dial");
        if (linked != null && refusal.isPresent()) {
            linked.session().call().refusedAsTold("dial");
            return new Dialled.Refused(refusal(refusal.get()));
        }
        String connection = body.path("connection_id").asText();
        String from = body.path("from").asText();
        LegIdentity identity = linked == null
                ? LegIdentity.dialled(seed(), connection, from, to.asText())
                : LegIdentity.linked(seed(), linked.state().identity().callSessionId(), connection, from, to.asText());
        Session session = linked == null ? placed(identity) : linked.session();
        session.call().command("dial", Answer.ok(true, List.of()));
        Reaction reaction = TelnyxModel.dial(identity, body, now());
        begin(reaction, session);
        others.ring(
                reaction.next(),
                session.scenario(),
                body.path("answering_machine_detection").asText(""));
        return new Dialled.Rings(reaction.next());
    }

    /** The session of a call that the backend places: the scenario that foresees it, or none. */
    private Session placed(LegIdentity leg) {
        Optional<ForeseenCalls.Foreseen> foreseen = foreseenCalls.take(leg.to());
        Session session = session(
                foreseen.map(ForeseenCalls.Foreseen::scenario).orElse(Calls.UNSCRIPTED),
                leg.callSessionId(),
                foreseen.isPresent() ? leg.callControlId() : null);
        foreseen.ifPresent(
                each -> each.begins(leg.callSessionId(), session.report().future()));
        calls.begin(leg.callSessionId(), session);
        return session;
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
        CallRecord call = live.session().call();
        Optional<Upset.Refuse> refusal = live.session().upsets().command(name);
        if (refusal.isPresent()) {
            call.refusedAsTold(name);
            return refusal(refusal.get());
        }
        JsonNode target = body.path("call_control_id");
        if (name.equals("bridge") && target.isTextual() && !legs.containsKey(target.asText())) {
            return Answer.refused(422, Fault.INVALID_CALL_CONTROL_ID);
        }
        Answer answer = apply(callControlId, new Stimulus.Command(name, body));
        if (answer != null) {
            call.command(name, answer);
            Caller caller = live.session().caller();
            if (name.equals("record_start") && answer.effect() && caller != null && live.isFirst()) {
                caller.isRecorded();
            }
        }
        return answer;
    }

    /** Something happens to a leg; nothing where it is gone. */
    void happens(String callControlId, Stimulus stimulus) {
        apply(callControlId, stimulus);
    }

    private Session session(Scenario scenario, String id, @Nullable String firstLeg) {
        CallRecord call = new CallRecord(id, () -> finishIfOver(id));
        Caller caller = firstLeg == null
                ? null
                : new Caller(
                        vertx,
                        options,
                        scenario,
                        call,
                        options.seed() + made,
                        stimulus -> apply(firstLeg, stimulus),
                        event -> calls.outside(id, call, event));
        return new Session(scenario, caller, call);
    }

    private void begin(Reaction reaction, Session session) {
        LegState leg = reaction.next();
        LiveLeg live = new LiveLeg(vertx, leg, session);
        legs.put(leg.identity().callControlId(), live);
        session.legs().add(leg.identity().callControlId());
        carryOut(live, reaction.effects());
    }

    private @Nullable Answer apply(String callControlId, Stimulus stimulus) {
        LiveLeg live = legs.get(callControlId);
        if (live == null) {
            return null;
        }
        LegState before = live.state();
        Reaction reaction = TelnyxModel.apply(before, stimulus, now());
        LegState after = reaction.next();
        live.become(after);
        CallRecord call = live.session().call();
        call.happened();
        Caller caller = live.session().caller();
        boolean first = caller != null && live.isFirst();
        boolean ends = !before.ended() && after.ended();
        if (first && ends && stimulus instanceof Stimulus.Command) {
            call.endedBy(EndedBy.GATEWAY);
        }
        if (before.queue() == null && after.queue() != null) {
            others.queued(after, live.session());
        }
        carryOut(live, reaction.effects());
        if (caller != null && first && !ends) {
            caller.sees(live.state());
        } else if (caller != null && first) {
            caller.ended();
        }
        live.cancelStaleAlarms();
        if (ends) {
            vertx.setTimer(KEPT_MILLIS, timer -> legs.remove(callControlId));
        }
        if (live.state().ended()) {
            finishIfOver(call.callSessionId());
        }
        return reaction.answer();
    }

    private void carryOut(LiveLeg live, List<Effect> effects) {
        String self = live.id();
        CallRecord call = live.session().call();
        Caller caller = live.session().caller();
        boolean first = live.isFirst();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Webhook webhook -> send(webhook, live.session());
                case Effect.Alarm(int alarm, long after) ->
                    live.setAlarm(alarm, options.real(after), () -> apply(self, new Stimulus.AlarmDue(alarm)));
                case Effect.NewLeg(Reaction other) -> {
                    live.session().transferred().add(other.next().identity().callControlId());
                    begin(other, live.session());
                    others.ring(other.next(), live.session().scenario(), "");
                }
                case Effect.Join(String peer) -> join(self, peer);
                case Effect.TellPeer(String peer) -> apply(peer, new Stimulus.PeerEnded(self));
                case Effect.Heard(String what) -> {
                    if (first) {
                        call.heard(what);
                    }
                    if (caller != null && first) {
                        caller.hears();
                    }
                }
                case Effect.Asked asked -> {
                    if (caller != null && first) {
                        caller.asked(asked);
                    }
                }
            }
        }
    }

    private void send(Effect.Webhook webhook, Session session) {
        switch (session.upsets().webhook(webhook.type()).orElse(null)) {
            case null -> webhooks.send(webhook, session.call());
            case Upset.Lose lose -> {}
            case Upset.Delay delay -> {
                session.call().webhookMade();
                vertx.setTimer(options.real(delay.millis()), timer -> webhooks.sendLate(webhook, session.call()));
            }
            case Upset.Twice twice -> {
                webhooks.send(webhook, session.call());
                webhooks.send(webhook, session.call());
            }
            case Upset.Refuse refuse -> webhooks.send(webhook, session.call());
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
        LiveLeg live = legs.get(own.identity().direction() == Direction.OUTGOING ? peer : self);
        LegState far = own.identity().direction() == Direction.OUTGOING ? own : other;
        Caller caller = live == null ? null : live.session().caller();
        if (live == null || caller == null || !live.isFirst()) {
            return;
        }
        Session session = live.session();
        session.call().joined(far.identity().to());
        if (session.transferred().contains(far.identity().callControlId())) {
            session.call().endedBy(EndedBy.TRANSFER);
        }
        if (!others.leaves(far, session.scenario())) {
            caller.talks();
        }
    }

    private void finishIfOver(String callSessionId) {
        calls.finishIfOver(callSessionId, legs::get);
    }

    private static Answer refusal(Upset.Refuse refuse) {
        return Answer.refused(
                refuse.status(),
                new Fault(refuse.code(), "Refused", "The scenario says that Telnyx refuses this command.", ""));
    }

    private String seed() {
        made++;
        return "simulated/" + options.seed() + "/" + System.nanoTime() + "/" + made;
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
