package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import java.time.Duration;
import java.time.Instant;

/** A lease and when it was asked for. */
record Held(Lease lease, Instant askedAt) {
    Duration since(Instant now) {
        return Duration.between(askedAt, now);
    }

    /** Until the command's deadline. */
    Duration timeLeft(Instant now) {
        return lease.timeLeft().minus(since(now));
    }

    /** Whether a whole attempt no longer fits the lease. */
    boolean isLate(Instant now) {
        return since(now).compareTo(Lease.MARGIN) > 0;
    }
}
