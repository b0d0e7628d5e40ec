package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A file with every kind of step and every key: what is read is exactly what is written. */
class EveryKindTest {
    private static final Map<String, String> FILES = Map.of(
            "all.yaml",
            Samples.resource("all.yaml"),
            "pin-check.yaml",
            Samples.resource("pin-check.yaml"),
            "all.en-US.yaml",
            "welcome: Welcome, ${name}.\nbye: { ssml: \"<speak>Bye, ${name}.</speak>\" }\n",
            "all.en-GB.yaml",
            "welcome: { audio: \"https://cdn.example.com/hola.mp3\" }\nbye: Adiós.\n");
    private static final FlowSet SET = Samples.set("all.yaml", FILES);
    private static final Flow FLOW = SET.flow("all");

    @Test
    void theTopOfTheFileIsRead() {
        assertThat(FLOW.start()).isEqualTo("welcome");
        assertThat(FLOW.languages()).extracting(Language::tag).containsExactly("en-US", "en-GB");
        assertThat(FLOW.languages().getFirst().voice()).isEqualTo("AWS.Polly.Joanna-Neural");
        assertThat(FLOW.language("en-GB").prompts())
                .containsEntry("welcome", new Prompt.Audio("https://cdn.example.com/hola.mp3"));
        assertThat(FLOW.language("en-US").prompts().get("bye"))
                .isInstanceOfSatisfying(
                        Prompt.Text.class, bye -> assertThat(bye.ssml()).isTrue());
        assertThat(FLOW.variables().get("attempts")).isNotNull().returns(0L, Variable::initial);
        assertThat(FLOW.variables().get("pin"))
                .isNotNull()
                .returns(true, Variable::sensitive)
                .returns(Duration.ofMinutes(1), Variable::keep);
        assertThat(FLOW.takes()).isEmpty();
        assertThat(FLOW.hours()).containsOnlyKeys("office");
        assertThat(FLOW.targets()).containsExactly("+13125550141", "sip:desk@example.com");
        assertThat(FLOW.answer().entries()).containsEntry("record", new Value.Constant("record-from-answer"));
        assertThat(FLOW.limits()).isEqualTo(new Flow.Limits(Duration.ofMinutes(20), 90, 9));
        assertThat(FLOW.onHangup()).isEqualTo("report");
        assertThat(SET.flow("pin-check").takes()).containsExactly("account");
        assertThat(SET.flow("pin-check").gives()).isNotNull();
    }

    @Test
    void whatSpeaksIsRead() {
        Step.Say welcome = step("welcome", Step.Say.class);
        assertThat(welcome.prompt()).isEqualTo(new Prompt.Keyed("welcome"));
        assertThat(welcome.telnyx()).isEqualTo(mapping("loop", 2L));
        assertThat(welcome.ways()).isEqualTo(Map.of(Outcome.NEXT, "hold", Outcome.FAILED, "sorry"));
        assertThat(step("hold", Step.Say.class).prompt()).isEqualTo(new Prompt.Media("hold-music"));
        assertThat(step("jingle", Step.Say.class).prompt())
                .isEqualTo(new Prompt.Audio("https://cdn.example.com/j.mp3"));
        assertThat(((Prompt.Text) step("sorry", Step.Say.class).prompt()).ssml())
                .isTrue();
    }

