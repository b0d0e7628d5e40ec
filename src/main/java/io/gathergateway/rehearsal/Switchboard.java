package io.gathergateway.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Effect;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.LegIdentity;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.Reaction;
import io.gathergateway.telnyx.model.Stimulus;
import io.gathergateway.telnyx.model.TelnyxModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Telnyx's side: every leg of the call, in virtual time. The first leg is that of the person the scenario is about.
 * Confined to one rehearsal.
 */
final class Switchboard {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTION = "connection";
    private static final String QUEUE_AGENT = "v3:agent";
    private static final long RINGS_MILLIS = 2_000;
    private static final long LISTENS_MILLIS = 1_500;
    private static final long TALKS_MILLIS = 3_000;

    private final Agenda agenda;
    private final Scenario scenario;
    private final Story story;
    private final Consumer<Effect.Webhook> webhooks;
    private final Map<String, LegState> legs = new LinkedHashMap<>();
    private final Set<String> called = new HashSet<>();

    @SuppressWarnings("NullAway.Init") // they know each other
    private Person person;

    Switchboard(Agenda agenda, Scenario scenario, Story story, Consumer<Effect.Webhook> webhooks) {
        this.agenda = agenda;
        this.scenario = scenario;
        this.story = story;
        this.webhooks = webhooks;
    }

    void meet(Person person) {
        this.person = person;
    }

    /** A call comes in; gives its session's id. */
    String incoming(String from, String to) {
        LegIdentity identity = LegIdentity.incoming("scenario/" + scenario.name(), CONNECTION, from, to);
        begin(TelnyxModel.incoming(identity, agenda.now()));
        return identity.callSessionId();
    }

    /** Takes a command as Telnyx's API would. */
    Answer command(OutboxCommand command) {
        JsonNode body = json(command.request().body());
        if (command.name().equals("dial")) {
            return dial(body);
        }
        String[] path = command.request().path().split("/", -1);
        String target = URLDecoder.decode(path[path.length - 3], StandardCharsets.UTF_8);
        JsonNode other = body.path("call_control_id");
        if (!legs.containsKey(target)) {
            return Answer.refused(404, Fault.NOT_FOUND);
        }
        if (command.name().equals("bridge") && other.isTextual() && !legs.containsKey(other.asText())) {
            return Answer.refused(422, Fault.INVALID_CALL_CONTROL_ID);
        }
        return Objects.requireNonNull(apply(target, new Stimulus.Command(command.name(), body)));
    }

    private Answer dial(JsonNode body) {
        var faults = TelnyxModel.dialFaults(body);
        if (!faults.isEmpty()) {
            return Answer.refused(422, faults);
        }
        JsonNode to = body.path("to").isArray() ? body.path("to").path(0) : body.path("to");
        String seed = "scenario/" + scenario.name() + "/dial/" + legs.size();
        String connection = body.path("connection_id").asText();
        LegState linked = legs.get(body.path("link_to").asText(""));
        String from = body.path("from").asText();
        LegIdentity identity = linked == null
                ? LegIdentity.dialled(seed, connection, from, to.asText())
                : LegIdentity.linked(seed, linked.identity().callSessionId(), connection, from, to.asText());
        begin(TelnyxModel.dial(identity, body, agenda.now()));
        rings(identity, body.path("answering_machine_detection").asText("disabled"));
        return Answer.ok(true, List.of());
    }

    /** The leg of the person the scenario is about; null before it began. */
    @Nullable
    LegState first() {
        return legs.isEmpty() ? null : legs.values().iterator().next();
    }

    /** Something happens on the leg of the person the scenario is about. */
    void happens(Stimulus stimulus) {
        LegState leg = first();
        if (leg != null) {
            if (stimulus instanceof Stimulus.CallerHangsUp && !leg.ended()) {
                story.ended(EndedBy.CALLER);
            }
            apply(leg.identity().callControlId(), stimulus);
        }
    }

    private void begin(Reaction reaction) {
        legs.put(reaction.next().identity().callControlId(), reaction.next());
        carryOut(reaction.next().identity(), reaction.effects());
    }

