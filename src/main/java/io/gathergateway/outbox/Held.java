package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import java.time.Duration;
import java.time.Instant;

/** A lease, when it was asked for, and how urgent its command is. */
record Held(Lease lease, Instant askedAt, Urgency urgency) {
    static Held fresh(Lease lease, Instant askedAt) {
        return new Held(lease, askedAt, Urgency.of(lease.name(), false));
    }

    static Held swept(Lease lease, Instant askedAt) {
        return new Held(lease, askedAt, Urgency.of(lease.name(), true));
    }

    /** The same command under another lease. */
    Held renewed(Lease next, Instant asked) {
        return new Held(next, asked, urgency);
    }

    Duration since(Instant now) {
        return Duration.between(askedAt, now);
    }

    /** Until the command's deadline. */
    Duration timeLeft(Instant now) {
        return lease.timeLeft().minus(since(now));
    }

    /** Until a whole attempt no longer fits the lease. */
    Duration margin(Instant now) {
        return Lease.MARGIN.minus(since(now));
    }

    /** Whether a whole attempt no longer fits the lease. */
    boolean isLate(Instant now) {
        return margin(now).isNegative();
    }
}
