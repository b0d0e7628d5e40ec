package io.gathergateway.callout;

import io.gathergateway.outbox.CalloutAnswer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The callout room in numbers, by host. Invariant: a host that is not configured is "other", so the labels are a closed
 * set. Meters are made when first used and kept; confined to the event loop of its verticle.
 */
final class CalloutMetrics {
    /** The label of every host that is not on the list. */
    static final String OTHER = "other";

    private static final String[] HUNDREDS = {"other", "1xx", "2xx", "3xx", "4xx", "5xx"};

    private final MeterRegistry registry;
    private final Map<String, Map<String, Counter>> results = new HashMap<>();
    private final Map<String, Timer> durations = new HashMap<>();

    CalloutMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(String host, Backend backend) {
        gauge("gateway.callouts.in.flight", "Questions to a backend under way", host, backend, Backend::inFlight);
        gauge("gateway.callout.breaker.state", "0 closed, 1 probing, 2 open", host, backend, Backend::breakerState);
    }

    private void gauge(String name, String says, String host, Backend of, ToDoubleFunction<Backend> value) {
        Gauge.builder(name, of, value)
                .description(says)
                .tag("host", host)
                .strongReference(true)
                .register(registry);
    }

    void count(String host, CalloutAnswer answer, Duration took) {
        results.computeIfAbsent(host, each -> new HashMap<>())
                .computeIfAbsent(label(answer), result -> counter(host, result))
                .increment();
        boolean asked = !(answer instanceof CalloutAnswer.Spared || answer instanceof CalloutAnswer.Hopeless);
        if (asked) {
            durations.computeIfAbsent(host, this::timer).record(took);
        }
    }

    private Counter counter(String host, String result) {
        return Counter.builder("gateway.callouts")
                .description("Attempts to ask a backend, by what came of them")
                .tag("host", host)
                .tag("result", result)
                .register(registry);
    }

    private Timer timer(String host) {
        return Timer.builder("gateway.callout")
                .description("From the question to a backend's whole answer, or the end of waiting for it")
                .tag("host", host)
                .publishPercentileHistogram()
                .register(registry);
    }

    private static String label(CalloutAnswer answer) {
        return switch (answer) {
            case CalloutAnswer.Response response -> HUNDREDS[Math.clamp(response.status() / 100, 0, 5)];
            case CalloutAnswer.Broken broken -> "broken";
            case CalloutAnswer.Silence silence -> "timeout";
            case CalloutAnswer.Spared spared -> "degraded";
            case CalloutAnswer.Hopeless hopeless -> "hopeless";
        };
    }
}
