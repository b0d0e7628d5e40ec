package io.gathergateway.simulation;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.telnyx.CommandResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the journal says of each command to Telnyx: when it was decided, and what may have become of it. */
final class Fates {
    final Map<String, Fate> all = new LinkedHashMap<>();

    /** One command's. */
    static final class Fate {
        final OutboxCommand command;
        final long version;
        final long decidedAt;

        /** The first version that dropped it, if it was unsent still. */
        long droppedBy = Long.MAX_VALUE;

        /** Whether an outcome says that it had no effect. */
        boolean refused;

        /** Whether nobody knows what became of it: its effect may come late. */
        boolean unconfirmed;

        /** Whether a backend's answer, or the lack of one, is on record. */
        boolean answered;

        /** When nobody could say any more; virtual milliseconds. */
        private long givenUpAt = Long.MAX_VALUE;

        /** Whether it had its effect after nobody counted on it any more. */
        boolean late;

        /** How often it had an effect at Telnyx. */
        int effects;

        /** It had its effect. */
        void done(long at) {
            effects++;
            late |= at > givenUpAt;
        }

        /** Whether what became of it is on record somewhere. */
        boolean accounted() {
            return effects > 0 || refused || unconfirmed || answered;
        }

        private Fate(OutboxCommand command, long version, long decidedAt) {
            this.command = command;
            this.version = version;
            this.decidedAt = decidedAt;
        }

        @Override
        public String toString() {
            return command.name() + "(" + Words.id(command.commandId()) + ") of v" + version;
        }
    }

    Fates(Fold fold) {
        for (Fold.Line line : fold.lines) {
            if (line.entry().event() instanceof SessionEvent.CommandOutcome outcome) {
                ends(outcome, line.writtenAt());
            }
            if (line.entry().event() instanceof SessionEvent.CalloutEnded answer
                    && all.containsKey(answer.commandId())) {
                Objects.requireNonNull(all.get(answer.commandId())).answered = true;
            }
            long version = line.entry().version();
            line.decision().clearedLanes().forEach(lane -> drop(lane, version));
            if (line.decision().ended()) {
                all.values().forEach(fate -> fate.droppedBy = Math.min(fate.droppedBy, version));
            }
            for (OutboxCommand command : line.decision().commands()) {
                if (command.supersedes()) {
                    drop(command.lane(), version);
                }
                all.put(command.commandId(), new Fate(command, version, line.writtenAt()));
            }
        }
    }

    private void ends(SessionEvent.CommandOutcome outcome, long at) {
        Fate fate = all.get(outcome.commandId());
        if (fate != null) {
            switch (outcome.result()) {
                case CommandResult.Accepted accepted -> {}
                case CommandResult.CallOver over -> fate.refused = true;
                case CommandResult.NotAnswered early -> fate.refused = true;
                case CommandResult.Refused refused -> fate.refused = true;
                case CommandResult.Expired expired -> fate.refused = true;
                case CommandResult.Unconfirmed unconfirmed -> {
                    fate.unconfirmed = true;
                    fate.givenUpAt = at;
                }
            }
        }
    }

    private void drop(String lane, long by) {
        all.values().stream()
                .filter(fate -> fate.command.lane().equals(lane))
                .forEach(fate -> fate.droppedBy = Math.min(fate.droppedBy, by));
    }

    /** Those of each lane, the questions to backends among them, in the order they were decided. */
    Map<String, List<Fate>> lanes() {
        Map<String, List<Fate>> lanes = new LinkedHashMap<>();
        all.values()
                .forEach(fate -> lanes.computeIfAbsent(fate.command.lane(), lane -> new ArrayList<>())
                        .add(fate));
        return lanes;
    }
}
