package io.gathergateway.call;

import static io.gathergateway.call.TestCall.KEY;
import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.hungUp;
import static io.gathergateway.call.TestCall.spoken;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Decision.Ignored;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import org.junit.jupiter.api.Test;

/** P14: what the token of an answer proves where the store forgot its call, and what becomes of the call. */
class AmnesiaTest {
    private final FlowSet standIn = read("""
            flow: other
            start: sorry
            voice: AWS.Polly.Joanna-Neural
            language: en-US
            steps:
              sorry: { say: We are sorry., next: over, failed: over }
              over: { transfer: { to: "+13125550141" }, no_answer: bye, busy: bye, failed: bye }
              bye: hangup
            """);
    private final Play before = Play.answered(TestCall.flows());
    private final String asked = before.lastState();
    private final Play after = new Play();

    @Test
    void aCallWhoseSessionIsGoneIsTakenOverAndComesToItsEnd() {
        SessionEvent answer = gathered("3", asked, "valid", "1");
        assertThat(Amnesia.tells(null, answer)).isTrue();
        after.on(standIn, answer);
        assertThat(after.commands()).isEqualTo("speak sorry");
        assertThat(after.session().from()).isEqualTo("+13125550100");
        assertThat(after.session().timers()).containsKeys(Timers.CALL, Timers.STEP);

        after.on(standIn, spoken("4", after.lastState()));
        assertThat(after.commands()).isEqualTo("speak sorry, transfer over");
        assertThat(after.last().request().path()).contains("v3%3A" + LEG);
        assertThat(after.on(standIn, hungUp("5", LEG, "normal_clearing")).ended())
                .isTrue();
        assertThat(after.firstDifference(TestCall.flows(), standIn)).isEmpty();
    }

    @Test
    void theAnswerThatTellsOfItIsSensitiveForAllWeKnow() {
        assertThat(after.on(standIn, gathered("3", asked, "valid", "4711")).sensitive())
                .isTrue();
    }

    @Test
    void whatProvesNothingBeginsNothing() {
        Play another = Play.answered(standIn);
        nothing(gathered("3", null, "valid", "1"));
        nothing(gathered("3", "bm90IG91cnM=", "valid", "1"));
        nothing(spoken("3", new Token("another-call", "r", "menu", 2, 0).clientState()));
        // On its first set or on the one that stands in: what that would say is said already.
        assertThat(after.on(standIn, spoken("3", another.lastState())).reason()).isEqualTo(Ignored.UNKNOWN_CALL);
        // A caller who is gone needs nothing.
        assertThat(Amnesia.tells(null, hungUp("3", LEG, "normal_clearing", asked)))
                .isFalse();
    }

    @Test
    void aNewerTokenThanTheStoredVersionProvesThatVersionsAreGone() {
        CallSession stored = before.session();
        SessionEvent ahead = spoken("3", ahead(stored, stored.version() + 1));
        assertThat(Amnesia.tells(stored, ahead)).isTrue();
        assertThat(Amnesia.isAhead(ahead, stored)).isTrue();
        assertThat(Amnesia.tells(stored, spoken("3", ahead(stored, stored.version()))))
                .isFalse();

        before.on(standIn, ahead);
        assertThat(before.sent())
                .as("what may be asked is stopped")
                .isEqualTo("gather_using_speak, gather_stop, speak");
        assertThat(Amnesia.tells(before.session(), spoken("4", ahead(stored, 99))))
                .as("once")
                .isFalse();
        assertThat(before.firstDifference(TestCall.flows(), standIn)).isEmpty();
    }

    @Test
    void aCallThatIsOverForgotNothingThatMatters() {
        before.on(hungUp("3", LEG, "normal_clearing"));
        assertThat(Amnesia.tells(before.session(), spoken("4", ahead(before.session(), 99))))
                .isFalse();
    }

    private void nothing(SessionEvent event) {
        assertThat(Amnesia.tells(null, event)).isFalse();
        assertThat(after.on(standIn, event).reason()).isEqualTo(Ignored.UNKNOWN_CALL);
    }

    private static String ahead(CallSession session, long version) {
        return new Token(KEY.id(), session.revision(), "menu", version, 0).clientState();
    }

    private static FlowSet read(String text) {
        return switch (FlowReader.read("other.yaml", text)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
