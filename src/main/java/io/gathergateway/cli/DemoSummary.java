package io.gathergateway.cli;

import io.gathergateway.simulator.CallReport;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a demo tells at its end. */
final class DemoSummary {
    private static final int MOST_DEVIATIONS = 10;

    private DemoSummary() {}

    static void print(PrintStream out, List<CallReport> reports, Proof proof, double seconds) {
        Map<String, List<CallReport>> byCaller =
                reports.stream().collect(Collectors.groupingBy(CallReport::caller, TreeMap::new, Collectors.toList()));
        out.println();
        row(out, "caller", "calls", "as scripted", "ended by");
        byCaller.forEach((caller, calls) -> row(
                out,
                caller,
                String.valueOf(calls.size()),
                String.valueOf(calls.stream().filter(CallReport::asExpected).count()),
                calls.stream()
                        .map(call -> call.endedBy().name().toLowerCase(Locale.ROOT))
                        .distinct()
                        .collect(Collectors.joining(", "))));
        long good = reports.stream().filter(CallReport::asExpected).count();
        row(out, "all", String.valueOf(reports.size()), String.valueOf(good), "");
        out.println();
        int webhooks = reports.stream().mapToInt(CallReport::webhooks).sum();
        int acknowledged = reports.stream().mapToInt(CallReport::acknowledged).sum();
        List<Long> latencies = reports.stream()
                .flatMap(report -> report.latenciesMillis().stream())
                .sorted()
                .toList();
        say(out, "webhooks", "%d sent, %d acknowledged", webhooks, acknowledged);
        say(out, "events decided on", "%d, lost after a 200: %d", proof.events(), proof.lost());
        say(
                out,
                "commands",
                "%d took effect, twice: %d, out of their decided order: %d calls",
                proof.commands(),
                proof.doubled(),
                proof.unexplained());
        say(out, "journals replayed", "%d, with other commands: %d", reports.size(), proof.unlikeReplay());
        say(
                out,
                "webhook to command",
                "p50 %d ms, p99 %d ms (%d)",
                percentile(latencies, 50),
                percentile(latencies, 99),
                latencies.size());
        say(out, "took", "%.1f s", seconds);
        reports.stream()
                .filter(report -> !report.asExpected())
                .limit(MOST_DEVIATIONS)
                .forEach(report -> out.println("NOT AS SCRIPTED  " + report.caller() + ": " + report.deviations()));
    }

    private static void row(PrintStream out, String caller, String calls, String good, String ended) {
        out.println(String.format(Locale.ROOT, "  %-34s %6s %12s   %s", caller, calls, good, ended)
                .stripTrailing());
    }

    private static void say(PrintStream out, String what, String format, Object... values) {
        out.println(String.format(Locale.ROOT, "  %-20s ", what) + String.format(Locale.ROOT, format, values));
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }
}
