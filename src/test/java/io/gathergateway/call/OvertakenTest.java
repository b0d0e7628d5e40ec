package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;
import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.OTHER_LEG;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.telnyx.CommandResult;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orders of events that once led a call astray, each by itself (P7, P8). */
class OvertakenTest {
    private static final String TALKS = "first: { " + Scenes.ASSISTANT + ", keys: { '0': talk }, next: bye }\n"
            + "talk: { " + Scenes.ASSISTANT + ", events: { whisper: hint }, next: bye }\n"
            + "hint: { assistant_add_messages: Be short., next: talk_on }\n"
            + "talk_on: { assistant_wait: {}, events: { take_over: thanks }, next: bye }";

    @ParameterizedTest
    @CsvSource({"human_residence, http", "machine, speak"})
    void whoAnsweredIsKnownWhereItIsToldBeforeTheAnswer(String who, String then) {
        Play play = new Play(Scenes.placedFlows());
        play.on(new SessionEvent.PlaceCall(KEY, "test", "7267", "+13125550123", "+13125550100", Map.of()));
        String dial = play.lastState();
        play.on(placed("1", "call.machine.premium.detection.ended", dial, "{'result':'" + who + "'}"));
        assertThat(play.sent()).isEmpty();
        play.on(placed("2", "call.answered", dial, ""));
        assertThat(play.sent()).isEqualTo(then);
    }

    @Test
    void aResultSettlesOnlyTheCommandItIsOf() {
        Play play = Play.answered(
                Scenes.flows("first: { record: { max: 1m, silence: 5s, end: '#' }, into: message, next: thanks }"));
        String start = play.lastState();
        play.on(TestCall.pressed("3", "#"));
        OutboxCommand stop = play.last();
        assertThat(play.sent()).isEqualTo("record_start, record_stop");

        Decision decision = play.on(TestCall.recorded("4", start, "https://recordings.example.com/1.mp3"));

        assertThat(play.sent()).isEqualTo("record_start, record_stop, speak");
        assertThat(decision.settled()).as("record_stop may be under way").isNull();
        assertThat(play.on(Play.outcome(stop, new CommandResult.Accepted())).settled())
                .isEqualTo(new Decision.Settled(stop.lane(), stop.commandId()));
    }

    @Test
    void theEndOfAHoldPromptDoesNotSettleTheQuestion() {
        Play play = Play.answered(Scenes.flows("first: { http: { get: 'https://crm.example.com/x', timeout: 5s,"
                + " hold: One moment. }, next: thanks, timeout: sorry, degraded: sorry }"));
        play.on(play.dueTimer("hold"));

        assertThat(play.on(TestCall.spoken("3", play.lastState())).settled()).isNull();
    }

    @Test
    void whatNobodyConfirmedIsStoppedBeforeSomethingElseIsAsked() {
        Play play = Play.answered(Scenes.flows("first: { say: Hello., next: thanks, failed: sorry }"));

        play.on(Play.outcome(play.last(), new CommandResult.Unconfirmed()));

        assertThat(play.sent()).isEqualTo("speak, playback_stop, speak");
    }

    @Test
    void theEndOfAStoppedConversationIsNotThatOfTheOneAfterIt() {
        Play play = Play.answered(Scenes.flows(TALKS));
        play.on(on("3", "call.dtmf.received", play.lastState(), "{'digit':'0'}"));
        Token start = Token.of(play.lastState()).orElseThrow();
        String stop = new Token(start.session(), start.revision(), start.step(), start.version(), 0).clientState();
        assertThat(play.sent()).isEqualTo("ai_assistant_start, ai_assistant_stop, ai_assistant_start");
        play.on(TestCall.external("4", "whisper", null));
        play.on(on("5", "call.conversation.ended", stop, ""));
        play.on(Play.outcome(play.last(), new CommandResult.Accepted()));
        assertThat(play.session().step()).isEqualTo("talk_on");
        assertThat(play.session().assistant()).isTrue();
        assertThat(SessionCodec.read(SessionCodec.write(play.session()))).isEqualTo(play.session());
    }

