package io.gathergateway.cli;

import io.gathergateway.call.Lease;
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

/**
 * A store in which the flow's time runs faster, as that of the simulated callers does: timers ring sooner. Whoever waits
 * for an answer over the network waits in real time: commands to Telnyx, and steps that ask a backend. Confined as the
 * store behind it.
 */
final class HurriedStore implements SessionStore {
    /** Less is lost in the noise of a busy machine. */
    private static final Duration SHORTEST = Duration.ofMillis(100);

    private final SessionStore store;
    private final double speed;

    HurriedStore(SessionStore store, double speed) {
        this.store = store;
        this.speed = speed;
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        boolean asksBackend =
                commit.commands().stream().anyMatch(command -> command.request().callout() != null);
        if (asksBackend) {
            return store.commit(commit);
        }
        return store.commit(new Commit(
                commit.key(),
                commit.expectedVersion(),
                commit.lastEventId(),
                commit.eventId(),
                commit.state(),
                commit.journal(),
                commit.commands(),
                commit.timers().stream().map(this::sooner).toList(),
                commit.settled(),
                commit.clearedLanes(),
                commit.ended()));
    }

    private TimerChange sooner(TimerChange change) {
        return switch (change) {
            case TimerChange.Start(String name, Duration after) -> new TimerChange.Start(name, sooner(after));
            case TimerChange.Cancel cancel -> cancel;
        };
    }

    private Duration sooner(Duration time) {
        Duration shorter = Duration.ofMillis(Math.round(time.toMillis() / speed));
        return shorter.compareTo(SHORTEST) < 0 ? SHORTEST : shorter;
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        return store.load(key);
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        return store.settle(lease);
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return store.renew(lease);
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        return store.release(lease, delay);
    }

    @Override
    public Future<List<Integer>> overdue(List<Integer> shards) {
        return store.overdue(shards);
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        return store.claim(shard, max);
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        return store.journal(key);
    }
}
