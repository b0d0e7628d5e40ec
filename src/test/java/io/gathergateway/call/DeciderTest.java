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
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Events in, commands out. Each row of the table is a call. */
class DeciderTest {
    private final Decider decider = new Decider(AssistantVoice.DEFAULT, TestCall.noBugs());

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
                        "client_error with a null result fails the try, not the call",
                        "answer, gather_using_speak menu, gather_using_ai details, gather_using_ai details",
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
    void theFateOfAnEarlierCommandDoesNotFailALaterStep() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        OutboxCommand menu = play.last();
        play.on(gathered("3", null, "valid", "1"));
        Decision late = play.on(Play.outcome(menu, new CommandResult.Unconfirmed()));
        assertThat(late.commands()).isEmpty();
        assertThat(late.settled()).isEqualTo(new Decision.Settled("flow", menu.commandId()));
    }

    @Test
    void theSecondLegOfAnEarlierTransferDoesNotFailALaterOne() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        String menu = play.lastState();
        play.on(gathered("3", menu, "valid", "0"));
        Decision stale = play.on(hungUp("4", OTHER_LEG, "user_busy", menu));
        assertThat(stale.reason()).isEqualTo(Decision.Ignored.STALE);
        Decision own = play.on(hungUp("5", OTHER_LEG, "user_busy", play.lastState()));
        assertThat(own.commands()).extracting(OutboxCommand::name).containsExactly("speak");
    }

    @Test
    void anotherCallsTokenIsStale() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        Token own = Token.of(play.lastState()).orElseThrow();
        Token other = new Token("another-call", own.revision(), own.step(), own.version(), own.index());
        assertThat(play.on(gathered("3", other.clientState(), "valid", "1")).reason())
                .isEqualTo(Decision.Ignored.STALE);
    }

    @Test
    void theJournalReplaysToTheSameBytes() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(gathered("3", play.lastState(), "valid", "1"));
        play.on(understood("4", play.lastState(), "valid", "{\"reason\":\"billing\"}"));
        play.on(Play.outcome(play.last(), new CommandResult.Refused(422, "90012")));
        play.on(play.dueTimer("step"));
        play.on(hungUp("5", LEG, "normal_clearing"));

        assertThat(Journal.firstDifference(decider, Flows.among(TestCall.flows()), KEY, play.journal))
                .isEmpty();
        List<String> forged = new ArrayList<>(play.journal);
        forged.set(2, forged.get(2).replace("\"digits\":\"1\"", "\"digits\":\"0\""));
        assertThat(Journal.firstDifference(decider, Flows.among(TestCall.flows()), KEY, forged))
                .contains(3L);
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

    private static Arguments call(String name, String commands, SessionEvent... events) {
        return Arguments.of(name, commands, Arrays.asList(events));
    }
}
