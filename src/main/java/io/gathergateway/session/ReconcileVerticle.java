package io.gathergateway.session;

import io.gathergateway.bus.Addresses;
import io.gathergateway.bus.Applied;
import io.gathergateway.bus.LocalCodecs;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.store.ReconcileMark;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings in what Telnyx gave up to deliver: each event goes to its call's owner as if its webhook had come, under its own
 * id, so that what came after all is a duplicate (P3). One per pod, and one pod at a time looks; everything in it is
 * touched on its own event loop only.
 */
public final class ReconcileVerticle extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(ReconcileVerticle.class);

    /** Older ones are of calls that their own watchdogs have ended. */
    private static final Duration FURTHEST = Duration.ofMinutes(10);

    /** Deliveries are listed a while after they ended. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Duration every;
    private final int owners;
    private final Supplier<Future<ReconcileMark>> opens;
    private final Supplier<Function<Instant, Future<List<byte[]>>>> asks;
    private final Function<byte[], Optional<SessionEvent>> bodies;
    private final InstantSource clock;
    private final Map<Applied, Counter> counters = new EnumMap<>(Applied.class);

    @SuppressWarnings("NullAway.Init") // set in start(), before anything needs it
    private ReconcileMark mark;

    @SuppressWarnings("NullAway.Init") // set in start(), before anything needs it
    private Function<Instant, Future<List<byte[]>>> failed;

    /**
     * @param every how often one of the pods looks
     * @param owners of calls on this pod's event bus
     * @param opens this event loop's own mark; called on it
     * @param asks makes what lists the bodies given up since a time, the oldest first; called on this event loop
     * @param bodies reads a webhook's body
     */
    public ReconcileVerticle(
            Duration every,
            int owners,
            Supplier<Future<ReconcileMark>> opens,
            Supplier<Function<Instant, Future<List<byte[]>>>> asks,
            Function<byte[], Optional<SessionEvent>> bodies,
            InstantSource clock,
            MeterRegistry registry) {
        this.every = every;
        this.owners = owners;
        this.opens = opens;
        this.asks = asks;
        this.bodies = bodies;
        this.clock = clock;
        for (Applied applied : Applied.values()) {
            counters.put(
                    applied,
                    Counter.builder("gateway.reconciled.events")
                            .description("Events that Telnyx gave up to deliver, by how they were dealt with")
                            .tag("result", applied.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
    }

    @Override
    public Future<?> start() {
        return opens.get().onSuccess(opened -> {
            mark = opened;
            failed = asks.get();
            again();
        });
    }

    /** Up to a fifth sooner, so that pods do not keep step. */
    private void again() {
        long millis = every.toMillis();
        long jitter = ThreadLocalRandom.current().nextLong(millis / 5 + 1);
        vertx.setTimer(
                Math.max(1, millis - jitter),
                id -> look().onComplete(done -> {
                    if (done.failed()) {
                        LOG.atWarn()
                                .log(
                                        "what Telnyx gave up to deliver could not be brought in, the next look is in a while");
                    }
                    again();
                }));
    }

    private Future<Void> look() {
        Duration turn = every.multipliedBy(3).dividedBy(4);
        return mark.turn(turn).compose(seen -> {
            if (seen.isEmpty()) {
                return Future.succeededFuture();
            }
            Instant now = clock.instant();
            Instant from = seen.get().isBefore(now.minus(FURTHEST)) ? now.minus(FURTHEST) : seen.get();
            return failed.apply(from.minus(OVERLAP)).compose(this::all).compose(v -> mark.seen(now));
        });
    }

    /** One after the other: in the order they were made. */
    private Future<Void> all(List<byte[]> found) {
        Future<Void> done = Future.succeededFuture();
        for (byte[] body : found) {
            Optional<SessionEvent> event = bodies.apply(body);
            if (event.isPresent()) {
                done = done.compose(v -> give(event.get()));
            }
        }
        return done;
    }

    private Future<Void> give(SessionEvent event) {
        return vertx.eventBus()
                .<Applied>request(
                        Addresses.session(event.key(), owners),
                        event,
                        LocalCodecs.local().setSendTimeout(PATIENCE.toMillis()))
                .map(reply -> {
                    Counter counter = counters.get(reply.body());
                    if (counter != null) {
                        counter.increment();
                    }
                    return null;
                });
    }
}
