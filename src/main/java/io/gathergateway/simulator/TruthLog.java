package io.gathergateway.simulator;

import io.gathergateway.simulator.TruthEntry.CommandTaken;
import io.gathergateway.simulator.TruthEntry.WebhookSent;
import io.gathergateway.simulator.TruthEntry.WebhookSettled;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What happened, in order: the last {@link #LIMIT} entries. Thread-safe. */
public final class TruthLog {
    static final int LIMIT = 500_000;

    private final ArrayDeque<TruthEntry> entries = new ArrayDeque<>();
    private long dropped;

    synchronized void add(TruthEntry entry) {
        if (entries.size() == LIMIT) {
            entries.removeFirst();
            dropped++;
        }
        entries.addLast(entry);
    }

    /** How many of the oldest are gone; nothing can be concluded from what is missing then. */
    public synchronized long dropped() {
        return dropped;
    }

    public synchronized List<TruthEntry> entries() {
        return List.copyOf(entries);
    }

    public List<CommandTaken> commands() {
        return entries().stream()
                .filter(CommandTaken.class::isInstance)
                .map(CommandTaken.class::cast)
                .toList();
    }

    /** Every sending of a webhook, repetitions and duplicates too. */
    public List<WebhookSent> sendings() {
        return entries().stream()
                .filter(WebhookSent.class::isInstance)
                .map(WebhookSent.class::cast)
                .toList();
    }

    public List<WebhookSettled> webhooks() {
        return entries().stream()
                .filter(WebhookSettled.class::isInstance)
                .map(WebhookSettled.class::cast)
                .toList();
    }

    /** The names of the commands that had an effect on this call, in order. */
    public List<String> effects(String callSessionId) {
        return commands().stream()
                .filter(command -> command.effect() && command.callSessionId().equals(callSessionId))
                .map(CommandTaken::name)
                .toList();
    }

    /** How many effects each command_id had; more than one is a command carried out twice. */
    public Map<String, Integer> effectsByCommandId() {
        Map<String, Integer> effects = new HashMap<>();
        for (CommandTaken command : commands()) {
            String id = command.commandId();
            if (id != null && command.effect()) {
                effects.merge(id, 1, Integer::sum);
            }
        }
        return effects;
    }
}
