package io.gathergateway.session;

import io.gathergateway.store.DeadEntry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** What goes to the dead list is counted by. */
final class DeadMetrics {
    private final Map<DeadEntry.Reason, Counter> put;
    private final Map<DeadEntry.Reason, Counter> notPut;

    DeadMetrics(MeterRegistry registry) {
        put = counters(registry, "gateway.dead.events", "Events put on the dead list, by why");
        notPut = counters(
                registry,
                "gateway.dead.events.dropped",
                "Events that the dead list could not take, by why they were for it");
    }

    void put(DeadEntry.Reason reason) {
        count(put, reason);
    }

    void notPut(DeadEntry.Reason reason) {
        count(notPut, reason);
    }

    private static void count(Map<DeadEntry.Reason, Counter> counters, DeadEntry.Reason reason) {
        Counter counter = counters.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    private static Map<DeadEntry.Reason, Counter> counters(MeterRegistry registry, String name, String description) {
        Map<DeadEntry.Reason, Counter> counters = new EnumMap<>(DeadEntry.Reason.class);
        for (DeadEntry.Reason reason : DeadEntry.Reason.values()) {
            counters.put(
                    reason,
                    Counter.builder(name)
                            .description(description)
                            .tag("reason", reason.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        return counters;
    }
}
