package io.gathergateway.call;

import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.OTHER_LEG;
import static io.gathergateway.call.TestCall.answered;
import static io.gathergateway.call.TestCall.bridged;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.hungUp;
import static io.gathergateway.call.TestCall.initiated;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.CallSession.Stage;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import io.gathergateway.telnyx.CommandResult;
import io.gathergateway.telnyx.command.AssistantVoice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What goes wrong in a call, and how it comes to its end all the same. */
class CallEndTest {
    private final FlowSet flows = TestCall.flows();

    @Test
    void aRefusedCommandTakesTheStepsFailedWay() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(Play.outcome(play.last(), new CommandResult.Refused(422, "90012")));
        assertThat(play.commands()).endsWith("speak sorry");
        play.on(Play.outcome(play.last(), new CommandResult.Unconfirmed()));
        assertThat(play.commands()).endsWith("speak sorry, playback_stop sorry, hangup bye");
    }

    @Test
    void aCommandThatFindsTheCallOverEndsIt() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        Decision decision = play.on(Play.outcome(play.last(), new CommandResult.CallOver()));
        assertThat(decision.ended()).isTrue();
        assertThat(decision.clearedLanes()).containsExactly("flow");
    }

    @Test
    void notAnsweredYetBeginsTheStepAnewWithANewId() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        String first = play.last().commandId();
        play.on(Play.outcome(play.last(), new CommandResult.NotAnswered()));
        play.on(play.dueTimer("step"));
        assertThat(play.last().name()).isEqualTo("gather_using_speak");
        assertThat(play.last().commandId()).isNotEqualTo(first);
    }

    @Test
    void aQuestionWhoseResultNeverComesIsAskedAgainLikeOneThatGotNoAnswer() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        SessionEvent.TimerFired due = play.dueTimer("step");
        assertThat(play.on(due).miss()).isEqualTo(Decision.Miss.NO_INPUT);
        assertThat(play.commands()).endsWith("gather_using_speak menu, gather_using_speak menu");
        assertThat(play.on(due).reason()).isEqualTo(Decision.Ignored.TIMER_REPLACED);
    }

    @Test
    void theCallLimitHangsUp() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(play.dueTimer("call"));
        assertThat(play.commands()).endsWith("hangup menu");
        for (int asked = 1; asked < 5; asked++) {
            play.on(play.dueTimer("step"));
            assertThat(play.session().stage()).isEqualTo(Stage.HANGING_UP);
        }
        play.on(play.dueTimer("step"));
        assertThat(play.session().stage()).isEqualTo(Stage.ENDED);
        assertThat(play.commands().split("hangup", -1)).as("5 hang-ups").hasSize(6);
    }

    @Test
    void aHangUpThatNobodyConfirmedIsAskedForAgainWithANewId() {
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        play.on(play.dueTimer("call"));
        String first = play.last().commandId();
        play.on(Play.outcome(play.last(), new CommandResult.Unconfirmed()));
        assertThat(play.last().name()).isEqualTo("hangup");
        assertThat(play.last().commandId()).isNotEqualTo(first);
        assertThat(play.on(Play.outcome(play.last(), new CommandResult.CallOver()))
                        .ended())
                .isTrue();
    }

    @Test
    void aDecisionThatThrowsEndsTheCallAndIsTold() {
        List<RuntimeException> bugs = new ArrayList<>();
        Play play = new Play();
        play.on(initiated("1"));
        play.on(answered("2", LEG));
        FlowSet broken = withSteps(flows.revision(), Map.of());
        Decider failing = new Decider(AssistantVoice.DEFAULT, bugs::add);
        Decision decision = failing.decide(broken, play.session(), gathered("3", null, "valid", "1"), 0);
        assertThat(bugs).hasSize(1);
        assertThat(decision.commands()).extracting(OutboxCommand::name).containsExactly("hangup");
    }

    @Test
    void aStormOfEventsEndsTheCallAndIsBounded() {
        Play play = new Play();
        play.on(initiated("1"));
        for (int i = 0; i < 1_200; i++) {
            play.on(bridged("storm-" + i, OTHER_LEG, null));
        }
        assertThat(play.session().version()).isLessThanOrEqualTo(501);
        assertThat(play.commands()).isEqualTo("answer, hangup");
        play.on(Play.outcome(play.last(), new CommandResult.Unconfirmed()));
        assertThat(play.commands()).as("its own hang-up is not forgotten").isEqualTo("answer, hangup, hangup");
        assertThat(play.on(hungUp("end", LEG, "normal_clearing")).ended()).isTrue();
    }

    private FlowSet withSteps(String revision, Map<String, Step> steps) {
        Flow flow = flows.flow("test");
        Flow changed = new Flow(
                "test",
                "menu",
                flow.languages(),
                flow.variables(),
                flow.takes(),
                flow.gives(),
                flow.hours(),
                flow.targets(),
                flow.answer(),
                flow.limits(),
                Flow.On.NOTHING,
                steps);
        return new FlowSet(revision, flows.entry(), flows.files(), Map.of("test", changed), flows.answer());
    }
}
