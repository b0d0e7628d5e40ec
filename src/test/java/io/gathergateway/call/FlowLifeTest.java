package io.gathergateway.call;

import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.OTHER_LEG;
import static io.gathergateway.call.TestCall.bridged;
import static io.gathergateway.call.TestCall.hungUp;
import static io.gathergateway.call.TestCall.initiated;
import static io.gathergateway.call.TestCall.pressed;
import static io.gathergateway.call.TestCall.recorded;
import static io.gathergateway.call.TestCall.spoken;
import static io.gathergateway.flow.Written.PLAIN;
import static io.gathergateway.flow.Written.cel;
import static io.gathergateway.flow.Written.computed;
import static io.gathergateway.flow.Written.constant;
import static io.gathergateway.flow.Written.flow;
import static io.gathergateway.flow.Written.say;
import static io.gathergateway.flow.Written.set;
import static io.gathergateway.flow.Written.text;
import static io.gathergateway.flow.Written.variable;
import static io.gathergateway.flow.Written.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Prompt;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import io.gathergateway.telnyx.CommandResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a call goes through its flows: variables, called flows, limits, languages, and what is left to do without the caller. */
class FlowLifeTest {
    private static final Step BYE = new Step.Hangup("bye", PLAIN);

    @Test
    void variablesBeginWithTheirValuesAndSetSeesWhatItSetBefore() {
        Map<String, Value> values = new LinkedHashMap<>();
        values.put("attempts", computed("attempts + 1"));
        values.put("request.name", new Value.Text(text("no. ${attempts}")));
        values.put("language", constant("es-MX"));
        Play play = Play.answered(set(flow(
                "test",
                null,
                List.of(variable("attempts", 1L, false)),
                new Step.Set("set", values, ways("next: hello")),
                new Step.Say("hello", new Prompt.Keyed("welcome"), PLAIN, ways("next: bye", "failed: bye")),
                BYE)));
        assertThat(play.session().variables())
                .containsEntry("attempts", 2L)
                .containsEntry("request", Map.of("name", "no. 2"));
        assertThat(play.last().request().body())
                .contains("\"payload\":\"Hola.\"", "\"language\":\"es-MX\"", "\"voice\":\"AWS.Polly.Mia\"");
    }

    @Test
    void aCalledFlowHasItsOwnVariablesAndGivesBackWhatItReturns() {
        FlowSet flows = calling(new Step.Return("back", Outcome.NEXT, Map.of("ok", computed("given + 1"))));
        Play play = Play.answered(flows);
        assertThat(play.session().flow()).isEqualTo("inner");
        assertThat(play.session().variables()).containsOnly(Map.entry("given", 7L));
        assertThat(play.session().frames()).hasSize(1);
        assertThat(SessionCodec.read(SessionCodec.write(play.session()))).isEqualTo(play.session());
        play.on(spoken("3", null));
        assertThat(play.session().flow()).isEqualTo("test");
        assertThat(play.session().variables())
                .containsEntry("x", 7L)
                .containsEntry("result", Map.of("ok", 8L))
                .doesNotContainKey("given");
        assertThat(play.session().step()).isEqualTo("stay");
    }

    @Test
    void aCalledFlowMayComeBackAsExhausted() {
        Play play = Play.answered(calling(new Step.Return("back", Outcome.EXHAUSTED, Map.of())));
        play.on(spoken("3", null));
        assertThat(play.commands()).endsWith("hangup bye");
    }

    @Test
    void returnFromAFlowThatNobodyCalledEndsTheCall() {
        Play play = Play.answered(set(flow("test", null, List.of(), new Step.Return("back", Outcome.NEXT, Map.of()))));
        assertThat(play.sent()).isEqualTo("hangup");
    }

    @Test
    void aStepVisitedTooOftenEndsTheCallAndOneVisitEachForManyStepsDoesNot() {
        Step.Choose around = new Step.Choose("around", List.of(new Step.Branch(cel("false"), "around")), "around");
        Play play = Play.answered(set(flow("test", null, List.of(), around)));
        assertThat(play.sent()).isEqualTo("hangup");
        assertThat(play.session().visits()).containsEntry("test/around", 21);
    }

    @Test
    void aCallThatNoFlowAnswersIsLeftAlone() {
        FlowSet all = set(flow("test", null, List.of(), BYE));
        FlowSet none = new FlowSet(
                all.revision(),
                all.entry(),
                all.files(),
                all.flows(),
                List.of(new FlowSet.Route("+1999", null, null, "test")));
        Play play = new Play(none);
        Decision decision = play.on(initiated("1"));
        assertThat(decision.next()).isNull();
        assertThat(decision.reason()).isEqualTo(Decision.Ignored.NO_FLOW);
    }

    @Test
    void whenTheCallerHangsUpTheFlowGoesOnWithoutThemAndSendsTelnyxNothing() {
        Play play = Play.answered(reporting());
        play.on(hungUp("3", LEG, "normal_clearing"));
        assertThat(play.session().stage()).isEqualTo(Stage.RUNNING);
        assertThat(play.session().variables()).containsEntry("left", true);
        assertThat(play.session().step()).isEqualTo("linger");
        assertThat(play.session().timers()).containsKeys("call", "step");
        assertThat(play.sent()).isEqualTo("speak");
        play.on(play.dueTimer("step"));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
        assertThat(play.sent()).as("P8").isEqualTo("speak");
        assertThat(play.firstDifference(play.flows)).isEmpty();
    }

    @Test
    void withoutTheCallerAFlowHasAMinute() {
        Play play = Play.answered(reporting());
        Decision left = play.on(hungUp("3", LEG, "normal_clearing"));
        assertThat(left.timers()).contains(new TimerChange.Start("call", Duration.ofSeconds(60)));
        play.on(play.dueTimer("call"));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
        assertThat(play.sent()).isEqualTo("speak");
    }

