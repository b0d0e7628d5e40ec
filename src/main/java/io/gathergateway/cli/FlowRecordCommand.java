package io.gathergateway.cli;

import io.gathergateway.call.Decider;
import io.gathergateway.call.Journal;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.Recording;
import io.gathergateway.rehearsal.Recording.Recorded;
import io.gathergateway.session.SetReading;
import io.gathergateway.store.RevisionStore;
import io.gathergateway.store.SessionStore;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code flow record}. */
@Command(
        name = "record",
        description = "Write a call that really was as a scenario, out of its journal.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The scenario holds numbers, and what the caller said and typed: treat it as you treat your customers' data.",
            "A call that held something sensitive cannot be recorded: its journal is sealed.",
            "Exit status: 0 recorded, 1 it cannot be, or played again it differs, 2 mistakes in the arguments.",
        })
final class FlowRecordCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Parameters(paramLabel = "CALL", description = "The call's id: call_session_id, or what POST /v1/calls answered.")
    @SuppressWarnings("NullAway.Init")
    private String call;

    @Option(
            names = "--save",
            paramLabel = "FILE",
            description = "Add it to the scenarios in this file, and play it; otherwise it is shown.")
    private @Nullable Path file;

    @Mixin
    private RevisionTool redis = new RevisionTool();

    private record Found(List<String> journal, Map<String, FlowSet> sets) {}

    @Override
    public Integer call() throws Exception {
        Optional<SessionKey> key = SessionKey.of(call);
        if (key.isEmpty()) {
            return refuse("that is no call's id: give call_session_id as it stands in the log", Main.WRONG_INPUT);
        }
        Found found = redis.run(spec, (sessions, revisions) -> find(key.get(), sessions, revisions));
        Decider decider = new Decider(AssistantVoice.DEFAULT, bug -> {});
        return switch (Recording.of(
                decider, revision -> Optional.ofNullable(found.sets().get(revision)), key.get(), found.journal())) {
            case Recorded.Whole(var notes, FlowSet flows) -> {
                if (file == null) {
                    spec.commandLine().getOut().print("scenarios:\n" + notes.scenario("recorded"));
                    spec.commandLine().getOut().flush();
                    yield 0;
                }
                ScenarioKeeper.Kept kept = ScenarioKeeper.keep("recorded", notes, flows, file);
                kept.told().forEach(spec.commandLine().getOut()::println);
                yield kept.same() ? 0 : Main.FAILED;
            }
            case Recorded.Sealed sealed ->
                refuse("the call held something sensitive: its journal is sealed", Main.FAILED);
            case Recorded.NoFlows(String revision) ->
                refuse("the flows of the call, revision " + revision + ", are not in Redis any more", Main.FAILED);
            case Recorded.NoCall none ->
                refuse("there is no such call, or it ended longer ago than calls are kept", Main.FAILED);
        };
    }

    private int refuse(String why, int status) {
        spec.commandLine().getErr().println(why);
        return status;
    }

    private static Future<Found> find(SessionKey key, SessionStore sessions, RevisionStore revisions) {
        return sessions.journal(key).compose(lines -> {
            Map<String, FlowSet> sets = new HashMap<>();
            Future<?> all = Future.succeededFuture();
            for (String revision : revisions(key, lines)) {
                all = all.compose(v -> revisions.get(revision)).map(stored -> {
                    stored.map(SetReading::of)
                            .filter(FlowReading.Loaded.class::isInstance)
                            .ifPresent(read -> sets.put(revision, ((FlowReading.Loaded) read).set()));
                    return null;
                });
            }
            return all.map(v -> new Found(lines, sets));
        });
    }

    private static Set<String> revisions(SessionKey key, List<String> lines) {
        Set<String> revisions = new TreeSet<>();
        lines.forEach(
                line -> Journal.read(key, line, null).map(Journal.Entry::set).ifPresent(revisions::add));
        return revisions;
    }
}
