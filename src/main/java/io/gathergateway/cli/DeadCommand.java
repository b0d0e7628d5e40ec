package io.gathergateway.cli;

import io.gathergateway.store.DeadEntry;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dead}: events that could not be dealt with. */
@Command(
        name = "dead",
        description = "List events that could not be dealt with, and try them again.",
        mixinStandardHelpOptions = true,
        subcommands = {
            DeadCommand.ListAll.class,
            DeadCommand.Show.class,
            DeadRedriveCommand.class,
            DeadCommand.Drop.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class DeadCommand {
    private DeadCommand() {}

    /** {@code dead list}. */
    @Command(
            name = "list",
            description = "Show what is on the dead list, the newest first.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "Kept are the newest 900 events whose decision threw and the newest 100 unusable bodies, for 7 days.",
                "Exit status: 0 shown, 1 Redis does not answer."
            })
    static final class ListAll implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Option(names = "--json", description = "Write them as a JSON array.")
        private boolean json;

        @Option(names = "--show", description = "With the events: they hold what callers said and typed, and numbers.")
        private boolean show;

        @Mixin
        private RevisionTool redis = new RevisionTool();

        @Override
        public Integer call() throws Exception {
            List<DeadEntry> entries = redis.onDead(
                    spec,
                    dead -> dead.all().compose(all -> {
                        if (!show) {
                            return Future.succeededFuture(all);
                        }
                        List<Future<Optional<DeadEntry>>> whole =
                                all.stream().map(entry -> dead.get(entry.id())).toList();
                        return Future.all(whole)
                                .map(v -> whole.stream()
                                        .flatMap(entry -> entry.result().stream())
                                        .toList());
                    }));
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                JsonArray array = new JsonArray();
                entries.forEach(entry -> array.add(json(entry, show)));
                out.println(array.encodePrettily());
            } else if (entries.isEmpty()) {
                out.println("the dead list is empty");
            } else {
                entries.forEach(entry -> {
                    out.println(line(entry));
                    if (show) {
                        out.println("  " + event(entry));
                    }
                });
            }
            return 0;
        }
    }

    /** {@code dead show}. */
    @Command(
            name = "show",
            description = "Show one entry of the dead list whole.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "The event holds what the caller said and typed, and numbers: treat it as you treat your customers' data.",
                "Exit status: 0 shown, 1 there is none, or Redis does not answer."
            })
    static final class Show implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", description = "As dead list shows it.")
        @SuppressWarnings("NullAway.Init")
        private String id;

        @Mixin
        private RevisionTool redis = new RevisionTool();

        @Override
        public Integer call() throws Exception {
            Optional<DeadEntry> entry = redis.onDead(spec, dead -> dead.get(id));
            if (entry.isEmpty()) {
                spec.commandLine().getErr().println(id + "  is not on the dead list");
                return Main.FAILED;
            }
            spec.commandLine().getOut().println(json(entry.get(), true).encodePrettily());
            return 0;
        }
    }

    /** {@code dead drop}. */
    @Command(
            name = "drop",
            description = "Take entries off the dead list for good.",
            mixinStandardHelpOptions = true,
            footer = {"", "Exit status: 0 all are gone, 1 some were not there, or Redis does not answer."})
    static final class Drop implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        private CommandSpec spec;

        @Parameters(paramLabel = "ID", arity = "1..*", description = "As dead list shows them.")
        private List<String> ids = new ArrayList<>();

        @Mixin
        private RevisionTool redis = new RevisionTool();

        @Override
        public Integer call() throws Exception {
            List<String> wanted = ids.stream().distinct().toList();
            int gone = redis.onDead(spec, dead -> dead.drop(wanted));
            spec.commandLine().getOut().println(gone + " of " + wanted.size() + " dropped");
            return gone == wanted.size() ? 0 : Main.FAILED;
        }
    }

    private static String line(DeadEntry entry) {
        List<String> words = new ArrayList<>(List.of(entry.id(), entry.at().toString(), reason(entry)));
        add(words, entry.call());
        add(words, entry.type());
        add(words, entry.detail());
        return String.join("  ", words);
    }

    private static void add(List<String> words, @Nullable String word) {
        if (word != null && !word.isEmpty()) {
            words.add(word);
        }
    }

    private static String reason(DeadEntry entry) {
        return entry.reason().name().toLowerCase(Locale.ROOT);
    }

    private static String event(DeadEntry entry) {
        return entry.event().isEmpty() ? "(not kept: the flow calls it sensitive)" : entry.event();
    }

    private static JsonObject json(DeadEntry entry, boolean show) {
        JsonObject json = new JsonObject()
                .put("id", entry.id())
                .put("at", entry.at().toString())
                .put("reason", reason(entry))
                .put("detail", entry.detail())
                .put("call", entry.call())
                .put("type", entry.type())
                .put("event_id", entry.eventId());
        if (show) {
            json.put("event", entry.event().isEmpty() ? null : new JsonObject(entry.event()));
        }
        return json;
    }
}
