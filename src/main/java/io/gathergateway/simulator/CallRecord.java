package io.gathergateway.simulator;

import io.gathergateway.simulator.CallerScript.EndedBy;
import io.gathergateway.telnyx.model.Answer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is noted of one session while it lives: the report's raw material. Confined to the simulator's event loop.
 */
final class CallRecord {
    private final String callSessionId;
    private final long startedAt = System.currentTimeMillis();
    private final Runnable onSettled;
    private final List<String> heard = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<Long> latencies = new ArrayList<>();
    private EndedBy endedBy = EndedBy.NOBODY;
    private @Nullable String transferredTo;
    private int refused;
    private int webhooks;
    private int acknowledged;
    private int givenUp;
    private long lastWebhookAt;
    private long lastHappeningAt = startedAt;
    private long nextSendAt;

    /** {@code onSettled} runs whenever a webhook is delivered or given up. */
    CallRecord(String callSessionId, Runnable onSettled) {
        this.callSessionId = callSessionId;
        this.onSettled = onSettled;
    }

    String callSessionId() {
        return callSessionId;
    }

    void happened() {
        lastHappeningAt = System.currentTimeMillis();
    }

    long idleMillis() {
        return System.currentTimeMillis() - lastHappeningAt;
    }

    boolean allSettled() {
        return webhooks == acknowledged + givenUp;
    }

    /** How long to wait with the next webhook: as drawn, but in order not before the one made earlier. */
    long sendAfter(long drawn, boolean inOrder) {
        long now = System.currentTimeMillis();
        long at = inOrder ? Math.max(now + drawn, nextSendAt) : now + drawn;
        nextSendAt = at + 1;
        return Math.max(1, at - now);
    }

    void webhookMade() {
        webhooks++;
    }

    void webhookSent(long atMillis) {
        lastWebhookAt = atMillis;
    }

    void webhookSettled(boolean acknowledged) {
        if (acknowledged) {
            this.acknowledged++;
        } else {
            givenUp++;
        }
        happened();
        onSettled.run();
    }

    void command(String name, Answer answer) {
        happened();
        if (lastWebhookAt > 0) {
            latencies.add(System.currentTimeMillis() - lastWebhookAt);
            lastWebhookAt = 0;
        }
        if (answer.effect()) {
            commands.add(name);
        }
        boolean late = answer.code().equals("90018");
        if (answer.status() >= 400 && !late) {
            refused++;
            faults.add("Telnyx refused " + name + ": " + answer.status() + " " + answer.code());
        }
    }

    void heard(String what) {
        heard.add(what);
    }

    void fault(String what) {
        faults.add(what);
    }

    /** The first one to end it counts, but for a transfer. */
    void endedBy(EndedBy who) {
        if (endedBy == EndedBy.NOBODY || who == EndedBy.TRANSFER) {
            endedBy = who;
        }
    }

    void transferredTo(String to) {
        transferredTo = to;
        endedBy(EndedBy.TRANSFER);
    }

    CallReport report(CallerScript script) {
        CallReport plain = new CallReport(
                script.name(),
                callSessionId,
                List.of(),
                endedBy,
                transferredTo,
                heard,
                commands,
                refused,
                webhooks,
                acknowledged,
                givenUp,
                System.currentTimeMillis() - startedAt,
                latencies);
        return Expectations.judge(script.expect(), plain, faults);
    }
}
