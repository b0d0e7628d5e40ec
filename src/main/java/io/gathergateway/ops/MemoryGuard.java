package io.gathergateway.ops;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;

/**
 * Knows whether the heap is nearly full of what lives, so that webhooks can be refused while there is still room to
 * answer them. What lives is what a collection left: use between collections says nothing. Thread-safe.
 */
public final class MemoryGuard implements AutoCloseable {
    private static final int LOOK_SECONDS = 5;

    private final Level level = new Level();
    private final Set<String> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .collect(Collectors.toUnmodifiableSet());
    private final NotificationListener listener = this::told;
    private final List<NotificationEmitter> collectors = new ArrayList<>();
    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("memory-guard").factory());

    /** Begins to listen to the collectors. */
    public MemoryGuard(MeterRegistry registry) {
        Gauge.builder("gateway.memory.short", () -> level.isShort() ? 1 : 0)
                .description("Whether webhooks are refused because the heap is nearly full of what lives")
                .register(registry);
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (collector instanceof NotificationEmitter emitter) {
                emitter.addNotificationListener(listener, null, null);
                collectors.add(emitter);
            }
        }
        var unused = looks.scheduleWithFixedDelay(this::look, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    /** Whether to take nothing more in. Cheap, from any thread. */
    public boolean isShort() {
        return level.isShort();
    }

    private void told(Notification notification, Object handback) {
        if (!notification.getType().equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)
                || !(notification.getUserData() instanceof CompositeData data)) {
            return;
        }
        Map<String, MemoryUsage> after =
                GarbageCollectionNotificationInfo.from(data).getGcInfo().getMemoryUsageAfterGc();
        long used = after.entrySet().stream()
                .filter(pool -> heap.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        level.collected(used, Runtime.getRuntime().maxMemory());
    }

    /** Where next to nothing is let in, next to nothing is thrown away: no collection would come to say it is over. */
    private void look() {
        if (level.awaitsCollection()) {
            System.gc();
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(listener);
            } catch (ListenerNotFoundException e) {
                // Then it is as wished.
            }
        }
    }

    /** The decision: short from {@link #FULL} on, no more below {@link #ROOM}, so that it does not flutter. */
    static final class Level {
        static final double FULL = 0.88;
        static final double ROOM = 0.80;

        private volatile boolean memoryShort;
        private boolean collectedSince;

        synchronized void collected(long used, long most) {
            collectedSince = true;
            double share = (double) used / most;
            if (share >= FULL) {
                memoryShort = true;
            } else if (share < ROOM) {
                memoryShort = false;
            }
        }

        boolean isShort() {
            return memoryShort;
        }

        /** Short, and not a collection since the last time this was asked. */
        synchronized boolean awaitsCollection() {
            boolean awaits = memoryShort && !collectedSince;
            collectedSince = false;
            return awaits;
        }
    }
}
