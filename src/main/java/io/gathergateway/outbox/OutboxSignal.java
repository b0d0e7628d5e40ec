package io.gathergateway.outbox;

import io.gathergateway.call.CalloutResult;
import io.gathergateway.call.Lease;
import io.gathergateway.telnyx.CommandResult;
import java.time.Duration;

/** What happens in the outbox, for metrics and for whoever watches. Never a phone number, a digit or a body. */
public sealed interface OutboxSignal {
    /** An attempt ended after {@code took}. */
    record Answered(Lease lease, Answer answer, Duration took) implements OutboxSignal {}

    /** A command is done with, once per command but for a crash or a failed commit in between. */
    record Finished(Lease lease, CommandResult result) implements OutboxSignal {}

    /** An attempt to ask a backend ended after {@code took}. */
    record Asked(Lease lease, CalloutAnswer answer, Duration took) implements OutboxSignal {}

    /** A question is done with, and the call knows. */
    record CalloutFinished(Lease lease, CalloutResult result) implements OutboxSignal {}

    /** A piece of work was put off; the sweeper finds it again. */
    record PutOff(Slip why) implements OutboxSignal {}

    /** Telnyx refuses our key ({@code raised}), or accepts it again. */
    record KeyRefused(boolean raised) implements OutboxSignal {}

    /** Why work was put off. */
    enum Slip {
        /** A whole attempt no longer fits the lease. */
        LATE,
        /** Too much is waiting already. */
        QUEUE_FULL,
        /** The account is being slowed down. */
        PACED,
        /** Telnyx's key is refused. */
        UNAUTHORISED,
        /** Nothing was written: breaker open, no connection. */
        NOT_SENT,
        /** The outbox is closing. */
        CLOSING,
        /** Someone else settled the command or took it over. */
        LEASE_LOST,
        /** A call to the store failed. */
        STORE_FAILED,
        /** The owner of the call did not commit the event. */
        NOT_APPLIED
    }
}
