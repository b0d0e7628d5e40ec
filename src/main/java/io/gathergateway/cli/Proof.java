package io.gathergateway.cli;

import io.gathergateway.call.Decider;
import io.gathergateway.call.Journal;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.Retelling;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.TruthEntry.CommandTaken;
import io.gathergateway.simulator.TruthEntry.WebhookSettled;
import io.gathergateway.simulator.TruthLog;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds what the simulated Telnyx saw against what the gateway wrote down.
 *
 * @param lost events answered 200 that no journal has (P2)
 * @param repeated events that a journal has more than once (P3)
 * @param doubled commands that had more than one effect (P5)
 * @param unexplained calls whose effects are not, in order, among the commands their journal decided (P4, P5)
 * @param unlikeReplay calls whose journal, decided again, gives other commands (P6)
 * @param sealed calls whose journal nobody can read any more, for something sensitive was in them
 * @param deviations calls whose steps or variables are not as their scenario says
 */
public record Proof(
        int events,
        int lost,
        int repeated,
        int commands,
        int doubled,
        int unexplained,
        int unlikeReplay,
        int sealed,
        List<String> deviations) {
    /** The webhooks that are decided on; all others are watched only. */
    private static final Set<String> DECIDED = Set.of(
            "call.initiated",
            "call.answered",
            "call.bridged",
            "call.hangup",
            "call.gather.ended",
            "call.ai_gather.ended",
            "call.speak.ended",
            "call.playback.ended",
            "call.conversation.ended",
            "call.conversation_insights.generated",
            "call.dequeued",
            "call.recording.saved",
            "call.machine.detection.ended",
            "call.machine.premium.detection.ended");

    /** Whether webhooks of this type are decided on: answered 200 only once that is written. */
    public static boolean isDecidedOn(String type) {
        return DECIDED.contains(type);
    }

    boolean holds() {
        return lost == 0
                && repeated == 0
                && doubled == 0
                && unexplained == 0
                && unlikeReplay == 0
                && deviations.isEmpty();
    }

    /**
     * A call that was played.
     *
     * @param key of its session, which is Telnyx's only where it came in
     */
    public record Call(SessionKey key, String callSessionId, Scenario scenario) {}

    /** Reads the journals of these calls; call on the store's event loop. */
    public static Future<Proof> of(
            SessionStore store,
            Decider decider,
            Function<String, Optional<FlowSet>> sets,
            TruthLog truth,
            List<Call> calls) {
        Tally tally = new Tally(decider, sets, truth);
        Future<Void> all = Future.succeededFuture();
        for (Call call : calls) {
            all = all.compose(v -> store.journal(call.key())).map(lines -> {
                tally.call(call, lines);
                return null;
            });
        }
        return all.map(v -> tally.proof());
    }

    /** Counts call after call. */
    private static final class Tally {
        private final Decider decider;
        private final Function<String, Optional<FlowSet>> sets;
        private final Map<String, List<CommandTaken>> taken;
        private final Map<String, List<WebhookSettled>> webhooks;
        private final int doubled;
        private int events;
        private int lost;
        private int repeated;
        private int commands;
        private int unexplained;
        private int unlikeReplay;
        private int sealed;
        private final List<String> deviations = new ArrayList<>();

        Tally(Decider decider, Function<String, Optional<FlowSet>> sets, TruthLog truth) {
            this.decider = decider;
            this.sets = sets;
            this.taken = truth.commands().stream()
                    .filter(CommandTaken::effect)
                    .collect(Collectors.groupingBy(CommandTaken::callSessionId));
            this.webhooks = truth.webhooks().stream().collect(Collectors.groupingBy(WebhookSettled::callSessionId));
            this.doubled = (int) truth.effectsByCommandId().values().stream()
                    .filter(n -> n > 1)
                    .count();
        }

        void call(Call call, List<String> lines) {
            SessionKey key = call.key();
            Set<String> journaled = new HashSet<>();
            List<String> decided = new ArrayList<>();
            for (String line : lines) {
                Optional<Journal.Entry> read = Journal.read(key, line, null);
                if (read.isEmpty()) {
                    // What the caller keyed in was sensitive: nobody can read this line any more.
                    sealed++;
                    return;
                }
                Journal.Entry entry = read.get();
                if (entry.event() instanceof SessionEvent.Webhook webhook) {
                    repeated += journaled.add(webhook.id()) ? 0 : 1;
                }
                decided.addAll(entry.commandIds());
            }
            for (WebhookSettled webhook : webhooks.getOrDefault(call.callSessionId(), List.of())) {
                if (webhook.acknowledged() && isDecidedOn(webhook.type())) {
                    events++;
                    lost += journaled.contains(webhook.id()) ? 0 : 1;
                }
            }
            List<String> effects = taken.getOrDefault(call.callSessionId(), List.of()).stream()
                    .map(command -> String.valueOf(command.commandId()))
                    .toList();
            commands += effects.size();
            unexplained += inOrder(effects, decided) ? 0 : 1;
            unlikeReplay += Journal.firstDifference(decider, sets, key, lines).isPresent() ? 1 : 0;
            Retelling.of(decider, sets, key, lines, call.scenario())
                    .ifPresent(story -> story.deviations()
                            .forEach(deviation -> deviations.add(
                                    call.scenario().name() + ": " + deviation.place() + ": " + deviation.what())));
        }

        Proof proof() {
            return new Proof(
                    events,
                    lost,
                    repeated,
                    commands,
                    doubled,
                    unexplained,
                    unlikeReplay,
                    sealed,
                    List.copyOf(deviations));
        }

        private static boolean inOrder(List<String> effects, List<String> decided) {
            Iterator<String> next = decided.iterator();
            for (String effect : effects) {
                boolean found = false;
                while (!found && next.hasNext()) {
                    found = next.next().equals(effect);
                }
                if (!found) {
                    return false;
                }
            }
            return true;
        }
    }
}
