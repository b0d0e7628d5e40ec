package io.gathergateway.telnyx.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.telnyx.model.LegState.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a leg tells in its life. */
class LegLifeTest {
    private static final String AI =
            "{'greeting':'Your name?','user_response_timeout_ms':8000,'parameters':{'properties':{'name':{},'age':{}},"
                    + "'required':['name','age']}}";

    @Test
    void theStateIsStickyUntilReplacedAndPerLeg() {
        LegLife life = LegLife.parked();
        assertThat(life.last("call.initiated").path("client_state").isNull()).isTrue();
        command(life, "answer", "{'client_state':'b25l'}");
        assertThat(life.last("call.answered").path("client_state").asText()).isEqualTo("b25l");
        command(life, "speak", "{'payload':'Hi','voice':'v'}");
        assertThat(life.last("call.speak.started").path("client_state").asText())
                .isEqualTo("b25l");
        command(life, "client_state_update", "{'client_state':'dHdv'}");
        life.pass(10_000);
        assertThat(life.last("call.speak.ended").path("client_state").asText()).isEqualTo("dHdv");
        command(life, "transfer", "{'to':'+15550199','target_leg_client_state':'dGhyZWU='}");
        assertThat(life.other().last("call.initiated").path("client_state").asText())
                .isEqualTo("dGhyZWU=");
        command(life, "hangup", "{'client_state':'Zm91cg=='}");
        assertThat(life.last("call.hangup").path("client_state").asText()).isEqualTo("Zm91cg==");
    }

    @Test
    void consecutiveSpeaksQueueAndLastAsLongAsTheirText() {
        LegLife life = LegLife.answered();
        command(life, "speak", "{'payload':'" + "x".repeat(100) + "','voice':'v'}");
        command(life, "speak", "{'payload':'short','voice':'v'}");
        life.pass(6_499);
        assertThat(life.story()).containsExactly("call.speak.started");
        life.pass(1);
        assertThat(life.story())
                .containsExactly("call.speak.started", "call.speak.ended completed", "call.speak.started");
        life.pass(500);
        assertThat(life.story().getLast()).isEqualTo("call.speak.ended completed");
    }

    @Test
    void aHangUpCutsWhatIsSpoken() {
        LegLife life = LegLife.answered();
        command(life, "speak", "{'payload':'Hello','voice':'v'}");
        command(life, "speak", "{'payload':'there','voice':'v'}");
        life.happen(new Stimulus.CallerHangsUp());

        assertThat(life.story()).containsExactly("call.speak.started", "call.speak.ended call_hangup", "call.hangup");
    }

    @Test
    void anAiGatherEndsWhenAllThatIsRequiredWasTold() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_ai", AI);
        life.pass(1_000);
        life.say(quoted("{'name':'Ada','shoe':38}"));
        life.pass(5_000);
        life.say(quoted("{'age':36}"));
        life.pass(5_000);

