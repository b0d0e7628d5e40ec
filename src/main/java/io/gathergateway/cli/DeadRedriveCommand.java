package io.gathergateway.cli;

import io.gathergateway.store.DeadEntry;
import io.gathergateway.store.DeadList;
import io.gathergateway.store.DeadList.Fate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead redrive}. The gateways do it; this asks them to, through Redis, and waits a while for what they say. */
@Command(
        name = "redrive",
        description = "Let the gateways try events of the dead list again, as if they came now.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "An event is applied at most once: one on which its call took the fallback stays dealt with, and one whose",
            "call is over changes nothing. What is dealt with leaves the list; what fails again stays on it.",
            "Exit status: 0 all are dealt with, 1 some are not, or not yet, or Redis does not answer, 2 wrong arguments."
        })
final class DeadRedriveCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(200);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..*", description = "As dead list shows them.")
    private List<String> ids = new ArrayList<>();

    @Option(names = "--all", description = "All that are on the list now.")
    private boolean all;

    @Mixin
    private RevisionTool redis = new RevisionTool();

    @Override
    public Integer call() throws Exception {
        if (all != ids.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "give the ids of entries, or --all");
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        Map<String, String> told = redis.onDead(
                spec,
                dead -> wanted(dead).compose(wanted -> {
                    Map<String, String> words = new LinkedHashMap<>();
                    wanted.forEach(id -> words.put(id, ""));
                    return wanted.isEmpty()
                            ? Future.succeededFuture(words)
                            : dead.redrive(wanted).compose(found -> {
                                words.replaceAll((id, none) -> found.contains(id) ? "" : "is not on the dead list");
                                return await(dead, words, deadline);
                            });
                }));
        PrintWriter out = spec.commandLine().getOut();
        if (told.isEmpty()) {
            out.println("the dead list is empty");
        }
        told.forEach((id, words) -> out.println(id + "  " + words));
        boolean done = told.values().stream()
                .allMatch(words -> List.of(Fate.values()).stream()
                        .anyMatch(fate -> fate.isDone() && says(fate).equals(words)));
        return done ? 0 : Main.FAILED;
    }

    private Future<List<String>> wanted(DeadList dead) {
        return all
                ? dead.all().map(entries -> entries.stream().map(DeadEntry::id).toList())
                : Future.succeededFuture(ids.stream().distinct().toList());
    }

    /** Fills in what the gateways say, until they have said all of it or the time is up. */
    private static Future<Map<String, String>> await(DeadList dead, Map<String, String> words, long deadline) {
        List<String> open = words.entrySet().stream()
                .filter(entry -> entry.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (open.isEmpty()) {
            return Future.succeededFuture(words);
        }
        if (System.nanoTime() - deadline >= 0) {
            open.forEach(id -> words.put(id, "waits: no gateway has come to it yet"));
            return Future.succeededFuture(words);
        }
        List<Future<Optional<Fate>>> asked = open.stream().map(dead::told).toList();
        return Future.all(asked).compose(v -> {
            for (int i = 0; i < open.size(); i++) {
                String id = open.get(i);
                asked.get(i).result().ifPresent(fate -> words.put(id, says(fate)));
            }
            return Objects.requireNonNull(Vertx.currentContext())
                    .owner()
                    .timer(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                    .compose(waited -> await(dead, words, deadline));
        });
    }

    private static String says(Fate fate) {
        return switch (fate) {
            case APPLIED -> "applied";
            case CALL_OVER -> "too late: its call is over, nothing changed";
            case DEALT_WITH -> "too late: its call took the fallback, or has the event already; nothing changed";
            case NOTHING -> "means nothing to its call; nothing changed";
            case FAILED_AGAIN -> "failed again, and stays on the list";
            case UNUSABLE -> "is no event that this release can read, and stays on the list";
            case NOT_KEPT -> "cannot be tried: it was sensitive, so it was not kept";
        };
    }
}
