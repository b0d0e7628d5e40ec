package io.gathergateway.telnyx.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;

/** A leg in virtual time: what is due happens when time is let pass. Keeps every effect. */
final class LegLife {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final long START = 1_700_000_000_000L;

    final List<Effect> effects = new ArrayList<>();
    private final PriorityQueue<Due> dues = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private LegState leg;
    private long now;

    private record Due(long at, int alarm) {}

    private LegLife(Reaction first, long now) {
        this.now = now;
        this.leg = first.next();
        keep(first);
    }

    static LegLife parked() {
        LegIdentity identity = LegIdentity.incoming("seed", "connection", "+15550101", "+15550100");
        return new LegLife(TelnyxModel.incoming(identity, START), START);
    }

    static LegLife answered() {
        LegLife life = parked();
        life.command("answer", "{}");
        life.effects.clear();
        return life;
    }

    static LegLife ended() {
        LegLife life = answered();
        life.command("hangup", "{}");
        life.effects.clear();
        return life;
    }

    /** The leg that a transfer of this one made. */
    LegLife other() {
        return effects.stream()
                .filter(Effect.NewLeg.class::isInstance)
                .map(effect -> new LegLife(((Effect.NewLeg) effect).reaction(), now))
                .findFirst()
                .orElseThrow();
    }

    Answer command(String name, String body) {
        return Objects.requireNonNull(
                happen(new Stimulus.Command(name, json(body))).answer());
    }

    Reaction happen(Stimulus stimulus) {
        Reaction reaction = TelnyxModel.apply(leg, stimulus, now);
        leg = reaction.next();
        keep(reaction);
        return reaction;
    }

    void press(String keys) {
        keys.chars().forEach(key -> happen(new Stimulus.CallerPresses((char) key)));
    }

    void say(String fields) {
        happen(new Stimulus.CallerSays("I say so", (ObjectNode) json(fields)));
    }

    /** Lets time pass and what is due in it happen. */
    void pass(long millis) {
        long until = now + millis;
        for (Due due = dues.peek(); due != null && due.at() <= until; due = dues.peek()) {
            dues.remove();
            now = Math.max(now, due.at());
            happen(new Stimulus.AlarmDue(due.alarm()));
        }
        now = until;
    }

    LegState leg() {
        return leg;
    }

    long now() {
        return now;
    }

    List<Effect.Webhook> webhooks() {
        return effects.stream()
                .filter(Effect.Webhook.class::isInstance)
                .map(Effect.Webhook.class::cast)
                .toList();
    }

    /** Type, and status where there is one. */
    List<String> story() {
        return webhooks().stream()
                .map(webhook ->
                        (webhook.type() + " " + webhook.payload().path("status").asText()).trim())
                .toList();
    }

    List<String> heard() {
        return effects.stream()
                .filter(Effect.Heard.class::isInstance)
                .map(effect -> ((Effect.Heard) effect).what())
                .toList();
    }

    JsonNode last(String type) {
        return webhooks().reversed().stream()
                .filter(webhook -> webhook.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + type + " in " + story()))
                .payload();
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void keep(Reaction reaction) {
        effects.addAll(reaction.effects());
        for (Effect effect : reaction.effects()) {
            if (effect instanceof Effect.Alarm(int alarm, long after)) {
                dues.add(new Due(now + after, alarm));
            }
        }
    }
}
