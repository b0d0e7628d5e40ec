package io.gathergateway.outbox;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.Slip;
import java.time.Duration;

/** What is to be done with a head; a {@link Destination} says it, a {@link Delivery} does it. */
sealed interface Move {
    /** Done, and the call need not know: off its lane. */
    record Settle(OutboxSignal done) implements Move {}

    /**
     * The call is told; its commit settles the head.
     *
     * @param insist tell it again where nobody committed it, because what it says could not be learned a second time
     */
    record Report(SessionEvent event, OutboxSignal done, boolean insist) implements Move {}

    /** Another attempt after the pause, under a lease renewed for it. */
    record Again(Duration pause) implements Move {}

    /** It is not tried any more, and what it did is unknown: {@link Destination#look}, under a lease renewed for it. */
    record Look() implements Move {}

    /** Nothing was written under this lease, so it does not count; the head is due again after the delay. */
    record GiveBack(Duration delay, Slip why) implements Move {}
}
