package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.time.Instant;

/** An outbox and its sweeper over one store. Confined to one thread, as they are and as the store's link is. */
public final class Dispatch {
    private final Outbox outbox;
    private final Sweeper sweeper;

    public Dispatch(OutboxPorts ports, SessionStore store, Outbox.Bounds bounds, Sweeper.Bounds sweep) {
        outbox = new Outbox(ports, store, bounds);
        sweeper = new Sweeper(ports, store, outbox, sweep);
    }

    public void start() {
        sweeper.start();
    }

    /** See {@link Outbox#send}. */
    public void send(Lease lease, Instant askedAt) {
        outbox.send(lease, askedAt);
    }

    /** See {@link Outbox#load}. */
    public Outbox.Load load() {
        return outbox.load();
    }

    /** Sweeps and sends nothing more; succeeds when what is under way has ended. The caller bounds the wait. */
    public Future<Void> close() {
        sweeper.stop();
        return outbox.close();
    }
}
