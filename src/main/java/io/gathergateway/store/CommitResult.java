package io.gathergateway.store;

import io.gathergateway.call.Lease;
import java.util.List;

/** What the commit script answered. */
public sealed interface CommitResult {
    /** Written; the leases are of heads that are now the committer's to send. */
    record Committed(long version, List<Lease> leases) implements CommitResult {}

    /** The event was applied before; nothing was written. */
    record Duplicate() implements CommitResult {}

    /** The session is at another version, given here; nothing was written. Version 0 and no state: it is gone. */
    record Conflict(long version, String state) implements CommitResult {}

    /** The call ended long ago and only its tombstone is left; nothing was written. */
    record Gone() implements CommitResult {}
}
