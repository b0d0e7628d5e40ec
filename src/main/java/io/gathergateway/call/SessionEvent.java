package io.gathergateway.call;

import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.event.CallEvent;

/** Anything that can change a call. {@link #id()} names it for good: an id is applied at most once (P3). */
public sealed interface SessionEvent {
    SessionKey key();

    String id();

    /** A verified webhook. */
    record Webhook(SessionKey key, CallEvent event) implements SessionEvent {
        @Override
        public String id() {
            return event.header().id();
        }

        /** Whether it is the first event of a call, in the tidy order. */
        public boolean opensCall() {
            return event instanceof CallEvent.CallInitiated;
        }
    }

    /** What became of a command; {@code name} is Telnyx's, such as {@code gather_using_ai}. */
    record CommandOutcome(SessionKey key, String lane, String commandId, String name, CommandResult result)
            implements SessionEvent {
        @Override
        public String id() {
            return "outcome:" + commandId;
        }
    }

    /** A durable timer is due; {@code setAt} is the session version that set it. */
    record TimerFired(SessionKey key, String timer, long setAt) implements SessionEvent {
        @Override
        public String id() {
            return "timer:" + timer + ":" + setAt;
        }
    }
}
