package io.gathergateway.outbox;

import io.gathergateway.call.SessionEvent;
import io.gathergateway.outbox.OutboxSignal.PutOff;
import io.gathergateway.outbox.OutboxSignal.Slip;
import io.gathergateway.outbox.Timers.Scheduled;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.SessionStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds what is overdue, whoever left it: once a second it has looked at every shard, a quarter of them at a time, and
 * claimed what is due. Every pod sweeps all shards, and the store leases each piece to one of them.
 *
 * <p>Invariants: one look under way at most, and one claim per shard; never more claimed than the outbox and the owners
 * of the calls have room for. Idle shards cost four round trips a second, all together. Confined to one thread.
 */
public final class Sweeper {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int SLICES = 4;
    private static final Duration BACKLOG_PAUSE = Duration.ofMillis(10);

    private final OutboxPorts ports;
    private final SessionStore store;
    private final Outbox outbox;
    private final Bounds bounds;
    private final BitSet claiming;
    private final int shardsPerSlice;
    private int nextShard;
    private int timersUnderWay;
    private boolean running;
    private boolean looking;
    private @Nullable Scheduled nextSlice;

    public Sweeper(OutboxPorts ports, SessionStore store, Outbox outbox, Bounds bounds) {
        this.ports = ports;
        this.store = store;
        this.outbox = outbox;
        this.bounds = bounds;
        this.claiming = new BitSet(bounds.shards());
        this.shardsPerSlice = Math.ceilDiv(bounds.shards(), SLICES);
    }

    /**
     * Bounds of a sweep.
     *
     * @param shards as many as the store has
     * @param batch pieces of work asked for in one claim
     * @param timers due timers handed over and not yet committed
     */
    public record Bounds(int shards, int batch, int timers) {
        public Bounds {
            if (shards < 1 || batch < 1 || timers < 1) {
                throw new IllegalArgumentException("each at least 1, not " + shards + ", " + batch + ", " + timers);
            }
        }

        public static Bounds of(int shards) {
            return new Bounds(shards, 64, 256);
        }
    }

    /** Starts somewhere within the first slice, so that pods started together do not ask together. */
    public void start() {
        running = true;
        nextSlice = ports.timers().after(times(slice(), ports.random().getAsDouble()), this::sweepSlice);
    }

    /** No claim starts after this; what a claim under way brings is passed on to the outbox, which gives it back. */
    public void stop() {
        running = false;
        if (nextSlice != null) {
            nextSlice.cancel();
        }
    }

    private void sweepSlice() {
        if (!running) {
            return;
        }
        if (!looking) {
            look();
        }
        nextSlice = ports.timers().after(times(slice(), 0.75 + ports.random().getAsDouble() / 2), this::sweepSlice);
    }

    private void look() {
        List<Integer> shards = new ArrayList<>(shardsPerSlice);
        for (int i = 0; i < shardsPerSlice; i++) {
            shards.add(nextShard);
            nextShard = (nextShard + 1) % bounds.shards();
        }
        looking = true;
        store.overdue(shards).onComplete(overdue -> {
            looking = false;
            if (overdue.succeeded()) {
                overdue.result().forEach(this::sweep);
            } else {
                failed(overdue.cause());
            }
        });
    }

    private void sweep(int shard) {
        int max = Math.min(bounds.batch(), Math.min(outbox.room(), bounds.timers() - timersUnderWay));
        if (!running || max <= 0 || claiming.get(shard)) {
            return;
        }
        claiming.set(shard);
        Instant asked = ports.clock().instant();
        store.claim(shard, max).onComplete(claimed -> {
            claiming.clear(shard);
            if (claimed.failed()) {
                failed(claimed.cause());
            } else {
                passOn(claimed.result(), asked);
                if (claimed.result().size() == max) {
                    ports.timers().after(BACKLOG_PAUSE, () -> sweep(shard));
                }
            }
        });
    }

    private void failed(Throwable cause) {
        LOG.atDebug().setCause(cause).log("a sweep failed");
        ports.watch().accept(new PutOff(Slip.STORE_FAILED));
    }

    private void passOn(List<DueWork> work, Instant asked) {
        for (DueWork piece : work) {
            switch (piece) {
                case DueWork.Command command -> outbox.sendSwept(command.lease(), asked);
                case DueWork.Timer timer -> fire(timer);
            }
        }
    }

    private void fire(DueWork.Timer timer) {
        if (!running) {
            return;
        }
        timersUnderWay++;
        var fired = new SessionEvent.TimerFired(timer.key(), timer.name(), timer.setAt());
        ports.apply().apply(fired).onComplete(applied -> {
            timersUnderWay--;
            if (applied.failed()) {
                LOG.atDebug()
                        .setCause(applied.cause())
                        .addKeyValue("callId", timer.key().id())
                        .addKeyValue("timer", timer.name())
                        .log("a due timer was not applied; it is due again when its claim runs out");
                ports.watch().accept(new PutOff(Slip.NOT_APPLIED));
            }
        });
    }

    private Duration slice() {
        return ROUND.multipliedBy(shardsPerSlice).dividedBy(bounds.shards());
    }

    private static Duration times(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
