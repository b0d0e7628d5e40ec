package io.gathergateway.session;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.bus.UnusableBody;
import io.gathergateway.call.CallSession;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.store.DeadEntry;
import io.gathergateway.store.DeadList.Fate;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pod's part in the dead list: puts unusable bodies on it, and tries again the entries that somebody asked for. A try
 * gives the event to its call's owner as if it had just come, under its own id, so that it is applied at most once (P3).
 * One per pod; everything in it is touched on its own event loop only.
 */
public final class DeadVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(DeadVerticle.class);

    private static final Duration POLL = Duration.ofSeconds(1);

    /** Each time; what is left waits for the next. */
    private static final int MOST = 64;

    /** For the owner to deal with it; far less than the entry is this pod's. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final int owners;
    private final Supplier<Future<SessionVerticle.Stores>> opens;
    private final Function<byte[], Optional<SessionEvent>> bodies;
    private final DeadMetrics metrics;

    @SuppressWarnings("NullAway.Init") // set in start(), before anything needs it
    private SessionVerticle.Stores stores;

    /**
     * @param owners of calls on this pod's event bus
     * @param opens this event loop's own stores; called on it
     * @param bodies reads a webhook's body
     */
    public DeadVerticle(
            int owners,
            Supplier<Future<SessionVerticle.Stores>> opens,
            Function<byte[], Optional<SessionEvent>> bodies,
            MeterRegistry registry) {
        this.owners = owners;
        this.opens = opens;
        this.bodies = bodies;
        this.metrics = new DeadMetrics(registry);
    }

    @Override
    public Future<?> start() {
        return opens.get().compose(opened -> {
            stores = opened;
            again();
            MessageConsumer<UnusableBody> consumer =
                    vertx.eventBus().localConsumer(Addresses.UNUSABLE, message -> unusable(message.body()));
            return consumer.completion();
        });
    }

    private void unusable(UnusableBody body) {
        DeadEntry entry = DeadLetters.of(body);
        stores.dead()
                .put(entry)
                .onSuccess(v -> metrics.put(entry.reason()))
                // Its answer does not wait for this, and Telnyx sends it again.
                .onFailure(e -> metrics.notPut(entry.reason()));
    }

    /** Up to a fifth sooner, so that pods do not keep step. A failure is told by the link; the next turn comes. */
    private void again() {
        long jitter = ThreadLocalRandom.current().nextLong(POLL.toMillis() / 5);
        vertx.setTimer(
                POLL.toMillis() - jitter,
                id -> stores.dead().claim(MOST).compose(this::all).onComplete(done -> again()));
    }

    private Future<?> all(List<DeadEntry> entries) {
        return Future.join(entries.stream().map(this::redrive).toList());
    }

    private Future<Void> redrive(DeadEntry entry) {
        if (entry.event().isEmpty()) {
            return stores.dead().tried(entry, Fate.NOT_KEPT);
        }
        Optional<SessionEvent> event = DeadLetters.event(entry, bodies);
        if (event.isEmpty()) {
            return stores.dead().tried(entry, Fate.UNUSABLE);
        }
        // Where nobody says how it ended, the next pod tries.
        return give(event.get()).compose(applied -> fate(event.get(), applied)).compose(fate -> {
            LOG.atInfo()
                    .addKeyValue("callId", event.get().key().id())
                    .addKeyValue("eventId", event.get().id())
                    .addKeyValue("deadId", entry.id())
                    .addKeyValue("fate", fate)
                    .log("an event of the dead list was tried again");
            return stores.dead().tried(entry, fate);
        });
    }

    private Future<Applied> give(SessionEvent event) {
        return vertx.eventBus()
                .<Applied>request(
                        Addresses.session(event.key(), owners),
                        event,
                        LocalCodecs.local().setSendTimeout(PATIENCE.toMillis()))
                .map(reply -> reply.body());
    }

    private Future<Fate> fate(SessionEvent event, Applied applied) {
        return switch (applied) {
            case COMMITTED -> Future.succeededFuture(Fate.APPLIED);
            case DUPLICATE -> over(event).map(over -> over ? Fate.CALL_OVER : Fate.DEALT_WITH);
            case IGNORED -> over(event).map(over -> over ? Fate.CALL_OVER : Fate.NOTHING);
        };
    }

    private Future<Boolean> over(SessionEvent event) {
        return stores.sessions()
                .load(event.key())
                .map(stored -> stored.isEmpty()
                        || SessionCodec.read(stored.get().state()).stage() == CallSession.Stage.ENDED);
    }
}
