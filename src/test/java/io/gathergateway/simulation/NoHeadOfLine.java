package io.gathergateway.simulation;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A bug: every command is at once the head of a lane of its own. */
final class NoHeadOfLine extends Detour {
    private static final char OF = '~';

    /** The lanes that stand for one, by call and lane. */
    private final Map<String, List<String>> standIns = new HashMap<>();

    NoHeadOfLine(SessionStore to) {
        super(to);
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        List<String> cleared = new ArrayList<>();
        commit.clearedLanes().forEach(lane -> cleared.addAll(standIns(commit.key(), lane)));
        List<OutboxCommand> commands = new ArrayList<>();
        for (OutboxCommand command : commit.commands()) {
            List<String> all = standIns(commit.key(), command.lane());
            if (command.supersedes()) {
                cleared.addAll(all);
            }
            String own = command.lane() + OF + command.commandId();
            all.add(own);
            commands.add(new OutboxCommand(
                    own,
                    command.commandId(),
                    command.name(),
                    command.validFor(),
                    command.attempt(),
                    command.supersedes(),
                    command.request()));
        }
        Commit.Settled settled = commit.settled();
        return super.commit(new Commit(
                commit.key(),
                commit.expectedVersion(),
                commit.lastEventId(),
                commit.eventId(),
                commit.state(),
                commit.journal(),
                commands,
                commit.timers(),
                settled == null
                        ? null
                        : new Commit.Settled(settled.lane() + OF + settled.commandId(), settled.commandId()),
                cleared,
                commit.ended()));
    }

    private List<String> standIns(SessionKey key, String lane) {
        return standIns.computeIfAbsent(key.id() + lane, absent -> new ArrayList<>());
    }

    @Override
    Lease granted(Lease lease) {
        return inLane(lease, lease.lane().substring(0, lease.lane().indexOf(OF)));
    }

    @Override
    Lease given(Lease lease) {
        return inLane(lease, lease.lane() + OF + lease.commandId());
    }

    private static Lease inLane(Lease lease, String lane) {
        return new Lease(
                lease.key(),
                lane,
                lease.commandId(),
                lease.name(),
                lease.request(),
                lease.number(),
                lease.attempt(),
                lease.age(),
                lease.timeLeft(),
                lease.limit());
    }
}
