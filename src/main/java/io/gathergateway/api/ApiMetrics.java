package io.gathergateway.api;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;

/** Requests by what they wanted and how they were answered. Confined to one event loop. */
final class ApiMetrics {
    private final MeterRegistry registry;
    private final Map<String, Counter> answered = new HashMap<>();

    ApiMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * @param operation of a closed set
     * @param status of a closed set too: those the endpoint answers
     */
    void answered(String operation, int status) {
        answered.computeIfAbsent(
                        operation + " " + status,
                        key -> Counter.builder("gateway.api.requests")
                                .description("Requests to the control API, by operation and status")
                                .tag("operation", operation)
                                .tag("status", String.valueOf(status))
                                .register(registry))
                .increment();
    }
}
