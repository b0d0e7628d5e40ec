package io.gathergateway.door;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One port's connections in all its instances, and their bounds. Never more connections than {@link Bounds#most} are kept
 * (P11). Thread-safe; the {@link Guests} of each instance are confined to its event loop.
 */
public final class Door {
    private final Bounds bounds;
    private final AtomicInteger open = new AtomicInteger();
    private final Counter refused;
    private final Counter displaced;
    private final Counter slow;

    /**
     * What a connection may take.
     *
     * @param most connections at once, at least 1
     * @param head from the connection, or a stranger's last answer, to the whole head of its next request: an absolute
     *     time, which dribbled bytes do not put off
     * @param idle the same for one that has proved itself with a request
     */
    public record Bounds(int most, Duration head, Duration idle) {
        public Bounds {
            if (most < 1 || head.isNegative() || head.isZero() || idle.compareTo(head) < 0) {
                throw new IllegalArgumentException("at least one connection, and time for a head");
            }
        }
    }

    /** {@code port} is its name in the metrics. */
    public Door(String port, Bounds bounds, MeterRegistry registry) {
        this.bounds = bounds;
        Gauge.builder("gateway.connections", open, AtomicInteger::get)
                .description("Connections that are open")
                .tag("port", port)
                .register(registry);
        refused = closed(registry, port, "full");
        displaced = closed(registry, port, "displaced");
        slow = closed(registry, port, "slow");
    }

    private static Counter closed(MeterRegistry registry, String port, String reason) {
        return Counter.builder("gateway.connections.closed")
                .description(
                        "Connections closed on strangers: refused because there were too many, displaced by a newer"
                                + " one, or too slow with a request's head")
                .tag("port", port)
                .tag("reason", reason)
                .register(registry);
    }

    /** Those of one instance; to be made on its event loop. */
    public Guests guests(Vertx vertx) {
        return new Guests(this, vertx);
    }

    Bounds bounds() {
        return bounds;
    }

    /** Whether there is a place; to be given back by {@link #leave} in either case. */
    boolean enter() {
        return open.incrementAndGet() <= bounds.most();
    }

    void leave() {
        open.decrementAndGet();
    }

    void refused() {
        refused.increment();
    }

    void displaced() {
        displaced.increment();
    }

    void slow() {
        slow.increment();
    }
}
