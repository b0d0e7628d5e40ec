package io.gathergateway.call;

import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.answered;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.hungUp;
import static io.gathergateway.call.TestCall.initiated;
import static io.gathergateway.call.TestCall.spoken;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.telnyx.CommandResult;
import org.junit.jupiter.api.Test;

/** A call whose own flows cannot be had goes over to others, wherever it is, and comes to its end on them. */
class StandInTest {
    private final FlowSet other = read("""
            flow: other
            start: sorry
            voice: AWS.Polly.Joanna-Neural
            language: en-US
            steps:
              sorry: { say: We are sorry., next: bye, failed: bye }
              bye: hangup
            """);
    private final Play play = new Play();

    private void answer() {
        play.on(initiated("1"));
        play.on(answered("2", LEG));
    }

    @Test
    void aCallInMidFlowIsToldAndComesToItsEnd() {
        answer();
        Decision over = play.on(other, gathered("3", play.lastState(), "valid", "1"));
        assertThat(over.fellBack()).isTrue();
        assertThat(play.sent()).isEqualTo("gather_using_speak, speak");
        assertThat(play.last().request().body()).contains("We are sorry.");
        assertThat(play.session().revision()).isEqualTo(other.revision());
        assertThat(play.session().timers()).containsKeys(Timers.CALL, Timers.STEP);

        Decision next = play.on(other, spoken("4", play.lastState()));
        assertThat(next.fellBack()).as("once").isFalse();
        assertThat(play.sent()).isEqualTo("gather_using_speak, speak, hangup");
        assertThat(play.on(other, hungUp("5", LEG, "normal_clearing")).ended()).isTrue();
        assertThat(play.firstDifference(play.flows, other)).isEmpty();
    }

    @Test
    void whatIsAskedMeanwhileIsStoppedFirst() {
        answer();
        play.on(other, Play.outcome(play.last(), new CommandResult.Accepted()));
        assertThat(play.sent()).isEqualTo("gather_using_speak, gather_stop, speak");
        assertThat(play.on(other, gathered("3", null, "cancelled", "")).reason())
                .as("the end of what was stopped drives nothing")
                .isNotNull();
    }

    @Test
    void aCallThatHasNotBegunBeginsWithTheOther() {
        play.on(initiated("1"));
        play.on(other, answered("2", LEG));
        assertThat(play.sent()).isEqualTo("speak");
        assertThat(play.session().flow()).isEqualTo("other");
        assertThat(play.firstDifference(play.flows, other)).isEmpty();
    }

    @Test
    void aCallerWhoLeavesIsNotSpokenTo() {
        answer();
        assertThat(play.on(other, hungUp("3", LEG, "normal_clearing")).ended()).isTrue();
        assertThat(play.sent()).isEqualTo("gather_using_speak");
        assertThat(play.firstDifference(play.flows, other)).isEmpty();
    }

    @Test
    void aCallThatTelnyxSaysIsOverIsNotSpokenTo() {
        answer();
        play.on(other, Play.outcome(play.last(), new CommandResult.CallOver()));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
        assertThat(play.sent()).isEqualTo("gather_using_speak");
    }

    @Test
    void theTimeOfTheCallGoesOn() {
        answer();
        play.on(other, play.dueTimer(Timers.CALL));
        assertThat(play.session().timers()).containsKeys(Timers.CALL, Timers.STEP);
        assertThat(play.sent()).endsWith("speak");
    }

    @Test
    void whatTheLostFlowsMayCallSensitiveIsSealed() {
        answer();
        assertThat(play.on(other, gathered("3", play.lastState(), "valid", "4711"))
                        .sensitive())
                .isTrue();
        assertThat(play.session().variables()).doesNotContainValue("4711");
    }

    @Test
    void aReplayWithoutTheSetOfALineSaysSo() {
        answer();
        play.on(other, answered("3", LEG));
        assertThat(Journal.replay(play.decider, Flows.among(play.flows), TestCall.KEY, play.journal, null))
                .isEqualTo(new Journal.Replay.Unknown(3, other.revision()));
    }

    private static FlowSet read(String text) {
        return switch (FlowReader.read("other.yaml", text)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
