package io.gathergateway.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gathergateway.scenario.Scenario.OtherSide;
import io.gathergateway.telnyx.event.CallEvent;
import io.gathergateway.telnyx.event.CallEventCodec;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.telnyx.model.Effect;
import io.gathergateway.telnyx.model.Fault;
import io.gathergateway.telnyx.model.LegIdentity;
import io.gathergateway.telnyx.model.LegState;
import io.gathergateway.telnyx.model.LegState.Purpose;
import io.gathergateway.telnyx.model.Reaction;
import io.gathergateway.telnyx.model.Stimulus;
import io.gathergateway.telnyx.model.TelnyxModel;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The legs of a call at the phone, as the model of Telnyx has them. The first is the caller's. Confined to one thread. */
final class PhoneLegs {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTION = "1000000000000000001";

    /** What ends by itself only when nobody does anything: it waits for the person at the phone. */
    private static final Set<Purpose> PATIENT = EnumSet.of(Purpose.RING, Purpose.QUEUE, Purpose.TIME_LIMIT);

    private final PhoneClock clock;
    private final Consumer<CallEvent> webhooks;
    private final Consumer<PhoneSight> screen;
    private final Map<String, LegState> legs = new LinkedHashMap<>();

    PhoneLegs(PhoneClock clock, Consumer<CallEvent> webhooks, Consumer<PhoneSight> screen) {
        this.clock = clock;
        this.webhooks = webhooks;
        this.screen = screen;
    }

    /** The caller calls; gives the call's {@code call_session_id}. */
    String ring(String from, String to) {
        LegIdentity identity = LegIdentity.incoming("phone", CONNECTION, from, to);
        begin(TelnyxModel.incoming(identity, clock.now()));
        return identity.callSessionId();
    }

    void press(char key) {
        apply(caller(), new Stimulus.CallerPresses(key));
    }

    void say(String text, ObjectNode fields) {
        apply(caller(), new Stimulus.CallerSays(text, fields));
    }

    void hangUp() {
        apply(caller(), new Stimulus.CallerHangsUp());
    }

    void assistantEnds() {
        apply(caller(), new Stimulus.AssistantEnds());
    }

    /** The number of whoever rings or talks with the caller. */
    Optional<String> others() {
        return other().map(leg -> leg.identity().to());
    }

    boolean isRinging() {
        return other().filter(leg -> leg.phase() == LegState.Phase.RINGING).isPresent();
    }

    void otherSide(OtherSide does) {
        other().map(leg -> leg.identity().callControlId()).ifPresent(leg -> {
            switch (does) {
                case ANSWERS -> apply(leg, new Stimulus.FarSideAnswers());
                case BUSY -> apply(leg, new Stimulus.FarSideDeclines(Stimulus.Reason.BUSY));
                // It rings until its time is up.
                case NO_ANSWER -> {
                    while (isRinging() && clock.next()) {
                        clock.until(clock.now());
                    }
                }
                case LEAVES -> apply(leg, new Stimulus.CallerHangsUp());
            }
        });
    }

    /** A command as it would be sent, by its path. */
    Answer command(String path, String body) {
        JsonNode json = json(body);
        String[] parts = path.split("/", -1);
        if (parts.length < 4) {
            List<Fault> faults = TelnyxModel.dialFaults(json);
            if (!faults.isEmpty()) {
                return Answer.refused(422, faults);
            }
            begin(TelnyxModel.dial(
                    LegIdentity.dialled(
                            "dialled-" + legs.size(),
                            json.path("connection_id").asText(CONNECTION),
                            json.path("from").asText(),
                            json.path("to").asText()),
                    json,
                    clock.now()));
            return Answer.ok(true, List.of());
        }
        String leg = URLDecoder.decode(parts[2], StandardCharsets.UTF_8);
        if (!legs.containsKey(leg)) {
            return Answer.refused(404, Fault.INVALID_CALL_CONTROL_ID);
        }
        return apply(leg, new Stimulus.Command(parts[4], json)).orElseThrow();
    }

    private String caller() {
        return legs.keySet().iterator().next();
    }

    /** The newest leg that is not the caller's and not over. */
    private Optional<LegState> other() {
        return legs.values().stream().skip(1).filter(leg -> !leg.ended()).reduce((older, newer) -> newer);
    }

    private void begin(Reaction reaction) {
        LegState leg = reaction.next();
        legs.put(leg.identity().callControlId(), leg);
        if (leg.identity().direction() == LegIdentity.Direction.OUTGOING) {
            screen.accept(new PhoneSight.Rings(leg.identity().to()));
        }
        carryOut(leg.identity().callControlId(), reaction.effects());
    }

    private Optional<Answer> apply(String leg, Stimulus stimulus) {
        LegState before = Objects.requireNonNull(legs.get(leg));
        Reaction reaction = TelnyxModel.apply(before, stimulus, clock.now());
        legs.put(leg, reaction.next());
        carryOut(leg, reaction.effects());
        return Optional.ofNullable(reaction.answer());
    }

    private void carryOut(String self, List<Effect> effects) {
        for (Effect effect : effects) {
            switch (effect) {
                case Effect.Webhook webhook -> clock.soon(() -> webhook(self, webhook));
                case Effect.Alarm(int alarm, long after) -> alarm(self, alarm, after);
                case Effect.NewLeg(Reaction other) -> begin(other);
                case Effect.Join(String peer) -> join(self, peer);
                case Effect.TellPeer(String peer) -> {
                    if (legs.containsKey(peer)) {
                        apply(peer, new Stimulus.PeerEnded(self));
                    }
                }
                case Effect.Heard(String what) -> {
                    if (self.equals(caller())) {
                        screen.accept(new PhoneSight.Heard(what));
                    }
                }
                case Effect.Asked asked -> {
                    if (self.equals(caller())) {
                        screen.accept(new PhoneSight.Asked(asked.how()));
                    }
                }
            }
        }
    }

    private void webhook(String self, Effect.Webhook webhook) {
        if (webhook.type().equals("call.hangup") && self.equals(caller())) {
            screen.accept(
                    new PhoneSight.HungUp(webhook.payload().path("hangup_cause").asText()));
        }
        if (CallEventCodec.read(webhook.data()) instanceof CallEventCodec.Read.Event(CallEvent event)) {
            webhooks.accept(event);
        }
    }

    private void alarm(String self, int alarm, long after) {
        boolean patient = Objects.requireNonNull(legs.get(self)).alarms().entrySet().stream()
                .anyMatch(entry -> entry.getValue() == alarm && PATIENT.contains(entry.getKey()));
        clock.after(
                after,
                patient,
                () -> Objects.requireNonNull(legs.get(self)).awaits(alarm),
                () -> apply(self, new Stimulus.AlarmDue(alarm)));
    }

    private void join(String self, String peer) {
        LegState other = legs.get(peer);
        if (other == null || other.ended()) {
            apply(self, new Stimulus.PeerEnded(peer));
            return;
        }
        apply(peer, new Stimulus.Bridged(self));
        apply(self, new Stimulus.Bridged(peer));
        LegState far = self.equals(caller()) ? other : Objects.requireNonNull(legs.get(self));
        screen.accept(new PhoneSight.Joined(far.identity().to()));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a command has a body that is no JSON", e);
        }
    }
}
