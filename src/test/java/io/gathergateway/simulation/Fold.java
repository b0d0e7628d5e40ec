package io.gathergateway.simulation;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Journal;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A call's journal, decided again line by line: what ought to have happened. */
final class Fold {
    final SessionKey key;
    final List<Line> lines = new ArrayList<>();

    @Nullable
    CallSession last;

    /**
     * One line of the journal and what it decides.
     *
     * @param before the session it was decided on; null for the first
     * @param writtenAt virtual milliseconds
     */
    record Line(Journal.Entry entry, @Nullable CallSession before, Decision decision, long writtenAt) {}

    private Fold(SessionKey key) {
        this.key = key;
    }

    /** {@code broken} is told of every promise that the journal itself breaks. */
    static Fold of(World world, SessionKey key, BiConsumer<Verdict.Promise, String> broken) {
        Fold fold = new Fold(key);
        Decider decider = new Decider(AssistantVoice.DEFAULT, bug -> {});
        Set<String> seen = new HashSet<>();
        for (String text : world.ledger.model().journal(key).result()) {
            Journal.Entry entry = Journal.read(key, text);
            if (!seen.add(entry.event().id())) {
                broken.accept(Verdict.Promise.TWICE, entry.event().id());
            }
            Decision decision = decider.decide(world.flows, fold.last, entry.event(), entry.now());
            CallSession next = decision.next();
            List<String> ids =
                    decision.commands().stream().map(OutboxCommand::commandId).toList();
            if (next == null || next.version() != entry.version() || !ids.equals(entry.commandIds())) {
                broken.accept(
                        Verdict.Promise.REPLAY,
                        "v" + entry.version() + " " + entry.event().id() + " decides otherwise");
                return fold;
            }
            fold.lines.add(new Line(entry, fold.last, decision, world.ledger.writtenAt(key, entry.version())));
            fold.last = next;
        }
        return fold;
    }
}