    @Test
    void aCommandThatFindsTheCallerGoneMeansTheSame() {
        Play play = Play.answered(reporting());
        play.on(Play.outcome(play.last(), new CommandResult.CallOver()));
        assertThat(play.session().step()).isEqualTo("linger");
        Decision late = play.on(hungUp("3", LEG, "normal_clearing"));
        assertThat(late.reason()).isEqualTo(Decision.Ignored.NOT_AWAITED);
        assertThat(play.session().step()).isEqualTo("linger");
    }

    @Test
    void theGatewaysOwnHangUpLeavesNothingToDo() {
        Play play = Play.answered(reporting());
        play.on(play.dueTimer("call"));
        play.on(hungUp("3", LEG, "normal_clearing"));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
    }

    @Test
    void whoLeavesAMessageAndHangsUpHasLeftIt() {
        Step record = new Step.RecordVoice(
                "record",
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                "#",
                "message",
                PLAIN,
                ways("next: linger", "failed: linger"));
        Play play = Play.answered(set(flow(
                "test",
                "linger",
                List.of(variable("message", null, false)),
                record,
                new Step.Wait("linger", null, Duration.ofSeconds(5), null, null, ways("next: bye", "timeout: bye")),
                BYE)));
        play.on(hungUp("3", LEG, "normal_clearing"));
        assertThat(play.session().step()).isEqualTo("record");
        play.on(recorded("4", play.lastState(), "https://r/1"));
        assertThat(play.session().step()).isEqualTo("linger");
        assertThat(play.session().variables()).containsEntry("message", Map.of("url", "https://r/1", "seconds", 12L));
    }

    @Test
    void aTransferThatNobodyConfirmedButBridgesAfterAllHandsOver() {
        Step transfer = new Step.Transfer(
                "transfer",
                text("+13125550199"),
                null,
                Duration.ofSeconds(30),
                PLAIN,
                ways("busy: sorry", "no_answer: sorry", "failed: sorry"));
        Play play = Play.answered(set(flow("test", null, List.of(), transfer, saying("sorry"), BYE)));
        String state = play.lastState();
        play.on(Play.outcome(play.last(), new CommandResult.Unconfirmed()));
        assertThat(play.session().step()).isEqualTo("sorry");
        Decision late = play.on(bridged("3", OTHER_LEG, state));
        assertThat(late.next()).extracting(CallSession::stage).isEqualTo(Stage.HANDED_OVER);
        assertThat(late.clearedLanes()).containsExactly("flow");
    }

    @Test
    void anObservationIsWatchedByTheStepThatWaitsForItOnly() {
        Step record = new Step.RecordVoice(
                "record",
                Duration.ofMinutes(2),
                Duration.ofSeconds(5),
                "#",
                null,
                PLAIN,
                ways("next: bye", "failed: bye"));
        Play play = Play.answered(set(flow("test", null, List.of(), record, BYE)));
        assertThat(play.decider.mayWatch(play.flows, pressed("3", "1").event())).isTrue();
        assertThat(play.decider.watches(play.flows, play.session(), pressed("3", "1"), 0))
                .isFalse();
        assertThat(play.decider.watches(play.flows, play.session(), pressed("4", "#"), 0))
                .isTrue();
        play.on(pressed("4", "#"));
        assertThat(play.decider.watches(play.flows, play.session(), pressed("5", "#"), 0))
                .isFalse();
        Play other = Play.answered(set(flow("test", null, List.of(), saying("sorry"), BYE)));
        assertThat(other.decider.mayWatch(other.flows, pressed("3", "#").event()))
                .isFalse();
    }

    @Test
    void aSessionOfANewerReleaseCanBeReadAndItsCallComesToAnEnd() {
        Play play = Play.answered(reporting());
        String newer = SessionCodec.write(play.session())
                .replace("\"stage\":\"RUNNING\"", "\"stage\":\"ON_HOLD\",\"colour\":\"blue\"")
                .replace("\"phase\":\"ANSWERED\"", "\"phase\":\"WARMING\"");
        assertThat(newer).contains("ON_HOLD", "WARMING");
        CallSession read = SessionCodec.read(newer);
        Decision due = play.decider.decide(play.flows, read, play.dueTimer("step"), 0);
        assertThat(due.commands()).extracting(OutboxCommand::name).containsExactly("hangup");
    }

    /** Speaks; without the caller it notes that they left and lingers, then would speak again. */
    private static FlowSet reporting() {
        return set(flow(
                "test",
                "report",
                List.of(variable("left", null, false)),
                saying("hello"),
                new Step.Set("report", Map.of("left", constant(true)), ways("next: linger")),
                new Step.Wait("linger", null, Duration.ofSeconds(5), null, null, ways("next: hello", "timeout: bye")),
                BYE));
    }

    private static FlowSet calling(Step last) {
        Flow outer = flow(
                "test",
                null,
                List.of(variable("x", 7L, false), variable("result", null, false)),
                new Step.Call(
                        "ask",
                        "inner",
                        Map.of("given", computed("x")),
                        "result",
                        ways("next: stay", "exhausted: bye", "failed: bye")),
                new Step.Wait("stay", null, Duration.ofHours(1), null, null, ways("next: bye", "timeout: bye")),
                BYE);
        Step speak = new Step.Say("speak", say("Inside."), PLAIN, ways("next: back", "failed: back"));
        return set(outer, flow("inner", null, List.of(variable("given", null, false)), speak, last));
    }

    private static Step saying(String name) {
        return new Step.Say(name, say("Hello."), PLAIN, ways("next: bye", "failed: bye"));
    }
}
