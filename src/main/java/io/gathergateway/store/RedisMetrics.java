package io.gathergateway.store;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is counted about Redis, shared by all links of a process. Thread-safe; nothing is registered on the way. */
public final class RedisMetrics {
    private final MeterRegistry registry;
    private final Map<String, Meter> meters = new ConcurrentHashMap<>();
    private final AtomicInteger links = new AtomicInteger();
    private final AtomicInteger connected = new AtomicInteger();

    public RedisMetrics(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("gateway.redis.up", this, RedisMetrics::up)
                .description("1 while every link to Redis is connected")
                .register(registry);
    }

    /** The meters of one script or command. */
    Meter meter(String script) {
        return meters.computeIfAbsent(script, name -> new Meter(registry, name));
    }

    void started() {
        links.incrementAndGet();
    }

    void stopped() {
        links.decrementAndGet();
    }

    void connected() {
        connected.incrementAndGet();
    }

    void disconnected() {
        connected.decrementAndGet();
    }

    private double up() {
        return links.get() > 0 && connected.get() == links.get() ? 1 : 0;
    }

    /** Counts by result, and times what was answered. */
    static final class Meter {
        private final Timer timer;
        private final Map<String, Counter> results;

        private Meter(MeterRegistry registry, String script) {
            timer = Timer.builder("gateway.redis")
                    .description("From sending a command to its answer")
                    .tag("script", script)
                    .register(registry);
            results = Stream.concat(
                            Stream.of("ok", "error"),
                            Stream.of(RedisUnavailable.Reason.values()).map(RedisUnavailable.Reason::key))
                    .collect(Collectors.toUnmodifiableMap(
                            result -> result,
                            result -> Counter.builder("gateway.redis.commands")
                                    .tag("script", script)
                                    .tag("result", result)
                                    .register(registry)));
        }

        void done(AsyncResult<?> answer, long nanos) {
            if (answer.succeeded()) {
                count("ok");
                timer.record(nanos, TimeUnit.NANOSECONDS);
            } else if (answer.cause() instanceof RedisUnavailable unavailable) {
                count(unavailable.reason().key());
            } else {
                count("error");
                timer.record(nanos, TimeUnit.NANOSECONDS);
            }
        }

        private void count(String result) {
            Counter counter = results.get(result);
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
