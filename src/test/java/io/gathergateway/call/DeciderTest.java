package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;
import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.OTHER_LEG;
import static io.gathergateway.call.TestCall.answered;
import static io.gathergateway.call.TestCall.bridged;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.hungUp;
import static io.gathergateway.call.TestCall.initiated;
import static io.gathergateway.call.TestCall.outgoing;
import static io.gathergateway.call.TestCall.spoken;
import static io.gathergateway.call.TestCall.understood;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Flow;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events in, commands out. Each row of the table is a call. */
class DeciderTest {
    private final Decider decider = new Decider(Flows.only(TestCall.flow()), AssistantVoice.DEFAULT);
    private final Flow flow = TestCall.flow();

    static Stream<Arguments> calls() {
        return Stream.of(
                call("an inbound call is answered", "answer", initiated("1")),
                call(
                        "answered, the flow begins",
                        "answer, gather_using_speak menu",
                        initiated("1"),
                        answered("2", LEG)),
                call(
                        "a key leads where the menu says",
                        "answer, gather_using_speak menu, gather_using_ai details",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "1")),
                call(
                        "silence is asked again, apart from wrong keys, until the tries are used up",
                        "answer, gather_using_speak menu, gather_using_speak menu, gather_using_speak menu,"
                                + " transfer operator",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "timeout", ""),
                        gathered("4", null, "invalid", "7"),
                        gathered("5", null, "timeout", "")),
                call(
                        "what the caller said decides the way, and the end of a prompt goes on",
                        "answer, gather_using_speak menu, gather_using_ai details, speak billing, hangup bye",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "1"),
                        understood("4", null, "valid", "{\"reason\":\"billing\"}"),
                        spoken("5", null)),
                call(
                        "a result that lacks a required value is invalid whatever its status says",
                        "answer, gather_using_speak menu, gather_using_ai details, transfer operator",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "1"),
                        understood("4", null, "valid", "{\"reason\":null}")),
                call(
                        "client_error with a null result fails the step, not the call",
                        "answer, gather_using_speak menu, gather_using_ai details, transfer operator",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "1"),
                        understood("4", null, "client_error", null)),
                call(
                        "the second leg of a transfer never starts a flow, and its answer is not ours",
                        "answer, gather_using_speak menu, transfer operator",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "0"),
                        outgoing("4", OTHER_LEG),
                        answered("5", OTHER_LEG),
                        bridged("6", LEG, null)),
                call(
                        "a busy second leg leads on, on the caller's leg",
                        "answer, gather_using_speak menu, transfer operator, speak sorry, hangup bye",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "0"),
                        outgoing("4", OTHER_LEG),
                        hungUp("5", OTHER_LEG, "user_busy"),
                        spoken("6", null)),
                call(
                        "the second leg's hang-up after a conversation is no failure, even ahead of call.bridged",
                        "answer, gather_using_speak menu, transfer operator",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "valid", "0"),
                        hungUp("4", OTHER_LEG, "normal_clearing"),
                        bridged("5", LEG, null),
                        hungUp("6", LEG, "normal_clearing")),
                call(
                        "nothing is commanded after the hang-up",
                        "answer, gather_using_speak menu",
                        initiated("1"),
                        answered("2", LEG),
                        hungUp("3", LEG, "normal_clearing"),
                        gathered("4", null, "valid", "1"),
                        answered("5", LEG)),
                call(
                        "a hang-up before call.initiated: nothing",
                        "",
                        hungUp("1", LEG, "originator_cancel"),
                        initiated("2")),
                call(
                        "call.answered before call.initiated is held and gives the tidy order's commands",
                        "answer, gather_using_speak menu",
                        answered("1", LEG),
                        initiated("2")),
                call(
                        "an outgoing call we did not dial is not ours",
                        "",
                        outgoing("1", LEG),
                        gathered("2", null, "valid", "1")),
                call(
                        "a gather ended by a hang-up waits for the hang-up",
                        "answer, gather_using_speak menu",
                        initiated("1"),
                        answered("2", LEG),
                        gathered("3", null, "call_hangup", ""),
                        hungUp("4", LEG, "normal_clearing")),
                call(
                        "a second inbound leg of the same call does not answer again",
                        "answer",
                        initiated("1"),
                        initiated("2")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void decides(String name, String commands, List<SessionEvent> events) {
        Play play = new Play();
        events.forEach(play::on);
        assertThat(play.commands()).isEqualTo(commands);
    }

    @Test
    void aResultOfAnEarlierStepNeverDrivesALaterOne() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        String firstMenu = play.lastState();
        play.on(gathered("3", firstMenu, "timeout", ""));
        Decision stale = play.on(gathered("4", firstMenu, "valid", "0"));
        assertThat(stale.reason()).isEqualTo(Decision.Ignored.STALE);
        assertThat(play.commands()).endsWith("gather_using_speak menu, gather_using_speak menu");
    }

    @Test
    void aResultIsConsumedOnce() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        String state = play.lastState();
        play.on(gathered("3", state, "valid", "1"));
        Decision again = play.on(gathered("4", state, "valid", "0"));
        assertThat(again.commands()).isEmpty();
        assertThat(again.reason()).isEqualTo(Decision.Ignored.NOT_AWAITED);
    }

    @Test
    void aResultThatCarriesTheHeadsTokenSettlesIt() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        String commandId = play.last().commandId();
        Decision decision = play.on(gathered("3", play.lastState(), "valid", "1"));
        assertThat(decision.settled()).isEqualTo(new Decision.Settled("flow", commandId));
    }

    @Test
    void aRefusedCommandTakesTheStepsFailedWay() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(outcome(play.last(), new CommandResult.Refused(422, "90012")));
        assertThat(play.commands()).endsWith("speak sorry");
        play.on(outcome(play.last(), new CommandResult.Unconfirmed()));
        assertThat(play.commands()).endsWith("speak sorry, hangup bye");
    }

    @Test
    void aCommandThatFindsTheCallOverEndsIt() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        Decision decision = play.on(outcome(play.last(), new CommandResult.CallOver()));
        assertThat(decision.ended()).isTrue();
        assertThat(decision.clearedLanes()).containsExactly("flow");
    }

    @Test
    void notAnsweredYetBeginsTheStepAnewWithANewId() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        String first = play.last().commandId();
        play.on(outcome(play.last(), new CommandResult.NotAnswered()));
        play.on(play.dueTimer("step"));
        assertThat(play.last().name()).isEqualTo("gather_using_speak");
        assertThat(play.last().commandId()).isNotEqualTo(first);
    }

    @Test
    void aResultThatNeverComesTakesTheFailedWay() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        SessionEvent.TimerFired due = play.dueTimer("step");
        play.on(due);
        assertThat(play.commands()).endsWith("speak sorry");
        assertThat(play.on(due).reason()).isEqualTo(Decision.Ignored.TIMER_REPLACED);
    }

    @Test
    void everyLiveCallHasATimerAndAnEndedOneHasNone() {
        Play play = new Play();
        List<SessionEvent> events = List.of(
                initiated("1"),
                answered("2", LEG),
                gathered("3", null, "valid", "0"),
                outgoing("4", OTHER_LEG),
                bridged("5", LEG, null),
                hungUp("6", LEG, "normal_clearing"));
        for (SessionEvent event : events) {
            play.on(event);
            assertThat(play.session().timers()).as(event.id()).isNotEmpty();
        }
        play.on(hungUp("7", OTHER_LEG, "normal_clearing"));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
        assertThat(play.session().timers()).isEmpty();
    }

    @Test
    void theCallLimitHangsUp() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(play.dueTimer("call"));
        assertThat(play.commands()).endsWith("hangup menu");
        play.on(play.dueTimer("step"));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
    }

    @Test
    void aCallWhoseFlowIsGoneIsEnded() {
        Play play = new Play();
        play.on(initiated("1"));
        Flow other = new Flow("test", "ffff", flow.start(), flow.speech(), flow.limits(), flow.steps());
        Decision decision =
                new Decider(Flows.only(other), AssistantVoice.DEFAULT).decide(play.session(), answered("2", LEG), 0);
        assertThat(decision.commands()).extracting(OutboxCommand::name).containsExactly("hangup");
    }

    @Test
    void aStormOfEventsEndsTheCallAndIsBounded() {
        Play play = new Play();
        play.on(initiated("1"));
        for (int i = 0; i < 1_200; i++) {
            play.on(bridged("storm-" + i, OTHER_LEG, null));
        }
        assertThat(play.session().version()).isLessThanOrEqualTo(1_000);
        assertThat(play.commands()).isEqualTo("answer, hangup");
    }

    @Test
    void theJournalReplaysToTheSameBytes() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(gathered("3", play.lastState(), "valid", "1"));
        play.on(understood("4", play.lastState(), "valid", "{\"reason\":\"billing\"}"));
        play.on(outcome(play.last(), new CommandResult.Refused(422, "90012")));
        play.on(play.dueTimer("step"));
        play.on(hungUp("5", LEG, "normal_clearing"));

        assertThat(Journal.firstDifference(decider, KEY, play.journal)).isEmpty();
        List<String> forged = new ArrayList<>(play.journal);
        forged.set(2, forged.get(2).replace("\"digits\":\"1\"", "\"digits\":\"0\""));
        assertThat(Journal.firstDifference(decider, KEY, forged)).contains(3L);
    }

    @Test
    void aStoredSessionReadsBackEqual() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(gathered("3", null, "valid", "1"));
        play.on(understood("4", null, "valid", "{\"reason\":\"billing\",\"age\":29,\"big\":1.5,\"list\":[true,null]}"));
        String json = SessionCodec.write(play.session());
        assertThat(SessionCodec.read(json)).isEqualTo(play.session());
        assertThat(SessionCodec.write(SessionCodec.read(json))).isEqualTo(json);
    }

    private static SessionEvent outcome(OutboxCommand command, CommandResult result) {
        return new SessionEvent.CommandOutcome(KEY, command.lane(), command.commandId(), command.name(), result);
    }

    private static Arguments call(String name, String commands, SessionEvent... events) {
        return Arguments.of(name, commands, Arrays.asList(events));
    }

    /** Folds events through the Decider, as the store would. */
    private final class Play {
        private final List<String> commands = new ArrayList<>();
        private final List<String> journal = new ArrayList<>();
        private @Nullable CallSession session;
        private @Nullable OutboxCommand last;

        Decision on(SessionEvent event) {
            Decision decision = decider.decide(session, event, 1_700_000_000_000L);
            CallSession next = decision.next();
            if (next != null) {
                session = next;
                journal.add(Journal.line(event, 1_700_000_000_000L, decision));
                for (OutboxCommand command : decision.commands()) {
                    last = command;
                    commands.add((command.name() + " " + (next.step() == null ? "" : stepOf(command))).strip());
                }
            }
            return decision;
        }

        String commands() {
            return String.join(", ", commands);
        }

        CallSession session() {
            return java.util.Objects.requireNonNull(session);
        }

        OutboxCommand last() {
            return java.util.Objects.requireNonNull(last);
        }

        String lastState() {
            return TestCall.state(last());
        }

        SessionEvent.TimerFired dueTimer(String name) {
            return new SessionEvent.TimerFired(
                    KEY,
                    name,
                    java.util.Objects.requireNonNull(session().timers().get(name)));
        }

        private static String stepOf(OutboxCommand command) {
            return Token.of(TestCall.state(command)).map(Token::step).orElse("");
        }
    }
}
