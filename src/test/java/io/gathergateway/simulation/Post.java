package io.gathergateway.simulation;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.telnyx.event.CallEventCodec;
import io.gathergateway.telnyx.model.Effect;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Delivers webhooks as Telnyx does: 5xx and silence for 2 s are repeated, five times within a minute; then it gives up.
 * On the way they are lost, doubled, delayed and overtaken.
 */
final class Post {
    private static final List<Long> RETRIES = List.of(1_000L, 2_000L, 5_000L, 10_000L, 20_000L);
    private static final long PATIENCE = 2_000;

    private final Clockwork clock;
    private final Chance chance;
    private final Trace trace;
    private final List<SimPod> pods;
    private final Map<String, String> causes = new HashMap<>();
    private final Map<String, Letter> letters = new LinkedHashMap<>();

    /** A webhook: what it is, and how Telnyx fared with it. */
    static final class Letter {
        final SessionEvent.Webhook event;
        boolean delivered;
        boolean givenUp;

        private Letter(SessionEvent.Webhook event) {
            this.event = event;
        }
    }

    Post(Clockwork clock, Chance chance, Trace trace, List<SimPod> pods) {
        this.clock = clock;
        this.chance = chance;
        this.trace = trace;
        this.pods = pods;
    }

    /** {@code cause} is the command that truly led to it. */
    void send(Effect.Webhook webhook, @Nullable String cause) {
        if (!(CallEventCodec.read(webhook.data()) instanceof CallEventCodec.Read.Event read)) {
            throw new IllegalStateException("the model's webhook cannot be read");
        }
        SessionKey key = SessionKey.of(read.event().header()).orElseThrow();
        Letter letter = new Letter(new SessionEvent.Webhook(key, read.event()));
        if (cause != null) {
            causes.put(webhook.id(), cause);
        }
        letters.put(webhook.id(), letter);
        trace.note("telnyx", "tells " + Words.call(key) + " " + word(letter.event));
        Faults faults = chance.faults();
        if (chance.of(faults.gone())) {
            trace.note("post", "never delivers " + word(letter.event));
            letter.givenUp = true;
            return;
        }
        long way = chance.way() + (chance.of(faults.slow()) ? late() : 0);
        clock.after(way, () -> attempt(letter, 0));
        if (chance.of(faults.twice())) {
            long later = chance.dice.chance(0.5) ? chance.dice.between(0, 500) : chance.dice.between(500, 300_000);
            clock.after(way + later, () -> deliver(letter, status -> {}));
        }
    }

    /** Mostly late enough to be overtaken, sometimes so late that nobody waits for it any more. */
    private long late() {
        return chance.dice.chance(0.1) ? chance.dice.between(5_000, 90_000) : chance.dice.between(100, 5_000);
    }

    private void attempt(Letter letter, int retries) {
        boolean[] answered = {false};
        clock.after(PATIENCE, () -> settle(letter, retries, answered, 0));
        if (!chance.of(chance.faults().lost())) {
            deliver(letter, status -> settle(letter, retries, answered, status));
        }
    }

    private void settle(Letter letter, int retries, boolean[] answered, int status) {
        if (answered[0]) {
            return;
        }
        answered[0] = true;
        if (status == 200) {
            letter.delivered = true;
        } else if (retries < RETRIES.size()) {
            clock.after(RETRIES.get(retries), () -> attempt(letter, retries + 1));
        } else {
            trace.note("post", "gives up " + word(letter.event));
            letter.givenUp = !letter.delivered;
        }
    }

    private void deliver(Letter letter, SimPod.Reply reply) {
        SimPod pod = chance.dice.pick(pods);
        pod.webhook(letter.event, status -> clock.after(chance.way(), () -> reply.answered(status)));
    }

    /** The command a webhook truly results from; null where nobody keeps account. */
    @Nullable
    String cause(String webhookId) {
        return causes.get(webhookId);
    }

    /** What Telnyx told, in order. */
    List<Letter> letters() {
        return List.copyOf(letters.values());
    }

    static String word(SessionEvent.Webhook event) {
        return event.event().header().type() + " " + Words.id(event.id());
    }
}
