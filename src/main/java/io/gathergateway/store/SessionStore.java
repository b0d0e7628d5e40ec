package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Sessions, outbox lanes and due work. Every method is one atomic step; a failed future means the step's outcome is
 * unknown to the caller, who may repeat it.
 */
public interface SessionStore {
    /** The session as it stands; empty where there is none. */
    Future<Optional<Stored>> load(SessionKey key);

    /** Writes a whole decision, or nothing of it. */
    Future<CommitResult> commit(Commit commit);

    /** Takes the lease's command off its lane (a no-op where it is not the head) and leases the lane's next head. */
    Future<Optional<Lease>> settle(Lease lease);

    /** One more lease of the same head; empty where the lease is no longer ours or the command no longer the head. */
    Future<Optional<Lease>> renew(Lease lease);

    /**
     * Gives back a lease under which nothing was written: the attempt does not count, and the head is due again after
     * the delay.
     */
    Future<Void> release(Lease lease, Duration delay);

    /**
     * Those of the shards that have overdue work, or may have: a look that leases nothing and costs a fraction of a
     * claim.
     */
    default Future<List<Integer>> overdue(List<Integer> shards) {
        return Future.succeededFuture(shards);
    }

    /** Overdue work of a shard, at most {@code max} pieces, leased to the caller. */
    Future<List<DueWork>> claim(int shard, int max);

    /** The call's journal, oldest line first. */
    Future<List<String>> journal(SessionKey key);

    /** A session's state and its version, 1 after the first commit. */
    record Stored(long version, String state) {}
}
