package io.gathergateway.command;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands in for the store: tells what was settled, and has what is put in {@code due}. */
final class StandInStore implements SessionStore {
    final Promise<Lease> settled = Promise.promise();
    final Queue<DueWork> due = new ConcurrentLinkedQueue<>();

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        settled.complete(lease);
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        return Future.succeededFuture();
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        return Future.succeededFuture(
                Optional.ofNullable(due.poll()).map(List::of).orElse(List.of()));
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        throw new AssertionError("not for the command room");
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        throw new AssertionError("not for the command room");
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        throw new AssertionError("not for the command room");
    }
}
