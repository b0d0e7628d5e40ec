package io.gathergateway.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Effect;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.LegIdentity;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Reaction;
import io.gathergateway.telnyx.model.SeenCommands;
import io.gathergateway.telnyx.model.Stimulus;
import io.gathergateway.telnyx.model.TelnyxModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's side of every call: legs by the model, with its exact 60 s for a repeated id, and a log of all it did. Never
 * fails by itself; what goes wrong on the way to it is the {@link TelnyxLink}'s.
 */
final class SimTelnyx {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clockwork clock;
    private final Trace trace;
    private final Map<String, LegState> legs = new LinkedHashMap<>();
    private final Map<String, Long> dials = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private final Causes causes = new Causes();
    private final List<Done> done = new ArrayList<>();
    private final long seed;

    @SuppressWarnings("NullAway.Init") // they know each other
    private People people;

    @SuppressWarnings("NullAway.Init")
    private Post post;

    /** A command that had an effect. */
    record Done(long at, String leg, String commandId, String name) {}

    SimTelnyx(Clockwork clock, Trace trace, long seed) {
        this.clock = clock;
        this.trace = trace;
        this.seed = seed;
    }

    void meet(People people, Post post) {
        this.people = people;
        this.post = post;
    }

    /** A call comes in; gives its leg. */
    String incoming(int number) {
        LegIdentity identity = LegIdentity.incoming(
                "simulation/" + seed + "/" + number, "connection", "+1312555" + (1000 + number), "+13125550100");
        begin(TelnyxModel.incoming(identity, now()));
        return identity.callControlId();
    }

    /** Takes a request as Telnyx's API would. */
    Answer command(String path, String body) {
        JsonNode json = json(body);
        String commandId = json.path("command_id").asText();
        if (path.equals("/calls")) {
            return dial(json, commandId);
        }
        String[] parts = path.split("/", -1);
        String target = URLDecoder.decode(parts[parts.length - 3], StandardCharsets.UTF_8);
        String name = parts[parts.length - 1];
        JsonNode other = json.path("call_control_id");
        if (!legs.containsKey(target)) {
            return Answer.refused(404, Fault.NOT_FOUND);
        }
        if (name.equals("bridge") && other.isTextual() && !legs.containsKey(other.asText())) {
            return Answer.refused(422, Fault.INVALID_CALL_CONTROL_ID);
        }
        Answer answer = Objects.requireNonNull(happens(target, new Stimulus.Command(name, json)));
        trace.note(
                "telnyx",
                name + "(" + Words.id(commandId) + ") " + answer.status() + " " + answer.code()
                        + (answer.effect() ? " TAKES EFFECT" : ""));
        if (answer.effect()) {
            done.add(new Done(clock.now(), target, commandId, name));
            causes.began(target, name, commandId);
        }
        return answer;
    }

    private Answer dial(JsonNode body, String commandId) {
        Long before = dials.get(commandId);
        if (before != null && clock.now() - before < SeenCommands.WINDOW_MILLIS) {
            return Answer.ok(false, List.of());
        }
        var faults = TelnyxModel.dialFaults(body);
        if (!faults.isEmpty()) {
            return Answer.refused(422, faults);
        }
        dials.put(commandId, clock.now());
        done.add(new Done(clock.now(), "", commandId, "dial"));
        trace.note("telnyx", "dial(" + Words.id(commandId) + ") TAKES EFFECT");
        String to = (body.path("to").isArray() ? body.path("to").path(0) : body.path("to")).asText();
        String name = "simulation/" + seed + "/dial/" + dials.size() + "/" + legs.size();
        LegState linked = legs.get(body.path("link_to").asText(""));
        String from = body.path("from").asText();
        LegIdentity identity = linked == null
                ? LegIdentity.dialled(name, "connection", from, to)
                : LegIdentity.linked(name, linked.identity().callSessionId(), "connection", from, to);
        begin(TelnyxModel.dial(identity, body, now()));
        people.rings(identity.callControlId());
        return Answer.ok(true, List.of());
    }

    /** Something happens to a leg. */
    @Nullable
    Answer happens(String id, Stimulus stimulus) {
        LegState before = legs.get(id);
        if (before == null) {
            return null;
        }
        Reaction reaction = TelnyxModel.apply(before, stimulus, now());
        LegState after = reaction.next();
        legs.put(id, after);
        carryOut(id, reaction.effects());
        causes.trim(id, Objects.requireNonNull(legs.get(id)));
        if (before.queue() == null && after.queue() != null) {
            people.queued(id, after.queue());
        }
        return reaction.answer();
    }

    private void begin(Reaction reaction) {
        String id = reaction.next().identity().callControlId();
        legs.put(id, reaction.next());
        carryOut(id, reaction.effects());
    }

    private void carryOut(String self, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Webhook webhook -> post.send(webhook, causes.of(self, webhook.type()));
                case Effect.Alarm(int alarm, long after) ->
                    clock.after(after, () -> {
                        if (Objects.requireNonNull(legs.get(self)).awaits(alarm)) {
                            happens(self, new Stimulus.AlarmDue(alarm));
                        }
                    });
                case Effect.NewLeg(Reaction other) -> {
                    begin(other);
                    people.rings(other.next().identity().callControlId());
                }
                case Effect.Join(String peer) -> join(self, peer);
                case Effect.TellPeer(String peer) -> happens(peer, new Stimulus.PeerEnded(self));
                case Effect.Heard heard -> {}
                case Effect.Asked asked -> people.asked(self, asked);
            }
        }
    }

    private void join(String self, String peer) {
        LegState own = legs.get(self);
        LegState other = legs.get(peer);
        if (own == null || other == null || other.ended() || own.ended()) {
            happens(self, new Stimulus.PeerEnded(peer));
            return;
        }
        happens(peer, new Stimulus.Bridged(self));
        happens(self, new Stimulus.Bridged(peer));
        people.talk(self, peer);
    }

    @Nullable
    LegState leg(String id) {
        return legs.get(id);
    }

    /** Whether a request is refused; whether one is, is decided when it is asked first. */
    boolean refuses(String body, boolean wish) {
        String commandId = json(body).path("command_id").asText();
        if (asked.add(commandId) && wish) {
            refused.add(commandId);
        }
        return refused.contains(commandId);
    }

    /** Every leg there was, in the order they came to be. */
    List<LegState> legs() {
        return List.copyOf(legs.values());
    }

    /** Every effect, in order. */
    List<Done> done() {
        return done;
    }

    private long now() {
        return Clockwork.EPOCH + clock.now();
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command's body is no JSON", e);
        }
    }
}
