package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.gathergateway.cli.Pods.Pod;
import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.session.RevisionVerticle;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.TruthEntry.WebhookSettled;
import io.gathergateway.store.RawRedis;
import io.vertx.core.Future;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A deploy strands no call, and no call that has begun changes its flow: it ends with the words it began with. */
class TwoPodsTest {
    private static final int EACH = 10;
    private static final String SORRY = "Sorry, we have moved.";
    private static final Map<String, Scenario> CALLERS = Pods.callers("""
            scenarios:
              held between the questions:
                does: [ { press: "1" }, { hears: second question }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway, commands: [ answer, gather_using_speak, gather_using_speak, speak, hangup ] }
              slow at the second question:
                does: [ { press: "2" }, { wait: 60s }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway, commands: [ answer, gather_using_speak, gather_using_speak, speak, hangup ] }
              quick:
                does: [ { press: "2" }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway }
              quick to the trial number:
                call: { to: "+13125550111" }
                does: [ { press: "2" }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway }
              held on the trial number:
                call: { to: "+13125550111" }
                does: [ { press: "1" }, { hears: second question }, { press: "1" }, { hears: thanks } ]
                expect: { ended_by: gateway }
              held for ever:
                does: [ { press: "1" }, { hears: moved } ]
              slow for ever:
                does: [ { press: "2" }, { wait: 60s } ]
            """);

    @TempDir
    private Path folder;

    @Test
    void aDeployInMidFlowStrandsNoCallAndChangesNone() throws Exception {
        FlowSet old = Pods.set("old");
        FlowSet brought = Pods.set("new");
        try (Pods pods = new Pods()) {
            Pod a = pods.start(old, Follow.FILE, Fallback.USUAL);
            pods.webhooksTo(a);
            List<Future<CallReport>> held = pods.begin(EACH, caller("held between the questions"));
            List<Future<CallReport>> slow = pods.begin(EACH, caller("slow at the second question"));
            pods.until(
                    "all in mid-flow",
                    () -> a.at(Pods.HOLD).size() == EACH && a.at(Pods.SECOND).size() == EACH);
            List<String> waiting = a.at(Pods.HOLD);

            Pod b = pods.start(brought, Follow.FILE, Fallback.USUAL);
            pods.webhooksTo(b);
            pods.end(a);
            CallReport first = pods.play(caller("quick"));
            pods.go(b, waiting);

            asScripted("old", pods.ended(held));
            asScripted("old", pods.ended(slow));
            asScripted("new", List.of(first));
            for (String call : a.steps().keySet()) {
                assertThat(pods.revision(call)).isEqualTo(old.revision());
            }
            assertThat(pods.revision(first.callSessionId())).isEqualTo(brought.revision());
            assertThat(b.steps().keySet())
                    .as("the new pod ended them")
                    .containsAll(a.steps().keySet());
            assertThat(pods.proof(pods.ended(held), caller("held between the questions"), old, brought)
                            .holds())
                    .as("nothing lost, doubled or decided otherwise")
                    .isTrue();
            assertThat(pods.proof(pods.ended(slow), caller("slow at the second question"), old, brought)
                            .holds())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "+442079460100")
    void theFallbackStandsInWhereNobodyHasACallsFlows(@Nullable String desk) throws Exception {
        FlowSet old = Pods.set("old");
        Fallback fallback = new Fallback(SORRY, null, desk);
        try (Pods pods = new Pods()) {
            Pod a = pods.start(old, Follow.FILE, fallback);
            pods.webhooksTo(a);
            List<Future<CallReport>> calls = pods.begin(EACH, caller("held for ever"));
            List<Future<CallReport>> slow = pods.begin(EACH, caller("slow for ever"));
            pods.until(
                    "all in mid-flow",
                    () -> a.at(Pods.HOLD).size() == EACH && a.at(Pods.SECOND).size() == EACH);
            List<String> waiting = a.at(Pods.HOLD);
            List<String> asked = a.at(Pods.SECOND);

            Pod b = pods.start(Pods.set("new"), Follow.FILE, fallback);
            pods.webhooksTo(b);
            pods.end(a);
            try (RawRedis raw = pods.redis.connect()) {
                assertThat(raw.number("DEL", "{flows}:rev:" + old.revision())).isEqualTo(1);
            }
            pods.go(b, waiting);
            // Whatever comes from outside finds those too who are being asked.
            pods.go(b, asked);

            List<CallReport> reports = pods.ended(calls);
            assertThat(reports).allSatisfy(report -> {
                assertThat(report.deviations()).isEmpty();
                assertThat(report.heard()).last().isEqualTo(SORRY);
                assertThat(report.endedBy()).isEqualTo(desk == null ? EndedBy.GATEWAY : EndedBy.TRANSFER);
                assertThat(report.handedTo()).isEqualTo(desk);
            });
            assertThat(pods.ended(slow)).allSatisfy(report -> {
                assertThat(report.heard()).contains(SORRY);
                assertThat(report.handedTo()).isEqualTo(desk);
            });
            assertThat(pods.simulator.truth().webhooks())
                    .isNotEmpty()
                    .allMatch(WebhookSettled::acknowledged, "acknowledged");
        }
    }

    /** Publishing, a canary, and both roll-backs reach every pod; what began before goes on in its own words. */
    @Test
    void podsThatFollowWhatIsLiveBeginNewCallsWithIt() throws Exception {
        Scenario quick = caller("quick");
        Scenario trial = caller("quick to the trial number");
        try (Pods pods = new Pods()) {
            List<Pod> both = List.of(
                    pods.start(Pods.set("old"), Follow.LIVE, Fallback.USUAL),
                    pods.start(Pods.set("old"), Follow.LIVE, Fallback.USUAL));
            Held held = new Held(pods, both.getFirst());
            pods.webhooksTo(both.getFirst());
            held.begin("old", "held between the questions");

            command(pods, "publish", file("new"));
            begunWith("new", pods, both, quick);
            held.begin("new", "held between the questions");

            command(pods, "publish", file("trial"), "--number", "+13125550111");
            begunWith("trial", pods, both, trial);
            asScripted("new", List.of(pods.play(quick)));
            held.begin("trial", "held on the trial number");

            command(pods, "rollback");
            begunWith("new", pods, both, trial);
            asScripted("new", List.of(pods.play(quick)));

            command(pods, "rollback");
            begunWith("old", pods, both, quick);

            held.endInTheirOwnWords();
        }
    }

    @Test
    void flowsThatAskAHostThePodMayNotAskDoNotGoLive() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        Logger logger = (Logger) LoggerFactory.getLogger(RevisionVerticle.class);
        log.start();
        logger.addAppender(log);
        try (Pods pods = new Pods()) {
            Pod pod = pods.start(Pods.set("old"), Follow.LIVE, Fallback.USUAL);
            pods.webhooksTo(pod);
            String asking = Pods.flow("new")
                    .replace("start: first", "start: ask")
                    .replace(
                            "steps:",
                            "steps:\n  ask: { http: { get: \"https://crm.example.com/a\" }, next: first, timeout: first,"
                                    + " degraded: first }");
            command(
                    pods,
                    "publish",
                    Files.writeString(folder.resolve("asking.yaml"), asking).toString());
            pods.until(
                    "the pod has seen it",
                    () -> List.copyOf(log.list).stream().anyMatch(line -> line.getLevel() == Level.ERROR));
            asScripted("old", List.of(pods.play(caller("quick"))));
            assertThat(log.list)
                    .filteredOn(line -> line.getLevel() == Level.ERROR)
                    .singleElement()
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .isEqualTo("published flows do not go live in this pod");
        } finally {
            logger.detachAppender(log);
        }
    }

