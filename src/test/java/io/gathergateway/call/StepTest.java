package io.gathergateway.call;

import static io.gathergateway.call.TestCall.LEG;
import static io.gathergateway.call.TestCall.external;
import static io.gathergateway.call.TestCall.gathered;
import static io.gathergateway.call.TestCall.played;
import static io.gathergateway.call.TestCall.pressed;
import static io.gathergateway.call.TestCall.recorded;
import static io.gathergateway.call.TestCall.spoken;
import static io.gathergateway.flow.Written.PLAIN;
import static io.gathergateway.flow.Written.cel;
import static io.gathergateway.flow.Written.computed;
import static io.gathergateway.flow.Written.mapping;
import static io.gathergateway.flow.Written.prompts;
import static io.gathergateway.flow.Written.say;
import static io.gathergateway.flow.Written.text;
import static io.gathergateway.flow.Written.variable;
import static io.gathergateway.flow.Written.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.Digits;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Outcome;
import io.gathergateway.flow.Prompt;
import io.gathergateway.flow.Retries;
import io.gathergateway.flow.Step;
import io.gathergateway.flow.Value;
import io.gathergateway.flow.Written;
import io.gathergateway.telnyx.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each kind of step does with each of its outcomes: where a call stands after these events. */
class StepTest {
    private static final Step.Hangup BYE =
            new Step.Hangup("bye", mapping("custom_headers", new Value.Sequence(List.of())));
    private static final Step.Wait SORRY = pause("sorry");
    private static final Map<Outcome, String> ON = ways("next: on", "failed: sorry");

