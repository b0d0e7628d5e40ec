package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;

/** A piece of overdue work, claimed for the time of a lease. */
public sealed interface DueWork {
    /** A head whose lease ran out or which was never tried. */
    record Command(Lease lease) implements DueWork {}

    /** A timer that is due; {@code setAt} is the session version that set it. */
    record Timer(SessionKey key, String name, long setAt) implements DueWork {}
}
