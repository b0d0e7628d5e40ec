package io.gathergateway.simulation;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A store that passes everything on; a planted bug changes what it wants to. */
class Detour implements SessionStore {
    private final SessionStore to;

    Detour(SessionStore to) {
        this.to = to;
    }

    /** The same commit with these parts in place of its own. */
    static Commit with(
            Commit commit,
            long expectedVersion,
            String eventId,
            List<OutboxCommand> commands,
            List<TimerChange> timers,
            boolean ended) {
        return new Commit(
                commit.key(),
                expectedVersion,
                expectedVersion == commit.expectedVersion() ? commit.lastEventId() : null,
                eventId,
                commit.state(),
                commit.journal(),
                commands,
                timers,
                commit.settled(),
                commit.clearedLanes(),
                ended);
    }

    static Commit withEvent(Commit commit, String eventId) {
        return with(commit, commit.expectedVersion(), eventId, commit.commands(), commit.timers(), commit.ended());
    }

    /** Every lease that is handed out passes here. */
    Lease granted(Lease lease) {
        return lease;
    }

    /** Every lease that comes back passes here. */
    Lease given(Lease lease) {
        return lease;
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        return to.load(key);
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        return to.commit(commit).map(this::granted);
    }

    final CommitResult granted(CommitResult result) {
        return result instanceof CommitResult.Committed done
                ? new CommitResult.Committed(
                        done.version(),
                        done.leases().stream().map(this::granted).toList())
                : result;
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        return to.settle(given(lease)).map(next -> next.map(this::granted));
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return to.renew(given(lease)).map(next -> next.map(this::granted));
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        return to.release(given(lease), delay);
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        return to.claim(shard, max).map(work -> work.stream().map(this::granted).toList());
    }

    private DueWork granted(DueWork work) {
        return switch (work) {
            case DueWork.Command command -> new DueWork.Command(granted(command.lease()));
            case DueWork.Timer timer -> timer;
        };
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        return to.journal(key);
    }
}
