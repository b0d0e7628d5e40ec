package io.gathergateway.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/**
 * The one registry of a pod, with what every pod shows: its build, its start, its heap, its garbage collector's pauses.
 * The rooms add what they count themselves.
 */
public final class Metrics implements AutoCloseable {
    /** P11: a mistake with a label costs series, not the pod's memory. */
    private static final int MAX_METERS = 2_000;

    private static final String PAUSE = "jvm.gc.pause";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** Listens to the collectors until closed. */
    private final JvmGcMetrics pauses = new JvmGcMetrics();

    /** {@code version} of the gateway, as {@code gateway_build_info} shows it. */
    public Metrics(String version) {
        registry.config()
                .meterFilter(MeterFilter.maximumAllowableMetrics(MAX_METERS))
                .meterFilter(MeterFilter.deny(id ->
                        id.getName().startsWith("jvm.gc.") && !id.getName().equals(PAUSE)));
        Gauge.builder("gateway.build.info", () -> 1)
                .description("The running build, always 1")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .register(registry);
        TimeGauge.builder(
                        "process.start.time", ManagementFactory.getRuntimeMXBean()::getStartTime, TimeUnit.MILLISECONDS)
                .description("Start of the process since the Unix epoch")
                .register(registry);
        Gauge.builder(
                        "jvm.memory.used",
                        () -> ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed())
                .description("Heap in use, garbage included")
                .tag("area", "heap")
                .baseUnit("bytes")
                .register(registry);
        Gauge.builder(
                        "jvm.memory.max",
                        () -> ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getMax())
                .description("The most the heap may take")
                .tag("area", "heap")
                .baseUnit("bytes")
                .register(registry);
        pauses.bindTo(registry);
    }

    /** Where every room registers its meters. */
    public MeterRegistry registry() {
        return registry;
    }

    /** The same registry, for who writes it out. */
    PrometheusMeterRegistry prometheus() {
        return registry;
    }

    @Override
    public void close() {
        pauses.close();
        registry.close();
    }
}