    /** Calls that stand in mid-flow while other flows go live. */
    private static final class Held {
        private final Pods pods;
        private final Pod pod;
        private final Map<String, Future<CallReport>> calls = new HashMap<>();

        Held(Pods pods, Pod pod) {
            this.pods = pods;
            this.pod = pod;
        }

        void begin(String words, String caller) throws Exception {
            pods.webhooksTo(pod);
            calls.put(words, pods.begin(1, caller(caller)).getFirst());
            pods.until("the call is held", () -> pod.at(Pods.HOLD).size() == calls.size());
        }

        void endInTheirOwnWords() throws Exception {
            pods.go(pod, pod.at(Pods.HOLD));
            for (Map.Entry<String, Future<CallReport>> call : calls.entrySet()) {
                asScripted(call.getKey(), pods.ended(List.of(call.getValue())));
            }
        }
    }

    /** Plays calls by each pod until they are begun with these words. */
    private static void begunWith(String words, Pods pods, List<Pod> each, Scenario caller) throws Exception {
        for (Pod pod : each) {
            pods.webhooksTo(pod);
            Instant last = Instant.now().plus(Duration.ofSeconds(20));
            CallReport report = pods.play(caller);
            while (!report.heard().getFirst().startsWith(words) && Instant.now().isBefore(last)) {
                report = pods.play(caller);
            }
            asScripted(words, List.of(report));
        }
    }

    private void command(Pods pods, String command, String... args) {
        List<String> line = new ArrayList<>(List.of("flow", command, "--redis", pods.redis.url()));
        line.addAll(List.of(args));
        StringWriter told = new StringWriter();
        int status = Main.line()
                .setOut(new PrintWriter(told, true))
                .setErr(new PrintWriter(told, true))
                .execute(line.toArray(String[]::new));
        assertThat(status).as(told.toString()).isZero();
    }

    private String file(String words) throws Exception {
        return Files.writeString(folder.resolve(words + ".yaml"), Pods.flow(words))
                .toString();
    }

    private static Scenario caller(String name) {
        Scenario scenario = CALLERS.get(name);
        if (scenario == null) {
            throw new IllegalArgumentException(name);
        }
        return scenario;
    }

    /** Every call as its scenario says, in these words and no others. */
    private static void asScripted(String words, List<CallReport> reports) {
        Set<String> sessions = new HashSet<>();
        assertThat(reports).isNotEmpty().allSatisfy(report -> {
            assertThat(report.deviations()).isEmpty();
            assertThat(report.heard())
                    .containsExactly(words + ": first question.", words + ": second question.", words + ": thanks.");
            assertThat(report.givenUp()).isZero();
            assertThat(sessions.add(report.callSessionId())).isTrue();
        });
    }
}
