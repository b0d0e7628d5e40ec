package io.gathergateway.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Problems;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** That a scenario passes when the call is as it says, and only then. */
class RehearsalTest {
    private static final String FLOW = """
            flow: desk
            start: welcome
            voice: AWS.Polly.Joanna
            language: en-US
            vars: { pin: { type: string, value: "" } }
            on: { failed: sorry }
            steps:
              welcome: { menu: { prompt: Welcome. Press a key., tries: 2 }, keys: { "1": hello, "2": pin, "3": ask, "4": person, "5": line, "6": message, "7": friend, "8": talk }, exhausted: bye }
              hello: { say: Hello there., next: bye }
              pin: { gather: { prompt: Your PIN., digits: 4 }, into: pin, next: hello, exhausted: bye }
              ask: { http: { get: "https://crm.example.com/a", timeout: 4s }, choose: [ { when: http.status == 200, go: hello }, { go: sorry } ], timeout: late, degraded: sorry }
              late: { say: Too late., next: bye }
              person: { transfer: { to: "+13125550141", timeout: 20s }, busy: sorry, no_answer: late }
              line: { queue: { name: support, timeout: 1m }, timeout: late, full: sorry }
              message: { record: { max: 1m, silence: 5s, end: "#" }, into: voice, next: hello }
              friend: { dial: { to: "+13125550141", timeout: 20s }, next: join, busy: sorry, no_answer: late }
              join: { bridge: {}, next: hello }
              talk: { assistant: { id: assistant-1, greeting: I am here., timeout: 5m }, keys: { "0": hello }, events: { stop: late }, next: bye, timeout: late }
              sorry: { say: Sorry., next: bye, failed: bye }
              bye: hangup
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            does: [ { press: "1" } ]                  | expect: { heard: [ Welcome, Hello ], steps: [ welcome, hello, bye ], commands: [ answer, gather_using_speak, speak, hangup ], ended_by: gateway }
            does: [ { hears: Welcome }, { hang_up: true } ] | expect: { ended_by: caller, steps: [ welcome ] }
            does: [ { silent: true }, { silent: true } ] | expect: { steps: [ { welcome: exhausted }, bye ] }
            does: [ { press: "1" } ] | expect: { steps: [ welcome, { desk/hello: next }, bye ] }
            does: [ { press: "2" }, { press: "0420" } ] | expect: { variables: { pin: "0420" } }
            { does: [ { press: "3" } ], backend: [ { get: "https://crm.example.com/a", body: {} } ] } | expect: { heard: [ Hello ] }
            { does: [ { press: "3" } ], backend: [ { get: "https://crm.example.com/a", after: 10s } ] } | expect: { heard: [ Too late ] }
            { does: [ { press: "3" } ], backend: [ { get: "https://crm.example.com/a", fails: true } ] } | expect: { heard: [ Sorry ] }
            { does: [ { press: "3" } ], backend: [ { get: "https://crm.example.com/a", degraded: true } ] } | expect: { heard: [ Sorry ] }
            does: [ { press: "4" } ]                  | expect: { ended_by: transfer, handed_to: "+13125550141" }
            { does: [ { press: "4" } ], others: { "+13125550141": busy } } | expect: { heard: [ Sorry ], ended_by: gateway }
            { does: [ { press: "4" } ], others: { "+13125550141": no_answer } } | expect: { heard: [ Too late ] }
            { does: [ { press: "5" } ], queue: { taken: 20s } } | expect: { ended_by: transfer, handed_to: support }
            { does: [ { press: "5" } ], queue: never } | expect: { heard: [ Too late ] }
            does: [ { press: "6" } ]                  | expect: { variables: { voice: { seconds: 5 } }, heard: [ Hello ] }
            does: [ { press: "6" }, { wait: 2s }, { press: "#" } ] | expect: { commands: [ answer, gather_using_speak, record_start, record_stop, speak, hangup ] }
            { does: [ { press: "7" } ], others: { "+13125550141": leaves } } | expect: { heard: [ Hello ], steps: [ welcome, friend, join, hello, bye ] }
            { does: [ { press: "7" } ] }              | expect: { ended_by: caller, handed_to: "+13125550141" }
            does: [ { press: "8" }, { hears: I am here }, { press: "0" } ] | expect: { heard: [ Hello ] }
            does: [ { press: "8" }, { hears: I am here }, { event: { name: stop } } ] | expect: { heard: [ Too late ] }
            does: [ { press: "8" }, { assistant_ends: true } ] | expect: { steps: [ welcome, talk, bye ] }
            { faults: [ { refuse: gather_using_speak, code: "90012" } ] } | expect: { heard: [ Sorry ] }
            """)
    void aCallThatIsAsTheScenarioSaysPasses(String does, String expect) {
        assertThat(play(does, expect).deviations()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            heard: [ Hello, Welcome ]     | 4:29 | heard, but not in this order
            heard: [ Nobody ]             | 4:22 | was not heard
            steps: [ { welcome: next }, hello, bye ] | 4:13 | the steps are welcome, hello, bye
            steps: [ welcome, { hello: failed }, bye ] | 4:13 | the steps are welcome, hello, bye
            steps: [ welcome, bye ]       | 4:13 | the steps are welcome, hello, bye
            commands: [ answer ]          | 4:13 | the commands are answer, gather_using_speak, speak, hangup
            variables: { pin: "1" }       | 4:26 | pin is "", not "1"
            variables: { other: 1 }       | 4:26 | other has no value
            ended_by: caller              | 4:13 | the call was ended by gateway
            handed_to: "+1"               | 4:13 | the call was handed to nobody
            """)
    void aWrongExpectationIsToldAtItsPlace(String expect, String place, String what) {
        Story story = play("does: [ { press: \"1\" } ]", "expect: { " + expect + " }");

        assertThat(story.deviations()).singleElement().satisfies(deviation -> {
            assertThat(deviation.place()).hasToString("f.test.yaml:" + place);
            assertThat(deviation.what()).contains(what);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            does: [ { press: "1" }, { press: "2" } ]  | before the caller could press 2
            does: [ { hears: Nobody } ]               | before the caller heard “Nobody”
            does: [ { press: "3" } ]                  | the scenario has no answer to it
            faults: [ { lose: call.nothing } ]        | this fault never came to pass
            backend: [ { get: "https://crm.example.com/a", body: {} } ] | the backend was never asked GET https://crm.example.com/a
            others: { "+13125550141": busy }          | +13125550141 was never called
            does: [ { event: { name: stop } } ]       | nothing waited for the event stop
            does: [ { press: "8" }, { hears: I am here }, { event: { name: other } }, { press: "0" } ] | nothing waited for the event other
            """)
    void whatNeverCameToPassDeviates(String does, String what) {
        assertThat(play(does, "").deviations())
                .singleElement()
                .satisfies(deviation -> assertThat(deviation.what()).contains(what));
    }

    @Test
    void theOutcomeThatLedOnIsTold() {
        assertThat(play("does: [ { silent: true }, { silent: true } ]", "expect: { steps: [ hello ] }")
                        .deviations())
                .singleElement()
                .satisfies(
                        deviation -> assertThat(deviation.what()).isEqualTo("the steps are welcome (exhausted), bye"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Order 719 has been sent                | true
            Order <emphasis>719</emphasis>         | true
            sent. R&D thanks you                   | true
            thanks you. Good                       | false
            """)
    void ssmlIsHeardWithItsTagsAndWithout(String part, boolean heard) {
        String ssml =
                "<speak>Order <emphasis>719</emphasis> has been sent.<break time=\"1s\"/> R&amp;D thanks you</speak>";

        assertThat(Words.contain(ssml, part)).isEqualTo(heard);
        assertThat(Words.contain("1 < 2 and 3 > 2", "1  2")).isFalse();
    }

    @Test
    void aReplyForAllAddressesThatBeginSoNeedNotBeAskedFor() {
        assertThat(play("backend: [ { get: \"https://crm.example.com/*\", body: {} } ]", "")
                        .deviations())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            { name: Ada, age: 40 }            |      |
            { name: Ada, age: 40, other: 1 }  | 3:42 | the flow does not take other; it takes name, age
            { name: Ada, age: old }           | 3:33 | the argument age must be a whole number
            { age: 40 }                       | 3:14 | the argument name is missing
            { name: Ada }                     | 3:14 | the argument age is missing
            """)
    void argumentsAreThoseThatTheFlowTakes(String with, String place, String what) {
        Story story = Rehearsal.play(
                flows("""
                flow: wake
                start: hello
                voice: AWS.Polly.Joanna
                language: en-US
                takes: { name: { type: string }, age: { type: integer } }
                on: { failed: bye }
                steps:
                  hello: { say: "Hello ${name}, ${string(age)}.", next: bye }
                  bye: hangup
                """),
                read("scenarios:\n  one:\n    place: { with: " + with + " }\n").getFirst());

        if (what == null) {
            assertThat(story.deviations()).isEmpty();
        } else {
            assertThat(story.deviations()).anySatisfy(deviation -> {
                assertThat(deviation.place()).hasToString("f.test.yaml:" + place);
                assertThat(deviation.what()).contains(what);
            });
        }
    }

    /** The timers of the flow stand in for a webhook that never comes (P9). */
    @ParameterizedTest
    @ValueSource(strings = {"call.answered", "call.gather.ended", "call.speak.ended", "call.hangup"})
    void aLostWebhookStrandsNoCall(String type) {
        Story story =
                play("{ does: [ { hears: \"\" } ], faults: [ { lose: " + type + " } ] }".replace("\"\"", "\".\""), "");

        assertThat(story.deviations()).noneMatch(deviation -> deviation.what().contains("never ended"));
    }

    @Test
    void aDoubledWebhookChangesNothing() {
        Story once = play("does: [ { press: \"1\" } ]", "");
        Story twice = play(
                "{ does: [ { press: \"1\" } ], faults: [ { double: call.answered }, { double: call.gather.ended }, { double: call.speak.ended } ] }",
                "");

        assertThat(twice.deviations()).isEmpty();
        assertThat(twice.commands()).isEqualTo(once.commands());
        assertThat(twice.moves()).isEqualTo(once.moves());
    }

    @Test
    void coverageNamesWhatNoScenarioReached() {
        Coverage coverage = Coverage.of(flows(), List.of(play("does: [ { press: \"1\" } ]", "")))
                .getFirst();

        assertThat(coverage.coveredSteps()).isEqualTo(3);
        assertThat(coverage.missedSteps()).contains("pin", "sorry").doesNotContain("hello");
        assertThat(coverage.missedWays())
                .contains("welcome key 2", "welcome exhausted", "on failed")
                .doesNotContain("welcome key 1", "hello next");
        assertThat(coverage.percent()).isBetween(1, 50);
    }

    @Test
    void theSameScenarioGivesTheSameStory() {
        assertThat(play("does: [ { press: \"7\" } ]", "").moves())
                .isEqualTo(play("does: [ { press: \"7\" } ]", "").moves());
    }

    @Test
    void aHundredScenariosAreQuick() {
        String many = IntStream.range(0, 100)
                .mapToObj(n -> "  s" + n
                        + ": { does: [ { press: \"2\" }, { press: \"0420\" } ], expect: { heard: [ Hello ] } }\n")
                .collect(Collectors.joining("", "scenarios:\n", ""));
        List<Scenario> scenarios = read(many);
        FlowSet flows = flows();
        long began = System.nanoTime();
        assertThat(scenarios)
                .hasSize(100)
                .allMatch(
                        scenario -> Rehearsal.play(flows, scenario).deviations().isEmpty());
        System.out.println("100 scenarios took " + (System.nanoTime() - began) / 1_000_000 + " ms");
    }

    /** The first part stands in line 3 of the file, the second in line 4. */
    private static Story play(String does, String expect) {
        String first =
                does.startsWith("{") ? does.substring(1, does.lastIndexOf('}')).strip() : does;
        String second = expect.isEmpty() ? "" : ",\n  " + expect;
        return Rehearsal.play(
                flows(),
                read("scenarios:\n  one: {\n  " + first + second + "\n  }\n").getFirst());
    }

    private static List<Scenario> read(String text) {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioReader.read("f.test.yaml", text, problems);
        assertThat(problems.render()).isEmpty();
        return scenarios;
    }

    private static FlowSet flows() {
        return flows(FLOW);
    }

    private static FlowSet flows(String text) {
        return switch (FlowReader.read("desk.yaml", text)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
