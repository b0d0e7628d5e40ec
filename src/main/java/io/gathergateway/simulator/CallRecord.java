package io.gathergateway.simulator;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.telnyx.model.Answer;
import io.gathergateway.yaml.Place;
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
    private @Nullable EndedBy endedBy;
    private @Nullable String handedTo;
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
        boolean late = answer.code().equals("90018");
        if (answer.effect()) {
            commands.add(name);
        } else if (answer.status() >= 400 && !late) {
            commands.add(name);
            refused++;
            fault("Telnyx refused " + name + ": " + answer.status() + " " + answer.code());
        }
    }

    /** Telnyx refuses a command because the scenario says so. */
    void refusedAsTold(String name) {
        happened();
        commands.add(name);
    }

    void heard(String what) {
        heard.add(what);
    }

    /** What the caller heard so far, in order. */
    List<String> heard() {
        return heard;
    }

    void fault(String what) {
        faults.add(what);
    }

    /** Something did not come as a line of the scenario says. */
    void fault(Place line, String what) {
        faults.add(line + ": " + what);
    }

    /** The first word counts: a call that was handed over is not ended by whoever hangs up then. */
    void endedBy(EndedBy who) {
        if (endedBy == null) {
            endedBy = who;
        }
    }

    /** Somebody else talks with the caller: a number or a queue. */
    void joined(String with) {
        handedTo = with;
    }

    /** The report of a call that was foreseen and never placed. */
    CallReport undialled(Scenario scenario) {
        fault(scenario.place(), "the call was never placed");
        return report(scenario);
    }

    CallReport report(Scenario scenario) {
        CallReport plain = new CallReport(
                scenario.name(),
                callSessionId,
                List.of(),
                endedBy,
                handedTo,
                heard,
                commands,
                refused,
                webhooks,
                acknowledged,
                givenUp,
                System.currentTimeMillis() - startedAt,
                latencies);
        return Expectations.judge(scenario.expect(), plain, faults);
    }
}
