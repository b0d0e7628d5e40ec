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
        row(out, "scenario", "calls", "as scripted", "ended by");
        byCaller.forEach((caller, calls) -> row(
                out,
                caller,
                String.valueOf(calls.size()),
                String.valueOf(calls.stream().filter(CallReport::asExpected).count()),
                calls.stream().map(CallReport::ended).distinct().collect(Collectors.joining(", "))));
        long good = reports.stream().filter(CallReport::asExpected).count();
        row(out, "all", String.valueOf(reports.size()), String.valueOf(good), "");
        out.println();
        int webhooks = reports.stream().mapToInt(CallReport::webhooks).sum();
        int acknowledged = reports.stream().mapToInt(CallReport::acknowledged).sum();
        List<Long> latencies = reports.stream()
                .flatMap(report -> report.latenciesMillis().stream())
                .sorted()
                .toList();
        say(out, "webhooks", webhooks + " sent, " + acknowledged + " acknowledged");
        say(out, "events decided on", proof.events() + ", lost after a 200: " + proof.lost());
        say(
                out,
                "commands",
                proof.commands() + " took effect, twice: " + proof.doubled() + ", out of their decided order: "
                        + proof.unexplained());
        say(
                out,
                "journals replayed",
                reports.size() + ", giving other commands: " + proof.unlikeReplay() + ", sealed: " + proof.sealed());
        say(
                out,
                "webhook to command",
                "p50 " + percentile(latencies, 50) + " ms, p99 " + percentile(latencies, 99) + " ms");
        say(out, "took", String.format(Locale.ROOT, "%.1f s", seconds));
        reports.stream()
                .filter(report -> !report.asExpected())
                .limit(MOST_DEVIATIONS)
                .forEach(report -> out.println("NOT AS SCRIPTED  " + report.caller() + ": " + report.deviations()));
        proof.deviations().stream().limit(MOST_DEVIATIONS).forEach(what -> out.println("NOT AS SCRIPTED  " + what));
    }

    private static void row(PrintStream out, String caller, String calls, String good, String ended) {
        out.println(String.format(Locale.ROOT, "  %-68s %6s %12s   %s", caller, calls, good, ended)
                .stripTrailing());
    }

    private static void say(PrintStream out, String what, String told) {
        out.println(String.format(Locale.ROOT, "  %-20s %s", what, told));
    }

    private static long percentile(List<Long> sorted, int percent) {
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
    }
}