        assertThat(life.story()).containsExactly("call.ai_gather.ended valid", "call.conversation.ended");
        assertThat(life.last("call.ai_gather.ended").path("result").toString())
                .isEqualTo(quoted("{'name':'Ada','age':36}"));
        assertThat(life.last("call.ai_gather.ended").path("message_history")).hasSize(4);
    }

    @Test
    void partialResultsAndHistoryAreToldWhenAskedFor() {
        LegLife life = LegLife.answered();
        command(
                life,
                "gather_using_ai",
                "{'send_partial_results':true,'send_message_history_updates':true,'parameters':{'properties':{'name':{}}}}");
        life.pass(1_000);
        life.say(quoted("{'name':'Ada'}"));
        life.pass(5_000);

        assertThat(life.story())
                .containsExactly(
                        "call.ai_gather.message_history_updated",
                        "call.ai_gather.partial_results",
                        "call.ai_gather.ended valid",
                        "call.conversation.ended");
    }

    @Test
    void anAiGatherWithoutAnAnswerIsInvalid() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_ai", AI);
        life.pass(10_000);

        assertThat(life.story()).containsExactly("call.ai_gather.ended invalid", "call.conversation.ended");
    }

    @Test
    void anAiGatherIsOverWithTheCall() {
        LegLife life = LegLife.answered();
        command(life, "gather_using_ai", AI);
        life.happen(new Stimulus.CallerHangsUp());

        assertThat(life.story())
                .containsExactly("call.ai_gather.ended invalid", "call.hangup", "call.conversation.ended");
    }

    @Test
    void anAssistantsInsightsComeAfterTheCall() {
        LegLife life = LegLife.answered();
        command(life, "ai_assistant_start", "{'assistant':{'id':'assistant-1'}}");
        life.happen(new Stimulus.CallerHangsUp());
        life.pass(10_000);

        assertThat(life.story())
                .containsExactly("call.hangup", "call.conversation.ended", "call.conversation_insights.generated");
    }

    @Test
    void aRecordingIsSavedAfterTheCallAndLacksTheCallControlId() {
        LegLife life = LegLife.answered();
        command(life, "record_start", "{'format':'wav','channels':'single'}");
        life.happen(new Stimulus.CallerHangsUp());

        assertThat(life.story()).containsExactly("call.hangup", "call.recording.saved");
        assertThat(life.last("call.recording.saved").has("call_control_id")).isFalse();
        assertThat(life.last("call.recording.saved").path("recording_urls").has("wav"))
                .isTrue();
    }

    @Test
    void aTransferJoinsBothLegsWhenTheFarSideAnswers() {
        LegLife life = LegLife.answered();
        command(life, "transfer", "{'to':'+15550199'}");
        LegLife other = life.other();
        other.happen(new Stimulus.FarSideAnswers());

        assertThat(other.leg().identity().callSessionId())
                .isEqualTo(life.leg().identity().callSessionId());
        assertThat(other.leg().identity().callControlId())
                .isNotEqualTo(life.leg().identity().callControlId());
        assertThat(other.story()).containsExactly("call.initiated", "call.answered");
        assertThat(other.last("call.initiated").path("direction").asText()).isEqualTo("outgoing");
        assertThat(other.last("call.initiated").path("from").asText()).isEqualTo("+15550100");
        assertThat(other.effects).contains(new Effect.Join(life.leg().identity().callControlId()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFailedTransferEndsOnlyTheOtherLeg(boolean busy) {
        LegLife life = LegLife.answered();
        command(life, "transfer", "{'to':'+15550199','timeout_secs':20}");
        LegLife other = life.other();
        if (busy) {
            other.happen(new Stimulus.FarSideDeclines(Stimulus.Reason.BUSY));
        } else {
            other.pass(20_000);
        }
        life.happen(new Stimulus.PeerEnded(other.leg().identity().callControlId()));

        assertThat(other.last("call.hangup").path("hangup_cause").asText()).isEqualTo(busy ? "user_busy" : "timeout");
        assertThat(life.leg().phase()).isEqualTo(Phase.ANSWERED);
        assertThat(command(life, "speak", "{'payload':'Sorry','voice':'v'}").status())
                .isEqualTo(200);
    }

    @Test
    void joinedLegsEndTogetherUnlessOneIsToldToStay() {
        LegLife life = LegLife.answered();
        command(life, "transfer", "{'to':'+15550199'}");
        String peer = life.other().leg().identity().callControlId();
        life.happen(new Stimulus.Bridged(peer));
        life.happen(new Stimulus.PeerEnded(peer));
        LegLife staying = LegLife.answered();
        command(staying, "transfer", "{'to':'+15550199','park_after_unbridge':'self'}");
        staying.happen(new Stimulus.Bridged(peer));
        staying.happen(new Stimulus.PeerEnded(peer));

        assertThat(life.leg().phase()).isEqualTo(Phase.ENDED);
        assertThat(staying.leg().phase()).isEqualTo(Phase.ANSWERED);
    }

    @Test
    void theSameStimuliGiveTheSameStory() {
        assertThat(randomLife(42).webhooks().toString())
                .isEqualTo(randomLife(42).webhooks().toString());
        assertThat(randomLife(42).webhooks().toString())
                .isNotEqualTo(randomLife(43).webhooks().toString());
    }

    /** Whatever happens in whatever order, a leg ends once, speaks of no gather twice, and tells only post-call news then. */
    @Test
    void anyOrderOfAnythingIsALife() {
        IntStream.range(0, 500).forEach(seed -> {
            LegLife life = randomLife(seed);
            life.happen(new Stimulus.CallerHangsUp());
            life.pass(1_000_000);
            List<String> story = life.story();
            int end = story.indexOf("call.hangup");

            assertThat(end).as("seed %d", seed).isNotNegative();
            assertThat(story.subList(end + 1, story.size()))
                    .as("seed %d", seed)
                    .allMatch(type -> List.of(
                                    "call.conversation.ended",
                                    "call.conversation_insights.generated",
                                    "call.recording.saved")
                            .contains(type));
            assertThat(life.webhooks().stream().map(Effect.Webhook::id)).doesNotHaveDuplicates();
            assertThat(life.leg().alarms()).isEmpty();
        });
    }

    private static LegLife randomLife(int seed) {
        Random random = new Random(seed);
        LegLife life = LegLife.parked();
        List<String> commands = new ArrayList<>(List.of("answer", "answer", "answer"));
        commands.addAll(CommandRules.names().stream().sorted().toList());
        for (int step = 0; step < 60; step++) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> {
                    String name = commands.get(random.nextInt(commands.size()));
                    if (!name.equals("hangup") || random.nextInt(10) == 0) {
                        command(life, name, randomBody(random));
                    }
                }
                case 3 -> life.press(String.valueOf("0123456789*#".charAt(random.nextInt(12))));
                case 4 -> life.say(quoted("{'name':'Ada'}"));
                default -> life.pass(random.nextInt(20_000));
            }
        }
        return life;
    }

    private static String randomBody(Random random) {
        return "{'payload':'Hi','voice':'a.b','to':'+15550199','parameters':{'properties':{'name':{}}},'format':'mp3',"
                + "'channels':'dual','digits':'1','queue_name':'q','media_name':'m','call_control_id':'v3:x',"
                + "'cause':'USER_BUSY','assistant':{'id':'a'},'client_state':'YWJj','command_id':'"
                + random.nextInt(1000) + "'}";
    }

    private static Answer command(LegLife life, String name, String body) {
        return life.command(name, quoted(body));
    }

    private static String quoted(String text) {
        return text.replace('\'', '"');
    }
}