    @Test
    void theEndOfAnAiGathersConversationIsNotThatOfTheAssistantAfterIt() {
        Play play = Play.answered(Scenes.flows("""
                first:
                  gather_ai: { greeting: Hello., parameters: { name: { type: string } } }
                  into: claim
                  next: talk
                  invalid: bye
                  failed: bye
                talk: { ASSISTANT, events: { whisper: hint }, next: bye }
                hint: { assistant_add_messages: Be short., next: talk_on }
                talk_on: { assistant_wait: {}, next: bye }
                """.replace("ASSISTANT", Scenes.ASSISTANT)));
        String gather = play.lastState();
        play.on(TestCall.understood("3", gather, "valid", "{\"name\":\"Ada\"}"));
        play.on(TestCall.external("4", "whisper", null));
        play.on(Play.outcome(play.last(), new CommandResult.Accepted()));
        play.on(on("5", "call.conversation.ended", gather, ""));
        assertThat(play.session().step()).isEqualTo("talk_on");
    }

    @Test
    void whatComesWhileTheAssistantIsToldSomethingIsNotLost() {
        Play play = Play.answered(Scenes.flows(TALKS));
        play.on(on("3", "call.dtmf.received", play.lastState(), "{'digit':'0'}"));
        play.on(TestCall.external("4", "whisper", null));
        play.on(TestCall.external("5", "take_over", null));
        assertThat(play.session().step()).isEqualTo("hint");
        play.on(Play.outcome(play.last(), new CommandResult.Accepted()));
        assertThat(play.session().step()).isEqualTo("thanks");
        assertThat(play.session().kept()).isEmpty();
    }

    @Test
    void aHoldPromptThatEndsLateIsNotTakenForTheNextOne() {
        Play play = Play.answered(Scenes.flows("""
                first: { http: { get: "https://a.example.com", timeout: 5s, hold: Wait., hold_after: 1s }, next: second,
                         timeout: bye, degraded: bye }
                second: { http: { get: "https://b.example.com", timeout: 5s, hold: Wait more., hold_after: 1s },
                         next: thanks, timeout: bye, degraded: bye }
                """));
        OutboxCommand first = play.last();
        play.on(play.dueTimer(Timers.HOLD));
        String hold = play.lastState();
        play.on(answer(first));
        play.on(play.dueTimer(Timers.STEP));
        OutboxCommand second = play.last();
        play.on(play.dueTimer(Timers.HOLD));
        Decision late = play.on(TestCall.spoken("3", hold));
        assertThat(late.reason()).isEqualTo(Decision.Ignored.STALE);
        play.on(answer(second));
        assertThat(play.sent()).isEqualTo("http, speak, playback_stop, http, speak, playback_stop");
        play.on(TestCall.spoken("4", play.lastState()));
        assertThat(play.session().step()).isEqualTo("thanks");
    }

    @Test
    void aDialledLegWhoseEndOvertookItsAnswerIsNotHungUp() {
        Play play = Play.answered(Scenes.flows(Scenes.DIALS));
        String dial = play.lastState();
        play.on(TestCall.hungUp("3", OTHER_LEG, "normal_clearing", dial));
        play.on(OutsideWorld.webhook("4", "call.answered", KEY.id(), OTHER_LEG, dial, ""));
        assertThat(play.sent()).isEqualTo("dial, speak");
    }

    @Test
    void theCallersAnswerIsNotThatOfWhomWeDial() {
        Play play = Play.answered(Scenes.flows(Scenes.DIALS));
        play.on(TestCall.answered("3", LEG));
        assertThat(play.sent()).isEqualTo("dial");
    }

    private static SessionEvent answer(OutboxCommand asked) {
        return new SessionEvent.CalloutEnded(
                KEY, asked.lane(), asked.commandId(), new CalloutResult.Answered(200, null));
    }

    private static SessionEvent on(String id, String type, String state, String fields) {
        return OutsideWorld.webhook(id, type, KEY.id(), LEG, state, fields);
    }

    private static SessionEvent placed(String id, String type, String state, String fields) {
        return OutsideWorld.webhook(id, type, "telnyx-session", LEG, state, fields);
    }
}
