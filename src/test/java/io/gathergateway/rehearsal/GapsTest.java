package io.gathergateway.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Decision.Gap;
import io.gathergateway.call.Decision.Then;
import io.gathergateway.flow.FlowFiles;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.NoValue.Why;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Problems;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions that cannot be evaluated in a call: each place they stand at has one rule, and none is silent. */
class GapsTest {
    private static final String FLOW = """
            flow: desk
            start: main
            vars: { zero: { type: integer, value: 0 }, word: { type: string, value: abc }, list: { type: list, value: [] } }
            targets: [ "+13125550141" ]
            on: { failed: sorry }
            steps:
              main: STEP
              next: { say: Next., next: bye }
              sorry: { say: Sorry., next: bye, failed: bye }
              bye: hangup
            """;
    private static final String CALLED = """
            flow: called
            start: back
            takes: { n: { type: integer } }
            gives: { n: { type: integer } }
            steps:
              back: { return: { n: "${10 / n}" } }
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { say: "${1 / zero}", next: next } | main, sorry, bye | NUMBER | FAILED
            { say: { ssml: "<speak>${list[1]}</speak>" }, next: next } | main, sorry, bye | INDEX | FAILED
            { menu: "${1 / zero}", keys: { "1": next }, exhausted: bye } | main, sorry, bye | NUMBER | FAILED
            { menu: One., keys: { "1": next }, no_match: "${1 / zero}", exhausted: bye } | main, sorry, bye | NUMBER | FAILED
            { gather: { prompt: One., digits: 1 }, check: int(word) == 1, next: next, exhausted: bye } | main, bye | CONVERSION | NOT_HELD
            { set: { zero: "${int(word)}" }, next: next } | main, sorry, bye | CONVERSION | FAILED
            { choose: [ { when: 'int(word) > 1', go: bye }, { go: next } ] } | main, next, bye | CONVERSION | NOT_HELD
            { http: { get: "https://h.example/${1 / zero}" }, next: next, timeout: bye, degraded: bye } | main, sorry, bye | NUMBER | FAILED
            { http: { get: "https://h.example/", headers: { X-N: "${1 / zero}" } }, next: next, timeout: bye, degraded: bye } | main, sorry, bye | NUMBER | FAILED
            { http: { post: "https://h.example/", body: { a: [ "${1 / zero}" ] } }, next: next, timeout: bye, degraded: bye } | main, sorry, bye | NUMBER | FAILED
            { transfer: { to: "${list[0]}" }, busy: next, no_answer: bye } | main, sorry, bye | INDEX | FAILED
            { transfer: { to: "+1312555014${zero}" }, busy: next, no_answer: bye } | main, sorry, bye | TARGET | FAILED
            { dial: { to: "${word}" }, next: next, busy: bye, no_answer: bye } | main, sorry, bye | TARGET | FAILED
            { send_dtmf: "${string(1 / zero)}", next: next } | main, sorry, bye | NUMBER | FAILED
            { say: { text: Hi., telnyx: { loop: "${1 / zero}" } }, next: next } | main, sorry, bye | NUMBER | FAILED
            { call: { flow: called, with: { n: "${1 / zero}" } }, next: next, exhausted: bye } | main, sorry, bye | NUMBER | FAILED
            { call: { flow: called, with: { n: "${zero}" } }, next: next, exhausted: bye } | main, called/back, sorry, bye | NUMBER | FAILED
            { gather_ai: { instructions: "${1 / zero}", parameters: { a: { type: string } } }, next: next, invalid: bye } | main, sorry, bye | NUMBER | FAILED
            """)
    void aValueFailsItsStepAndAConditionDoesNotHold(String step, String steps, Why why, Then then) {
        Story story =
                play(FLOW.replace("STEP", step), "does: [ { press: \"5\" }, { press: \"5\" }, { press: \"5\" } ]");

        assertThat(String.join(", ", story.steps())).isEqualTo(steps);
        assertThat(story.gaps()).isNotEmpty().allSatisfy(gap -> {
            assertThat(gap.why()).isEqualTo(why);
            assertThat(gap.then()).isEqualTo(then);
            assertThat(gap.at()).matches("(desk.yaml:7|called.yaml:6):\\d+");
            assertThat(gap.says()).doesNotContain("abc");
        });
    }

    @Test
    void aHoldPromptThatCannotBeHadIsSilence() {
        Story story = play(
                FLOW.replace(
                        "STEP",
                        "{ http: { get: \"https://h.example/\", timeout: 5s, hold: \"${1 / zero}\" }, next: next, timeout: bye,"
                                + " degraded: bye }"),
                "backend: [ { get: \"https://h.example/\", after: 3s } ]");

        assertThat(story.steps()).containsExactly("main", "next", "bye");
        assertThat(story.gaps()).extracting(Gap::then).containsExactly(Then.LEFT_OUT);
    }

    @Test
    void aCallBeginsWithoutWhatItsAnswerLacks() {
        Story story = play(
                FLOW.replace("STEP", "{ say: Hi., next: next }")
                        .replace("on: {", "answer: { custom_headers: [ { name: X, value: \"${list[0]}\" } ] }\non: {"),
                "");

        assertThat(story.heard()).containsExactly("Hi.", "Next.");
        assertThat(story.gaps()).extracting(Gap::then).containsExactly(Then.LEFT_OUT);
    }

    @Test
    void aCallEndsAlsoWhereItsHangupCannotSayAllItShould() {
        Story story = play(
                FLOW.replace("STEP", "{ say: Hi., next: next }")
                        .replace(
                                "bye: hangup",
                                "bye: { hangup: { telnyx: { custom_headers: [ { name: X, value: \"${list[0]}\" } ] } } }"),
                "");

        assertThat(story.commands()).containsExactly("answer", "speak", "speak", "hangup");
        assertThat(story.gaps()).extracting(Gap::then).containsExactly(Then.LEFT_OUT);
    }

    private static Story play(String flow, String does) {
        Problems problems = new Problems();
        List<Scenario> scenarios =
                ScenarioReader.read("f.test.yaml", "scenarios:\n  one: { " + does + " }\n", problems);
        assertThat(problems.render()).isEmpty();
        return switch (FlowReader.read(
                "", "desk.yaml", FlowFiles.of(Map.of("desk.yaml", flow, "called.yaml", CALLED)))) {
            case FlowReading.Loaded loaded -> Rehearsal.play(loaded.set(), scenarios.getFirst());
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
