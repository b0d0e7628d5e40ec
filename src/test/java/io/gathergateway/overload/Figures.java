package io.gathergateway.overload;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What came of requests: how many of each status, and how long they took from the moment they were due. */
final class Figures {
    /** Telnyx takes what is answered later for lost, and sends it again. */
    private static final Duration IN_TIME = Duration.ofSeconds(2);

    private final Map<Integer, Times> byStatus = new TreeMap<>();
    private long begun;
    private long commands;
    private Duration processor = Duration.ZERO;
    private Duration lasted = Duration.ZERO;

    private static final class Times {
        private long[] nanos = new long[1_024];
        private int size;

        private void add(long each) {
            if (size == nanos.length) {
                nanos = Arrays.copyOf(nanos, 2 * size);
            }
            nanos[size++] = each;
        }
    }

    void begun() {
        begun++;
    }

    void answered(int status, long nanos) {
        byStatus.computeIfAbsent(status, s -> new Times()).add(nanos);
    }

    void took(Duration all, Duration ofGateway, long commandsSent) {
        lasted = all;
        processor = ofGateway;
        commands = commandsSent;
    }

    /** Commands a second that came to Telnyx meanwhile. */
    double commands() {
        return commands / seconds(lasted);
    }

    long count(int status) {
        Times times = byStatus.get(status);
        return times == null ? 0 : times.size;
    }

    double offered() {
        return begun / seconds(lasted);
    }

    /** Accepted a second, in time. */
    double goodput() {
        return inTime() / seconds(lasted);
    }

    /** Accepted for each second of processor time the gateway got: what others do on the machine changes it little. */
    double goodputOfProcessor() {
        return inTime() / seconds(processor);
    }

    private long inTime() {
        Times times = byStatus.get(200);
        return times == null
                ? 0
                : Arrays.stream(times.nanos, 0, times.size)
                        .filter(each -> each <= IN_TIME.toNanos())
                        .count();
    }

    double processorShare() {
        return seconds(processor) / seconds(lasted);
    }

    double share(int status) {
        long all = byStatus.values().stream().mapToLong(times -> times.size).sum();
        return all == 0 ? 0 : 100.0 * count(status) / all;
    }

    /** In milliseconds; 0 where there are none. */
    double percentile(int status, double percent) {
        Times times = byStatus.get(status);
        if (times == null) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(times.nanos, times.size);
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(percent / 100 * sorted.length))] / 1e6;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byStatus.forEach((status, times) -> text.append(status == Lines.NO_ANSWER ? "none" : status)
                .append(' ')
                .append(times.size)
                .append("  "));
        return text.toString().strip();
    }

    private static double seconds(Duration duration) {
        return Math.max(1e-9, duration.toNanos() / 1e9);
    }
}
