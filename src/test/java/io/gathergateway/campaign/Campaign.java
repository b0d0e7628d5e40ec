package io.gathergateway.campaign;

import io.gathergateway.campaign.Trial.Outcome;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/**
 * Runs every trial against real processes on this machine, one after the other, and prints the table. Arguments: how many
 * kills and how often every other fault (200 and 10 if not given), then parts of the names of the trials to run (all if
 * not given). Ends with status 1 where anything was lost, doubled, out of order or stuck.
 */
public final class Campaign {
    private static final double THREE = 3.0;

    private Campaign() {}

    public static void main(String[] args) throws Exception {
        ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("ROOT")).setLevel(ch.qos.logback.classic.Level.WARN);
        Scale scale =
                args.length < 2 ? Scale.WHOLE : Scale.WHOLE.with(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
        List<String> wanted = List.of(args).subList(Math.min(2, args.length), args.length);
        Path folder = Files.createTempDirectory("campaign");
        List<Outcome> outcomes = new ArrayList<>();
        int failed = 0;
        for (Trial trial : Trials.all()) {
            if (wanted.isEmpty()
                    || wanted.stream().anyMatch(part -> trial.name().contains(part))) {
                Path own = Files.createDirectory(folder.resolve("trial-" + (outcomes.size() + failed)));
                System.out.println("... " + trial.name());
                Outcome outcome;
                try {
                    outcome = trial.run(own, scale);
                } catch (AssertionError | Exception e) {
                    e.printStackTrace(System.out);
                    failed++;
                    continue;
                }
                outcome.ledger().deviations().stream().limit(5).forEach(line -> System.out.println("    " + line));
                System.out.println("    " + outcome.figure());
                outcomes.add(outcome);
            }
        }
        print(outcomes, System.out);
        System.out.println("Logs of the gateways: " + folder);
        System.exit(
                failed == 0
                                && outcomes.stream()
                                        .allMatch(outcome -> outcome.ledger().isClean())
                        ? 0
                        : 1);
    }

    /** As Markdown; with zero of N, the rate is below 3/N with 95 % confidence. */
    static void print(List<Outcome> outcomes, PrintStream out) {
        out.println("| fault | times | calls | events acknowledged | lost | applied twice | commands | effect twice |"
                + " out of order | unlike the replay | stuck | figure |");
        out.println("|---|---|---|---|---|---|---|---|---|---|---|---|");
        for (Outcome outcome : outcomes) {
            Ledger ledger = outcome.ledger();
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d | %s |%n",
                    outcome.name(),
                    outcome.times(),
                    ledger.calls(),
                    ledger.proof().events(),
                    ledger.proof().lost(),
                    ledger.proof().repeated(),
                    ledger.proof().commands(),
                    ledger.proof().doubled(),
                    ledger.proof().unexplained(),
                    ledger.proof().unlikeReplay(),
                    ledger.stuck(),
                    outcome.figure());
        }
        int events =
                outcomes.stream().mapToInt(o -> o.ledger().proof().events()).sum();
        int commands =
                outcomes.stream().mapToInt(o -> o.ledger().proof().commands()).sum();
        int calls = outcomes.stream().mapToInt(o -> o.ledger().calls()).sum();
        out.printf(
                Locale.ROOT,
                "In all %d calls, %d events, %d commands. Where a count is 0, the rate is below 3/N with 95 %% confidence:"
                        + " %.5f %% of events lost, %.5f %% of commands doubled, %.5f %% of calls stuck.%n",
                calls,
                events,
                commands,
                100 * THREE / Math.max(1, events),
                100 * THREE / Math.max(1, commands),
                100 * THREE / Math.max(1, calls));
    }
}
