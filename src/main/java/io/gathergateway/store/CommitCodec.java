package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes into {@code commit.lua} and what comes out of it. The order of the arguments is the script's. */
final class CommitCodec {
    private static final int LEASES = 2;

    private final StoreSettings settings;

    CommitCodec(StoreSettings settings) {
        this.settings = settings;
    }

    List<String> arguments(Commit commit) {
        if (commit.state() == null && commit.expectedVersion() != 0) {
            throw new IllegalArgumentException("a commit without a state is only for a session that is not there");
        }
        List<String> args = new ArrayList<>(16
                + commit.clearedLanes().size()
                + 2 * commit.timers().size()
                + 4 * commit.commands().size());
        args.add(commit.key().id());
        args.add(String.valueOf(commit.expectedVersion()));
        args.add(commit.eventId());
        args.add(commit.state() == null ? "" : commit.state());
        args.add(commit.journal());
        args.add(commit.ended() ? "1" : "0");
        args.add(millis(settings.idle()));
        args.add(millis(settings.retention()));
        args.add(millis(settings.tombstone()));
        args.add(millis(settings.lease()));
        Commit.Settled settled = commit.settled();
        args.add(settled == null ? "" : settled.lane());
        args.add(settled == null ? "" : settled.commandId());
        args.add(commit.lastEventId() == null ? "" : commit.lastEventId());
        args.add(String.valueOf(commit.clearedLanes().size()));
        args.addAll(commit.clearedLanes());
        args.add(String.valueOf(commit.timers().size()));
        commit.timers().forEach(change -> addTimer(args, change));
        args.add(String.valueOf(commit.commands().size()));
        commit.commands().forEach(command -> addCommand(args, command));
        return args;
    }

    private static void addTimer(List<String> args, TimerChange change) {
        args.add(SessionLayout.word("timer", change.name()));
        args.add(
                switch (change) {
                    case TimerChange.Start start -> millis(start.after());
                    case TimerChange.Cancel cancel -> "";
                });
    }

    private static void addCommand(List<String> args, OutboxCommand command) {
        args.add(SessionLayout.word("lane", command.lane()));
        args.add(command.supersedes() ? "1" : "0");
        args.add(millis(command.validFor()));
        args.add(EntryForm.write(command));
    }

    static CommitResult result(SessionKey key, Response answer) {
        return switch (answer.get(0).toInteger()) {
            case 1 -> {
                List<Lease> leases = new ArrayList<>(answer.size() - LEASES);
                for (int i = LEASES; i < answer.size(); i++) {
                    leases.add(SessionLayout.lease(key, answer.get(i)));
                }
                yield new CommitResult.Committed(answer.get(1).toLong(), List.copyOf(leases));
            }
            case 2 -> new CommitResult.Duplicate();
            case 3 ->
                new CommitResult.Conflict(answer.get(1).toLong(), answer.get(2).toString());
            case 4 -> new CommitResult.Gone();
            default -> throw new IllegalStateException("commit.lua answered " + answer);
        };
    }

    private static String millis(Duration duration) {
        return String.valueOf(duration.toMillis());
    }
}