    static Stream<Arguments> outcomes() {
        return Stream.of(
                row("said", saying(say("Hello.")), "speak", "on", spoken("3", null)),
                row("nothing to say", saying(say("${''}")), "", "on"),
                row("nobody to name", saying(say("Hello ${nobody}.")), "", "sorry"),
                row("SSML", saying(new Prompt.Text(text("<speak>Hi</speak>"), true)), "speak", "first"),
                row(
                        "a key of the language's file",
                        saying(new Prompt.Keyed("welcome")),
                        "speak",
                        "on",
                        spoken("3", null)),
                row("audio", saying(new Prompt.Audio("https://a/b")), "playback_start", "on", played("3", "completed")),
                row("media", saying(new Prompt.Media("jingle")), "playback_start", "sorry", played("3", "failed")),
                row("no file", saying(new Prompt.Media("x")), "playback_start", "sorry", played("3", "file_not_found")),
                row(
                        "a result of another kind",
                        saying(new Prompt.Media("x")),
                        "playback_start",
                        "first",
                        spoken("3", null)),
                row("digits", gather(null), "gather_using_speak", "on", typed("1234")),
                row("too few", gather(null), "gather_using_speak, gather_using_speak", "first", typed("12")),
                row(
                        "a key that is not valid",
                        gather(null),
                        "gather_using_speak, gather_using_speak",
                        "first",
                        typed("12*4")),
                row("a global key alone", gather(null), "gather_using_speak, hangup", "bye", typed("0")),
                row("the end key alone", gather(null), "gather_using_speak, gather_using_speak", "first", typed("")),
                row(
                        "silence and wrong keys, until the tries are used up",
                        gather(null),
                        "gather_using_speak, gather_using_speak, gather_using_speak",
                        "sorry",
                        silence("3"),
                        gathered("4", null, "invalid", "9"),
                        silence("5")),
                row(
                        "a check that does not hold",
                        gather("input == '1234'"),
                        "gather_using_speak, gather_using_speak",
                        "first",
                        typed("4321")),
                row("a check that holds", gather("input == '1234'"), "gather_using_speak", "on", typed("1234")),
                row("cancelled", gather(null), "gather_using_speak", "sorry", gathered("3", null, "cancelled", "")),
                row("a menu's key", menu(), "gather_using_audio", "on", gathered("3", null, "valid", "#")),
                row(
                        "a menu's key that Telnyx kept to itself",
                        menu(),
                        "gather_using_audio, gather_using_audio",
                        "first",
                        gathered("3", null, "valid", "")),
                row(
                        "a menu's repeat",
                        menu(),
                        "gather_using_audio, gather_using_audio",
                        "first",
                        gathered("3", null, "valid", "*")),
                row(
                        "a menu without an answer",
                        menu(),
                        "gather_using_audio, gather_using_audio",
                        "sorry",
                        silence("3"),
                        silence("4")),
                row("recorded", recording(), "record_start", "on", recorded("3", null, "https://r/1")),
                row("recorded without an address", recording(), "record_start", "sorry", recorded("3", null, null)),
                row("another key while recording", recording(), "record_start", "first", pressed("3", "5")),
                row(
                        "the key that ends a recording",
                        recording(),
                        "record_start, record_stop",
                        "on",
                        pressed("3", "#"),
                        recorded("4", null, "https://r/1")),
                row("waiting for what never comes", waiting("paid"), "", "first", external("3", "other", null)),
                row("waiting for what comes", waiting("paid"), "", "on", external("3", "paid", "{\"sum\":3}")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("outcomes")
    void everyOutcomeLeadsItsWay(String name, Step first, String sent, String standsAt, List<SessionEvent> events) {
        Play play = Play.answered(flows(first));
        events.forEach(play::on);
        assertThat(play.sent()).as("commands").isEqualTo(sent);
        assertThat(play.session().step()).as("stands at").isEqualTo(standsAt);
        assertThat(play.session().timers()).as("P9: never stuck").isNotEmpty();
        assertThat(play.firstDifference(play.flows)).as("replay").isEmpty();
        assertThat(SessionCodec.read(SessionCodec.write(play.session()))).isEqualTo(play.session());
    }

    @Test
    void extrasAreMergedOverTheCommandBeforeItsIdIsDerived() {
        Step plain = new Step.Say("first", say("Hello."), PLAIN, ON);
        Step loud =
                new Step.Say("first", say("Hello."), mapping("service_level", "basic", "loop", computed("1 + 1")), ON);
        OutboxCommand one = Play.answered(flows(plain)).last();
        OutboxCommand other = Play.answered(flows(loud)).last();
        assertThat(other.request().body()).contains("\"service_level\":\"basic\"", "\"loop\":2");
        assertThat(other.commandId()).isNotEqualTo(one.commandId());
    }

    @Test
    void answerAndHangUpTakeTheFlowsExtras() {
        Play play = new Play(flows(BYE));
        play.on(TestCall.initiated("1"));
        assertThat(play.last().request().body()).contains("\"record\":\"record-from-answer\"");
        play.on(TestCall.answered("2", LEG));
        assertThat(play.last().request().body()).contains("\"custom_headers\":[]");
    }

    @Test
    void whatTelnyxWouldRefuseIsTheStepsFailure() {
        Play play = Play.answered(flows(new Step.SendDtmf("first", text("12x"), PLAIN, ON)));
        assertThat(play.sent()).isEmpty();
        assertThat(play.session().step()).isEqualTo("sorry");
    }

    @Test
    void tonesTakeTheirTime() {
        Play play = Play.answered(flows(new Step.SendDtmf("first", text("12wW"), PLAIN, ON)));
        Decision accepted = play.on(Play.outcome(play.last(), new CommandResult.Accepted()));
        assertThat(accepted.timers()).contains(new TimerChange.Start("step", Duration.ofMillis(2 * 350 + 500 + 1000)));
        play.on(play.dueTimer("step"));
        assertThat(play.session().step()).isEqualTo("on");
    }

    @Test
    void timePassesOrAnEventComesTooLate() {
        Play play = Play.answered(flows(waiting(null)));
        play.on(play.dueTimer("step"));
        assertThat(play.session().step()).isEqualTo("on");
        Play late = Play.answered(flows(waiting("paid")));
        late.on(late.dueTimer("step"));
        assertThat(late.session().step()).isEqualTo("sorry");
    }

    @Test
    void anEventThatComesAMomentEarlyIsNotLostAndTheKeptAreBounded() {
        FlowSet flows = flows(
                new Step.Wait("first", "go", Duration.ofMinutes(1), null, null, ways("next: on", "timeout: sorry")));
        Play play = new Play(flows);
        play.on(TestCall.initiated("1"));
        for (int i = 0; i < 20; i++) {
            play.on(external("x" + i, "other" + i, "{\"a\":\"" + "b".repeat(5_000) + "\"}"));
        }
        play.on(external("go", "go", null));
        assertThat(play.session().kept()).hasSize(8).doesNotContainKey("other0");
        assertThat(SessionCodec.write(play.session()).length()).isLessThan(5_000);
        play.on(TestCall.answered("2", LEG));
        assertThat(play.session().step()).isEqualTo("on");
    }

    @Test
    void aSlowButSteadyTypistIsNeverCutOff() {
        Step.Gather silent = new Step.Gather(
                "first",
                null,
                new Retries(2, List.of(), List.of()),
                new Digits(1, 16, "0123456789", "#"),
                Duration.ofSeconds(6),
                Duration.ofSeconds(4),
                null,
                null,
                false,
                Map.of(),
                PLAIN,
                gatherWays());
        String body = Play.answered(flows(silent)).last().request().body();
        assertThat(body).contains("\"initial_timeout_millis\":6000", "\"inter_digit_timeout_millis\":4000");
        int whole = Integer.parseInt(body.replaceAll(".*[{,]\"timeout_millis\":(\\d+).*", "$1"));
        assertThat(whole).isGreaterThan(6_000 + 16 * 4_000);
    }

    @Test
    void promptsTaperAndSeeWhichTryItIs() {
        Play play = Play.answered(flows(gather(null)));
        assertThat(play.last().request().body()).contains("Type your number.");
        Decision silent = play.on(silence("3"));
        assertThat(silent.miss()).isEqualTo(Decision.Miss.NO_INPUT);
        assertThat(play.last().request().body()).contains("Nothing, try 2.");
        Decision wrong = play.on(gathered("4", null, "valid", "1"));
        assertThat(wrong.miss()).isEqualTo(Decision.Miss.NO_MATCH);
        assertThat(play.last().request().body()).contains("Wrong, try 3.");
    }

    private static Step saying(Prompt prompt) {
        return new Step.Say("first", prompt, PLAIN, ON);
    }

    private static Step gather(@Nullable String check) {
        return new Step.Gather(
                "first",
                say("Type your number."),
                new Retries(3, prompts("Nothing, try ${attempt}."), prompts("Wrong, try ${attempt}.")),
                new Digits(4, 4, "123456789", "#"),
                Duration.ofSeconds(6),
                Duration.ofSeconds(4),
                check == null ? null : cel(check),
                "account",
                false,
                Map.of("0", "bye"),
                PLAIN,
                gatherWays());
    }

    private static Map<Outcome, String> gatherWays() {
        return ways("next: on", "exhausted: sorry", "failed: sorry");
    }

    private static Step menu() {
        return new Step.Menu(
                "first",
                new Prompt.Media("menu"),
                new Retries(2, List.of(), List.of()),
                Duration.ofSeconds(6),
                Map.of("1", "bye", "#", "on", "*", Step.REPEAT),
                PLAIN,
                ways("exhausted: sorry", "failed: sorry"));
    }

    private static Step recording() {
        return new Step.RecordVoice("first", Duration.ofMinutes(2), Duration.ofSeconds(5), "#", "message", PLAIN, ON);
    }

    private static Step waiting(@Nullable String event) {
        return new Step.Wait(
                "first", event, Duration.ofSeconds(5), null, "payment", ways("next: on", "timeout: sorry"));
    }

    /** Stands still, so that a test sees where the call went. */
    private static Step.Wait pause(String name) {
        return new Step.Wait(name, null, Duration.ofHours(1), null, null, ways("next: bye", "timeout: bye"));
    }

    private static FlowSet flows(Step first) {
        return Written.set(Written.flow(
                "test",
                null,
                List.of(variable("account", null, false), variable("payment", null, false)),
                first,
                pause("on"),
                SORRY,
                BYE));
    }

    private static SessionEvent typed(String digits) {
        return gathered("3", null, "valid", digits);
    }

    private static SessionEvent silence(String id) {
        return gathered(id, null, "timeout", "");
    }

    private static Arguments row(String name, Step first, String sent, String standsAt, SessionEvent... events) {
        return Arguments.of(name, first, sent, standsAt, List.of(events));
    }
}
