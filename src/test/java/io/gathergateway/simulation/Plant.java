package io.gathergateway.simulation;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.TelnyxPort;
import io.gathergateway.store.SessionStore;

/** A bug planted into the world, around the ports of production code; the usual one changes nothing. */
interface Plant {
    /** What the gateway is as it is. */
    Plant NONE = new Plant() {};

    /** The store that all pods share. */
    default SessionStore shared(Ledger ledger) {
        return ledger;
    }

    /** One pod's way to the store. */
    default SessionStore link(StoreLink link, Life life) {
        return link;
    }

    /** One pod's way to Telnyx. */
    default TelnyxPort telnyx(TelnyxPort port, Dice dice) {
        return port;
    }

    /** A webhook as it comes out of the parser. */
    default SessionEvent.Webhook arrives(SessionEvent.Webhook event) {
        return event;
    }

    /** Whether webhooks are answered 200 before they are committed. */
    default boolean acksEarly() {
        return false;
    }
}