    private @Nullable Answer apply(String id, Stimulus stimulus) {
        LegState before = legs.get(id);
        if (before == null) {
            return null;
        }
        Reaction reaction = TelnyxModel.apply(before, stimulus, agenda.now());
        LegState after = reaction.next();
        legs.put(id, after);
        if (isFirst(id) && after.ended() && !before.ended() && stimulus instanceof Stimulus.Command) {
            story.ended(EndedBy.GATEWAY);
        }
        if (isFirst(id) && before.queue() == null && after.queue() != null) {
            queued(after);
        }
        carryOut(after.identity(), reaction.effects());
        if (isFirst(id)) {
            person.goesOn();
        }
        return reaction.answer();
    }

    private void carryOut(LegIdentity leg, List<Effect> effects) {
        String self = leg.callControlId();
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Webhook webhook -> webhooks.accept(webhook);
                case Effect.Alarm(int alarm, long after) ->
                    agenda.after(after, () -> {
                        if (Objects.requireNonNull(legs.get(self)).awaits(alarm)) {
                            apply(self, new Stimulus.AlarmDue(alarm));
                        }
                    });
                case Effect.NewLeg(Reaction other) -> {
                    begin(other);
                    rings(other.next().identity(), "disabled");
                }
                case Effect.Join(String peer) -> join(self, peer);
                case Effect.TellPeer(String peer) -> apply(peer, new Stimulus.PeerEnded(self));
                case Effect.Heard(String what) -> {
                    if (isFirst(self)) {
                        story.hears(what);
                        person.goesOn();
                    }
                }
                case Effect.Asked asked -> {
                    if (isFirst(self)) {
                        person.asked(asked);
                    }
                }
            }
        }
    }

    private void join(String self, String peer) {
        LegState own = legs.get(self);
        LegState other = legs.get(peer);
        if (own == null || other == null || other.ended() || own.ended()) {
            apply(self, new Stimulus.PeerEnded(peer));
            return;
        }
        apply(peer, new Stimulus.Bridged(self));
        apply(self, new Stimulus.Bridged(peer));
        if (isFirst(self) || isFirst(peer)) {
            LegIdentity far = isFirst(self) ? other.identity() : own.identity();
            story.handedTo = far.to();
            if (reaction(far) == OtherSide.LEAVES) {
                agenda.after(TALKS_MILLIS, () -> apply(far.callControlId(), new Stimulus.CallerHangsUp()));
            } else {
                person.talks();
            }
        }
    }

    private void rings(LegIdentity leg, String detection) {
        String id = leg.callControlId();
        called.add(leg.to());
        agenda.after(RINGS_MILLIS, () -> {
            switch (reaction(leg)) {
                case ANSWERS, LEAVES -> {
                    apply(id, new Stimulus.FarSideAnswers());
                    if (!detection.equals("disabled")) {
                        listens(id, detection.equals("premium"));
                    }
                }
                case BUSY -> apply(id, new Stimulus.FarSideDeclines(Stimulus.Reason.BUSY));
                case NO_ANSWER -> {}
            }
        });
    }

    /** Premium detection tells one human from another. */
    private void listens(String id, boolean premium) {
        String who =
                scenario.start() instanceof Scenario.Start.Placed placed && isFirst(id) ? placed.answeredBy() : "human";
        String result = premium && who.equals("human") ? "human_residence" : who;
        agenda.after(LISTENS_MILLIS, () -> apply(id, new Stimulus.MachineDetected(result, premium)));
    }

    private void queued(LegState leg) {
        Long taken = scenario.queueTaken();
        if (taken == null) {
            return;
        }
        String queue = leg.queue();
        agenda.after(taken, () -> {
            LegState now = first();
            if (now != null && queue != null && queue.equals(now.queue())) {
                story.handedTo = queue;
                happens(new Stimulus.Bridged(QUEUE_AGENT));
                person.talks();
            }
        });
    }

    private OtherSide reaction(LegIdentity leg) {
        return scenario.others().getOrDefault(leg.to(), OtherSide.ANSWERS);
    }

    /** Whether the gateway called this number or address. */
    boolean called(String to) {
        return called.contains(to);
    }

    private boolean isFirst(String id) {
        return legs.keySet().iterator().next().equals(id);
    }

    /** Whether a leg talks with the person's. */
    boolean joined() {
        LegState leg = first();
        return leg != null && leg.bridged();
    }

    static JsonNode json(String text) {
        try {
            JsonNode node = JSON.readTree(text);
            return node instanceof ObjectNode ? node : JSON.createObjectNode();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command's body is not JSON", e);
        }
    }

    /** Whether the incoming leg was answered, or the person took our call. */
    boolean answered() {
        LegState leg = first();
        return leg != null && leg.answeredAt() > 0;
    }
}
