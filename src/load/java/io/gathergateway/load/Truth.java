package io.gathergateway.load;

import io.gathergateway.simulator.TruthEntry;
import io.gathergateway.simulator.TruthEntry.CommandTaken;
import io.gathergateway.simulator.TruthEntry.WebhookSent;
import io.gathergateway.simulator.TruthEntry.WebhookSettled;
import io.gathergateway.simulator.TruthLog;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what the truth log says while it grows, for it forgets its oldest entries. Call {@link #read} often enough that
 * none is gone unread; if one is, it says so. Thread-safe.
 */
final class Truth {
    private final TruthLog log;
    private final Map<String, Integer> effects = new HashMap<>();
    private final Map<String, Integer> refused = new TreeMap<>();
    private long read;
    private long missed;
    private int webhooks;
    private int unacknowledged;
    private int commands;

    Truth(TruthLog log) {
        this.log = log;
    }

    /** Takes in what is new. */
    synchronized void read() {
        long gone = log.dropped();
        List<TruthEntry> entries = log.entries();
        if (log.dropped() != gone) {
            // It moved on in between, so nobody knows which entry is which; the next reading has them all.
            return;
        }
        missed += Math.max(0, gone - read);
        for (TruthEntry entry : entries.subList((int) Math.max(0, read - gone), entries.size())) {
            switch (entry) {
                case WebhookSettled webhook -> count(webhook);
                case CommandTaken command -> count(command);
                // Gatling counts the answers.
                case WebhookSent sending -> {}
            }
        }
        read = gone + entries.size();
    }

    private void count(WebhookSettled webhook) {
        webhooks++;
        unacknowledged += webhook.acknowledged() ? 0 : 1;
    }

    private void count(CommandTaken command) {
        commands += command.effect() ? 1 : 0;
        String id = command.commandId();
        if (command.effect() && id != null) {
            effects.merge(id, 1, Integer::sum);
        }
        if (!command.code().isEmpty()) {
            refused.merge(command.name() + " " + command.code(), 1, Integer::sum);
        }
    }

    /** What must be 0, by name. */
    synchronized Map<String, Long> faults() {
        Map<String, Long> faults = new TreeMap<>();
        faults.put("webhooks that were never acknowledged", (long) unacknowledged);
        faults.put(
                "commands that took effect twice",
                effects.values().stream().filter(times -> times > 1).count());
        faults.put("entries of the truth log gone unread", missed);
        return faults;
    }

    /** In a line. */
    synchronized String told() {
        return webhooks + " webhooks settled, " + commands + " commands took effect, refused " + refused;
    }
}
