package io.gathergateway.campaign;

import io.gathergateway.call.Decider;
import io.gathergateway.call.Flows;
import io.gathergateway.call.Journal;
import io.gathergateway.call.SessionKey;
import io.gathergateway.cli.Proof;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.TruthEntry.CommandTaken;
import io.gathergateway.store.RedisAddress;
import io.gathergateway.store.RedisLink;
import io.gathergateway.store.RedisMetrics;
import io.gathergateway.store.RedisSessionStore;
import io.gathergateway.store.SessionStore;
import io.gathergateway.store.StoreSettings;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a trial came to, once all its calls are over: the simulated Telnyx's truth held against the journals.
 *
 * @param stuck calls to which nothing happened any more
 * @param deviations what went otherwise than scripted, one line a call
 * @param sent each command that took effect: when it was decided and when Telnyx took it
 */
record Ledger(int calls, Proof proof, int stuck, List<String> deviations, List<Sent> sent) {
    private static final Duration READ = Duration.ofMinutes(3);

    /** In milliseconds since the epoch, by clocks of one machine. */
    record Sent(long decidedAt, long takenAt) {
        long delay() {
            return takenAt - decidedAt;
        }
    }

    static Ledger of(Stage stage, List<CallReport> reports) throws Exception {
        if (stage.simulator.truth().dropped() > 0) {
            throw new AssertionError("too much happened for the truth log; nothing can be concluded");
        }
        Map<String, Scenario> scenarios =
                stage.callers.stream().collect(Collectors.toMap(Scenario::name, scenario -> scenario));
        List<Proof.Call> calls = reports.stream()
                .map(report -> new Proof.Call(
                        new SessionKey(report.callSessionId()),
                        report.callSessionId(),
                        Objects.requireNonNull(scenarios.get(report.caller()))))
                .toList();
        Decider decider = new Decider(AssistantVoice.IN_ASSISTANT, bug -> {});
        Proof proof =
                ask(stage, store -> Proof.of(store, decider, Flows.among(stage.flows), stage.simulator.truth(), calls));
        List<String> deviations = reports.stream()
                .filter(report -> !report.asExpected())
                .map(report -> report.caller() + " " + report.callSessionId() + ": " + report.deviations())
                .toList();
        int stuck =
                (int) deviations.stream().filter(line -> line.contains("stuck")).count();
        return new Ledger(reports.size(), proof, stuck, deviations, ask(stage, store -> sent(store, stage, calls)));
    }

    /** Nothing lost, doubled, out of order or hanging. */
    boolean isClean() {
        return proof.lost() == 0
                && proof.repeated() == 0
                && proof.doubled() == 0
                && proof.unexplained() == 0
                && proof.unlikeReplay() == 0
                && stuck == 0;
    }

    /** How long after {@code moment} Telnyx took the last command that was decided before it: 0 where none was left. */
    long recovery(long moment) {
        return sent.stream()
                .filter(each -> each.decidedAt() <= moment && each.takenAt() > moment)
                .mapToLong(each -> each.takenAt() - moment)
                .max()
                .orElse(0);
    }

    long longestDelay() {
        return sent.stream().mapToLong(Sent::delay).max().orElse(0);
    }

    private static Future<List<Sent>> sent(SessionStore store, Stage stage, List<Proof.Call> calls) {
        Map<String, Long> decided = new HashMap<>();
        Future<Void> all = Future.succeededFuture();
        for (Proof.Call call : calls) {
            all = all.compose(v -> store.journal(call.key())).map(lines -> {
                for (String line : lines) {
                    Journal.Entry entry = Journal.read(call.key(), line);
                    entry.commandIds().forEach(id -> decided.put(id, entry.now()));
                }
                return null;
            });
        }
        return all.map(v -> {
            List<Sent> sent = new ArrayList<>();
            for (CommandTaken command : stage.simulator.truth().commands()) {
                Long at = command.effect() ? decided.get(command.commandId()) : null;
                if (at != null) {
                    sent.add(new Sent(at, command.atMillis()));
                }
            }
            return List.copyOf(sent);
        });
    }

    private static <T> T ask(Stage stage, Function<SessionStore, Future<T>> question) throws Exception {
        Promise<T> answer = Promise.promise();
        stage.vertx.getOrCreateContext().runOnContext(v -> {
            RedisLink link = new RedisLink(
                    stage.vertx,
                    RedisAddress.of(stage.redisUrl()),
                    RedisLink.Limits.DEFAULT,
                    new RedisMetrics(new SimpleMeterRegistry()));
            link.start()
                    .compose(up -> question.apply(new RedisSessionStore(link, StoreSettings.DEFAULT)))
                    .onComplete(result -> {
                        link.expectEnd();
                        link.close();
                        answer.handle(result);
                    });
        });
        return Waits.result(answer.future(), READ);
    }
}
