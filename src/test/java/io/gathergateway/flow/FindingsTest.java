package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.yaml.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found about a whole flow: all mistakes at once, and where its ways go round. */
class FindingsTest {
    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        List<Problem> problems = Samples.problems("""
                flow: Desk
                start: welcom
                voice: female
                steps:
                  welcome:
                    menu: { prompt: "", timeout: 6, tries: 99 }
                    keys: { "1": detail, x: bye }
                    exhausted: bye
                  details:
                    gather_ai:
                      parameters:
                        name: { type: string }
                    into: call
                    next: thanks
                  thanks:
                    say: Thanks ${call.who} and ${nobody}
                    nxt: bye
                  Bye2: hangup
                  bye: hangup
                """);

        assertThat(problems)
                .extracting(problem ->
                        problem.place().line() + ":" + problem.place().column())
                .containsExactly(
                        "1:7", "2:8", "3:8", "5:3", "6:21", "6:34", "6:44", "7:18", "7:26", "9:3", "9:3", "13:11",
                        "15:3", "16:24", "16:35", "17:5", "18:3");
    }

    @Test
    void aFindingReadsAsFileLineColumnWhatAndCure() {
        FlowReading reading = FlowReader.read("desk.yaml", Samples.FLOW.replace("tries: 3", "tries: 11"));

        assertThat(reading).isInstanceOfSatisfying(FlowReading.Refused.class, refused -> {
            assertThat(refused.problems().render())
                    .isEqualTo("desk.yaml:6:53: tries is 11; give a whole number from 1 to 10");
            assertThat(refused.problems().toJson())
                    .hasToString("[{\"file\":\"desk.yaml\",\"line\":6,\"column\":53,\"what\":\"tries is 11\","
                            + "\"cure\":\"give a whole number from 1 to 10\"}]");
        });
    }

    @Test
    void stepsThatGoRoundWithoutAskingTheCallerAreFound() {
        List<Problem> problems =
                Samples.problems(Samples.FLOW.replace("say: Thank you ${request.name}.\n    next: bye", """
                        say: Thank you.
                            next: again
                          again:
                            choose: [ { when: request.vip, go: bye }, { go: thanks } ]""".strip()));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.place().line()).isEqualTo(24);
            assertThat(problem.what()).contains("go round").contains("thanks → again → thanks");
            assertThat(problem.cure()).contains("menu");
        });
    }

    @Test
    void aTransferThatIsTriedAgainForEverIsFound() {
        assertThat(Samples.problems(Samples.FLOW.replace("no_answer: sorry", "no_answer: operator")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("operator → operator"));
    }

    @Test
    void aRoundThroughAMenuIsNoLoopUnlessTelnyxRefusesTheMenu() {
        assertThat(Samples.problems(Samples.FLOW.replace("busy: sorry", "busy: welcome")))
                .isEmpty();
        assertThat(Samples.problems(Samples.FLOW.replace("exhausted: operator", "exhausted: bye\n    failed: welcome")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("welcome → welcome"));
    }

    @Test
    void stepsThatGoRoundWhileTheCallerDoesNothingAreFound() {
        assertThat(Samples.problems(Samples.FLOW.replace("exhausted: operator", "exhausted: welcome")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what())
                        .contains("while the caller does nothing")
                        .contains("welcome → welcome"));
    }

    @Test
    void anInheritedWayToItselfBecomesNextAndWithoutNextIsRefused() {
        assertThat(Samples.flow(Samples.FLOW).step("sorry").way(Outcome.FAILED)).isEqualTo("bye");
        assertThat(Samples.problems(Samples.FLOW
                        .replace("on: { failed: sorry }", "on: { failed: welcome }")
                        .replace("busy: sorry", "busy: sorry\n    failed: sorry")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("back to itself"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ a: { type: string, optional: true } }", "{ type: object, properties: { a: {} } }"})
    void anAiGatherThatRequiresNothingIsRefused(String parameters) {
        String gather = Samples.FLOW.replaceAll("(?s)parameters:.*    into: request", "parameters: " + parameters);

        assertThat(Samples.problems(gather.replace("request.name == \"Ada\"", "call.from == \"\"")
                        .replace("${request.name}", "")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.place().line()).isEqualTo(13));
    }

    @Test
    void aFullJsonSchemaIsTakenAsItIsAndItsPropertiesAreKnown() {
        String schema = "{ type: object, properties: { name: { type: string, minLength: 2 } }, required: [ name ] }";
        String text = Samples.FLOW.replaceAll(
                "(?s)parameters:.*    into: request", "parameters: " + schema + "\n    into: request");

        Step.GatherAi gather = (Step.GatherAi) Samples.flow(text).step("details");
        assertThat(gather.parameters())
                .hasToString("{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\",\"minLength\":2}},"
                        + "\"required\":[\"name\"]}");
        assertThat(Samples.problems(text.replace("required: [ name ]", "required: [ nam ]")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.cure()).contains("did you mean name?"));
    }

    @Test
    void theRevisionIsTheHashOfTheText() {
        assertThat(Samples.flows(Samples.FLOW).revision())
                .isEqualTo(Samples.flows(Samples.FLOW).revision());
        assertThat(Samples.flows(Samples.FLOW + "\n").revision())
                .isNotEqualTo(Samples.flows(Samples.FLOW).revision());
    }

    @Test
    void theGrammarPageNamesEveryKindKeyAndOutcome() {
        String page = GrammarPage.text();

        for (Kind kind : Kind.values()) {
            assertThat(page).contains("\n  " + kind.key() + ": ");
            StepGrammar.of(kind)
                    .beside()
                    .forEach(key -> assertThat(page).contains(key.name() + (key.required() ? "!: " : ": ")));
        }
        for (Outcome outcome : Outcome.values()) {
            assertThat(page).contains("\n  " + outcome.key() + ": ");
        }
        assertThat(page).contains("prompt!:").contains("duration, 1s to 2m) = 6s");
    }
}