    @Test
    void theKeypadIsRead() {
        Step.Menu menu = step("main", Step.Menu.class);
        assertThat(menu.timeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(menu.keys())
                .isEqualTo(Map.of("1", "account", "2", "talk", "0", "bye", "*", Step.REPEAT, "9", "language"));
        assertThat(menu.retries().tries()).isEqualTo(4);
        assertThat(menu.retries().noInput()).hasSize(2);
        assertThat(menu.retries().noMatch()).hasSize(1);
        assertThat(menu.telnyx()).isEqualTo(mapping("voice", "AWS.Polly.Amy"));
        assertThat(menu.ways()).isEqualTo(Map.of(Outcome.EXHAUSTED, "operator", Outcome.FAILED, "sorry"));

        Step.Gather account = step("account", Step.Gather.class);
        assertThat(account.digits()).isEqualTo(new Digits(8, 8, "0123456789", "#"));
        assertThat(account.timeout()).isEqualTo(Duration.ofSeconds(8));
        assertThat(account.between()).isEqualTo(Duration.ofSeconds(3));
        assertThat(account.check()).isNotNull().hasToString("luhn(input)");
        assertThat(account.into()).isEqualTo("account");
        assertThat(account.sensitive()).isFalse();
        assertThat(account.keys()).isEqualTo(Map.of("0", "operator", "*", Step.REPEAT));
        assertThat(account.retries().tries()).isEqualTo(2);

        Step.Gather pin = step("pin", Step.Gather.class);
        assertThat(pin.prompt()).isNull();
        assertThat(pin.digits()).isEqualTo(new Digits(4, 6, "0123456789", "#"));
        assertThat(pin.sensitive()).isTrue();
    }

    @Test
    void assistantsAreRead() {
        Step.GatherAi claim = step("claim", Step.GatherAi.class);
        assertThat(claim.greeting())
                .isInstanceOfSatisfying(
                        Prompt.Text.class, text -> assertThat(text.text()).hasToString("Tell me, ${name}."));
        assertThat(claim.voice()).isEqualTo("Telnyx.KokoroTTS.af");
        assertThat(claim.timeout()).isEqualTo(Duration.ofSeconds(12));
        assertThat(claim.tries()).isEqualTo(2);
        assertThat(claim.into()).isEqualTo("claim");
        assertThat(claim.leave()).singleElement().returns("operator", Step.Branch::go);
        assertThat(claim.leave().getFirst().when().holds(Map.of("partial", Map.of("injured", true))))
                .isTrue();
        assertThat(claim.telnyx()).isEqualTo(mapping("gather_ended_speech", "Thank you."));

        Step.Assistant talk = step("talk", Step.Assistant.class);
        assertThat(talk.id()).isEqualTo("assistant-1234");
        assertThat(talk.variables().entries()).containsOnlyKeys("name", "vip");
        assertThat(talk.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(talk.keys()).isEqualTo(Map.of("0", "operator", "5", "hush"));
        assertThat(talk.events()).isEqualTo(Map.of("supervisor", "brief"));
        assertThat(step("brief", Step.AssistantAddMessages.class).messages().items())
                .containsExactly(new Value.Mapping(
                        Map.of("role", new Value.Constant("system"), "content", new Value.Constant("Be brief."))));
        assertThat(step("brief", Step.AssistantAddMessages.class).telnyx())
                .isEqualTo(mapping("trigger_response", true));
        assertThat(step("waiting", Step.AssistantWait.class).timeout()).isNull();
        assertThat(step("waiting", Step.AssistantWait.class).outcomes()).containsExactly(Outcome.NEXT);
        assertThat(step("hush", Step.AssistantStop.class).way(Outcome.NEXT)).isEqualTo("bye");
    }

    @Test
    void valuesAndBackendsAreRead() {
        Step.Set set = step("language", Step.Set.class);
        assertThat(set.values().keySet()).containsExactly("attempts", "language");
        assertThat(set.values().get("attempts")).isInstanceOf(Value.Computed.class);
        assertThat(set.values()).containsEntry("language", new Value.Constant("en-GB"));

        Step.Http lookup = step("lookup", Step.Http.class);
        assertThat(lookup.method()).isEqualTo("POST");
        assertThat(lookup.url()).hasToString("https://crm.example.com/accounts/${account}");
        assertThat(lookup.headers()).containsOnlyKeys("X-Call");
        assertThat(lookup.secrets()).isEqualTo(Map.of("Authorization", "Bearer ${secret.crm}"));
        assertThat(lookup.body()).isInstanceOf(Value.Mapping.class);
        assertThat(lookup.timeout()).isEqualTo(Duration.ofSeconds(4));
        assertThat(lookup.retries()).isEqualTo(1);
        assertThat(lookup.idempotent()).isTrue();
        assertThat(lookup.hold()).isInstanceOf(Prompt.Text.class);
        assertThat(lookup.holdAfter()).isEqualTo(Duration.ofSeconds(2));
        assertThat(lookup.returns())
                .isNotNull()
                .extracting(JsonNode::toString)
                .asString()
                .contains("open");
        assertThat(lookup.into()).isEqualTo("record");
        assertThat(lookup.ways())
                .isEqualTo(Map.of(
                        Outcome.NEXT, "lookup.choose",
                        Outcome.TIMEOUT, "sorry",
                        Outcome.DEGRADED, "sorry",
                        Outcome.FAILED, "sorry"));
        Step.Choose choose = step("lookup.choose", Step.Choose.class);
        assertThat(choose.branches()).singleElement().returns("check", Step.Branch::go);
        assertThat(choose.otherwise()).isEqualTo("claim");
    }

    @Test
    void flowsAndOtherPeopleAreRead() {
        Step.Call check = step("check", Step.Call.class);
        assertThat(check.flow()).isEqualTo("pin-check");
        assertThat(check.with()).containsOnlyKeys("account");
        assertThat(check.into()).isEqualTo("checked");
        Flow called = SET.flow("pin-check");
        assertThat(called.step("yes"))
                .isEqualTo(new Step.Return("yes", Outcome.NEXT, Map.of("ok", new Value.Constant(true))));
        assertThat(called.step("no")).isEqualTo(new Step.Return("no", Outcome.EXHAUSTED, Map.of()));

        Step.Dial dial = step("operator", Step.Dial.class);
        assertThat(dial.to().constant()).contains("+13125550141");
        assertThat(dial.from()).isEqualTo("+13125550100");
        assertThat(dial.timeout()).isEqualTo(Duration.ofSeconds(20));
        assertThat(dial.way(Outcome.NEXT)).isEqualTo("join");
        assertThat(step("join", Step.Bridge.class).telnyx()).isEqualTo(mapping("mute_dtmf", "both"));
        Step.Transfer desk = step("desk", Step.Transfer.class);
        assertThat(desk.to()).hasToString("sip:${name}@example.com");
        assertThat(desk.from()).isNull();
        Step.Queue queue = step("queue", Step.Queue.class);
        assertThat(queue.queue()).isEqualTo("support");
        assertThat(queue.timeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(queue.telnyx()).isEqualTo(mapping("max_size", 10L));
    }

    @Test
    void theRestIsRead() {
        assertThat(step("voicemail", Step.RecordVoice.class))
                .isEqualTo(new Step.RecordVoice(
                        "voicemail",
                        Duration.ofMinutes(3),
                        Duration.ofSeconds(6),
                        "*",
                        "message",
                        mapping("play_beep", false),
                        Map.of(Outcome.NEXT, "tones", Outcome.FAILED, "sorry")));
        assertThat(step("tones", Step.SendDtmf.class).digits().constant()).contains("12ww34#");
        assertThat(step("payment", Step.Wait.class))
                .isEqualTo(new Step.Wait(
                        "payment",
                        "payment",
                        Duration.ofMinutes(2),
                        null,
                        "paid",
                        Map.of(Outcome.NEXT, "pause", Outcome.TIMEOUT, "pause")));
        assertThat(step("pause", Step.Wait.class))
                .isEqualTo(
                        new Step.Wait("pause", null, Duration.ofSeconds(5), null, null, Map.of(Outcome.NEXT, "queue")));
        assertThat(step("bye", Step.Hangup.class).telnyx().entries()).containsOnlyKeys("custom_headers");
    }

    @Test
    void everyKindIsInTheFile() {
        assertThat(SET.flows().values().stream()
                        .flatMap(flow -> flow.steps().values().stream())
                        .map(Kind::of)
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(List.of(Kind.values()).stream()
                        .filter(kind -> kind != Kind.PLAY)
                        .toList());
    }

    private static Value.Mapping mapping(String name, Object value) {
        return new Value.Mapping(Map.of(name, new Value.Constant(value)));
    }

    private static <S extends Step> S step(String name, Class<S> type) {
        return type.cast(FLOW.step(name));
    }
}
