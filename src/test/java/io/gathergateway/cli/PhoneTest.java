package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.gathergateway.call.CalloutResult;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Variable;
import io.gathergateway.rehearsal.Rehearsal;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Problems;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

/** Talks at the phone: what is typed, and what is shown. */
class PhoneTest {
    private static final long NOON = Instant.parse("2026-12-24T18:00:00Z").toEpochMilli();
    private static final Path FRONT_DESK = Path.of("conf/flows/front-desk.yaml");
    private static final String FLOW = """
            flow: small
            start: main
            voice: AWS.Polly.Joanna-Neural
            language: en-US
            on: { failed: sorry }
            steps:
              main:
                menu: { prompt: "Press 1 or 2.", tries: 2 }
                keys: { "1": ask, "2": desk }
                no_input: "Please press 1 or 2."
                exhausted: sorry
              ask:
                gather_ai:
                  greeting: How old are you?
                  parameters: { age: { type: integer, description: Years }, name: { type: string, description: Name } }
                into: who
                next: old
                invalid: sorry
              old: { choose: [ { when: 'who.age >= 18', go: hello }, { go: sorry } ] }
              hello: { say: "Hello ${who.name}.", next: bye }
              desk: { transfer: { to: "+13125550141", timeout: 20s }, busy: sorry, no_answer: sorry }
              sorry: { say: "Sorry.", next: bye }
              bye: hangup
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();

    @Test
    void aTalkIsShownAsText() {
        assertThat(talk(small(), "1", "age=42", "name=\"Ada Lovelace\"")).isEqualTo("""
                        A call from +13125550101 to +13125550100. :help tells what to type.
                          → main
                        “Press 1 or 2.”
                          (keys?)
                          → ask
                        “How old are you?”
                          (age, name?)
                        “And your name?”
                          (age, name?)
                          → old
                          → hello
                        “Hello Ada Lovelace.”
                          → bye
                        The call is over (normal_clearing).
                        """);
    }

    @Test
    void silenceIsCountedByTheFlow() {
        assertThat(talk(small(), ".", "."))
                .containsSubsequence("“Press 1 or 2.”", "“Please press 1 or 2.”", "→ sorry", "“Sorry.”", "over");
    }

    @ParameterizedTest
    @CsvSource({"busy,→ sorry", "nobody,→ sorry", "answers,You talk with +13125550141"})
    void somebodyElseIsPlayedToo(String does, String shown) {
        assertThat(talk(small(), "2", does)).containsSubsequence("+13125550141 rings.", shown, "over");
    }

    @Test
    void theCallerCanHangUpAtAnyTime() {
        assertThat(talk(small(), ":hangup", "1"))
                .endsWith("The call is over (normal_clearing).\n")
                .doesNotContain("ask");
    }

    @Test
    void theEndOfTheLinesIsTheEndOfTheCall() {
        assertThat(talk(small())).endsWith("The call is over (normal_clearing).\n");
    }

    @Test
    void variablesAreShown() {
        assertThat(talk(small(), ":vars")).contains("no variables yet");
        assertThat(talk(small(), "9", ":vars")).contains("input = \"9\"");
    }

    @Test
    void aSensitiveVariableIsNotShown() {
        Flow flow = small().flow("small");
        Variable secret = new Variable("input", NullNode.getInstance(), null, true, Duration.ofMinutes(2));
        Flow keeping = new Flow(
                flow.name(),
                flow.start(),
                flow.languages(),
                Map.of("input", secret),
                flow.takes(),
                flow.gives(),
                flow.hours(),
                flow.targets(),
                flow.answer(),
                flow.limits(),
                flow.on(),
                flow.steps());
        FlowSet set = small();
        FlowSet keepingSet =
                new FlowSet(set.revision(), set.entry(), set.files(), Map.of("small", keeping), set.answer());
        assertThat(talk(keepingSet, "9", ":vars")).contains("input = ***").doesNotContain("\"9\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1;age=42;name=Ada",
                ".;1;age=17 name=Ada",
                ".;.",
                "9;:hangup",
                "2;busy",
                "2;nobody",
                "2;answers;:hangup",
                "2;answers;leaves",
                ":wait 2s;2;busy"
            })
    void aKeptTalkIsAScenarioThatPasses(String talk) throws Exception {
        Path kept = folder.resolve("small.test.yaml");
        String typed = ":save " + kept + ";" + talk;
        assertThat(talk(small(), typed.split(";", -1)))
                .endsWith(kept + " as talk; played again it is the same call.\n");
        Problems problems = new Problems();
        assertThat(ScenarioReader.read("small.test.yaml", Files.readString(kept), problems))
                .singleElement()
                .satisfies(
                        scenario -> assertThat(Rehearsal.play(small(), scenario).deviations())
                                .isEmpty());

        assertThat(talk(small(), typed.split(";", -1))).contains("as talk-2; played again it is the same call.");
    }

    @Test
    void aFileWithMistakesIsLeftAsItIs() throws Exception {
        Path kept = Files.writeString(folder.resolve("small.test.yaml"), "scenario: {}\n");
        assertThat(talk(small(), ":save " + kept, "2", "busy")).contains("It cannot be added to");
        assertThat(kept).hasContent("scenario: {}\n");
    }

    @Test
    void aTalkWithABackendIsKeptToo() {
        FlowSet set = flows(FlowFile.read(Path.of("src/test/resources/flows/whole-language.yaml")));
        Path kept = folder.resolve("whole-language.test.yaml");
        String[] talk = {
            ":save " + kept,
            "1",
            "12344#",
            "9876",
            "200",
            ":wait 1500ms",
            "200 {\"open\":true}",
            "injured=true what=x",
            "busy"
        };
        assertThat(talk(set, talk)).contains("played again it is the same call");
        talk[0] = ":save " + folder.resolve("late.test.yaml");
        talk[6] = ":wait 5s";
        assertThat(talk(set, talk)).contains("did not answer in time", "played again it is the same call");
    }

    @Test
    void aTalkThroughTheWholeLanguage() {
        FlowSet set = flows(FlowFile.read(Path.of("src/test/resources/flows/whole-language.yaml")));
        assertThat(talk(
                        set,
                        "3",
                        "1",
                        "12344#",
                        "9876",
                        "200",
                        ":wait 1500ms",
                        "200 {\"open\":true}",
                        "injured=false what=\"A tree fell\"",
                        ":event payment {\"ok\":true}"))
                .containsSubsequence(
                        "“Welcome.",
                        "“Bienvenido.",
                        "“Your account number, please.”",
                        "→ pin-check/ask",
                        "“Type the PIN of account 1 2 3 4 4.”",
                        "POST https://crm.example.com/pins {\"account\":\"12344\",\"pin\":\"***\"}",
                        "→ pin-check/yes_",
                        "GET https://crm.example.com/accounts/12344",
                        "“One moment.”",
                        "→ whole-language/claim",
                        "→ whole-language/pay",
                        "→ whole-language/report")
                .doesNotContain("9876");
    }

    @Test
    void anAnswerMayBeJson() {
        assertThat(talk(small(), "1", "{\"age\": 17, \"name\": \"Ada\"}")).containsSubsequence("→ old", "→ sorry");
    }

    @Test
    void whatIsTypedWrongIsExplained() {
        assertThat(talk(small(), ":wait long", ":event", ":event a b", ":what", "2", "1"))
                .contains(":wait 5s", ":event payment", "press keys", "Type answers, busy or nobody.");
    }

    @Test
    void timePassesOnlyWhenAskedTo() {
        assertThat(talk(small(), ":wait 5s", "1")).contains("→ ask").doesNotContain("Please press");
        assertThat(talk(small(), ":wait 5m")).contains("Please press", "Sorry.");
    }

    @Test
    void theFrontDeskCanBeCalled() {
        assertThat(talk(
                        flows(FlowFile.read(FRONT_DESK)),
                        "7",
                        "1",
                        "name=Ada account=00421337 reason=billing",
                        "answers"))
                .containsSubsequence(
                        "Welcome to Acme",
                        "that key is not in use",
                        "→ details",
                        "→ billing",
                        "Thank you, Ada.",
                        "rings");
    }

    @Test
    void aTextIsNeverReadAsJsonWhereATextIsAskedFor() throws Exception {
        var schema = new ObjectMapper()
                .readTree("{\"properties\":{\"age\":{\"type\":\"integer\"},\"account\":{\"type\":\"string\"}}}");
        assertThat(PhoneWords.fields("age=42 account=42", schema)).hasToString("{\"age\":42,\"account\":\"42\"}");
        assertThat(PhoneWords.fields("I am age=42", schema)).isEmpty();
    }

    @Test
    void aBackendAnswersFailsOrIsSlow() {
        assertThat(PhoneWords.backend("200 {\"open\":true}")).get().isInstanceOf(CalloutResult.Answered.class);
        assertThat(PhoneWords.backend("204")).contains(new CalloutResult.Answered(204, null));
        assertThat(PhoneWords.backend("timeout")).contains(new CalloutResult.TimedOut());
        assertThat(PhoneWords.backend("200 {oops")).isEmpty();
        assertThat(PhoneWords.backend("hello")).isEmpty();
    }

    private String talk(FlowSet set, String... lines) {
        out.getBuffer().setLength(0);
        PrintWriter writer = new PrintWriter(out);
        try {
            new PhoneTalk(set, "+13125550101", "+13125550100", NOON, writer, Ansi.OFF)
                    .play(new BufferedReader(new StringReader(String.join("\n", lines))));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return out.toString().replace(System.lineSeparator(), "\n");
    }

    private static FlowSet small() {
        return flows(FlowReader.read("small.yaml", FLOW));
    }

    private static FlowSet flows(FlowReading reading) {
        return switch (reading) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
