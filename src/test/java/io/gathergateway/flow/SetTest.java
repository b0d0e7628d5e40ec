package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.yaml.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several flows in one set: which answers, what they call, and what their revision depends on. */
class SetTest {
    private static final String SET = """
            flows: [ desk.yaml, uk/desk-uk.yaml ]
            answer:
              - { to: "+13125550100", flow: desk }
              - { from: "+44*", flow: desk-uk }
              - { connection: "123", flow: desk-uk }
              - { flow: desk }
            """;
    private static final Map<String, String> FILES = Map.of(
            "set.yaml", SET,
            "desk.yaml", flow("desk", "  start: { call: helper, next: bye, exhausted: bye, failed: bye }\n"),
            "helper.yaml", flow("helper", "  start: return\n").replace("  bye: hangup\n", ""),
            "uk/desk-uk.yaml", flow("desk-uk", "  start: { call: help-uk, next: bye, exhausted: bye, failed: bye }\n"),
            "uk/help-uk.yaml", flow("help-uk", "  start: return\n").replace("  bye: hangup\n", ""));

    private static String flow(String name, String steps) {
        return "flow: " + name + "\nstart: start\nsteps:\n" + steps + "  bye: hangup\n";
    }

    @ParameterizedTest
    @CsvSource({
        "+13125550100, +441234567890, 1,   desk",
        "+13125550101, +441234567890, 1,   desk-uk",
        "+13125550101, +13125550199,  123, desk-uk",
        "+13125550101, +13125550199,  1,   desk"
    })
    void theFirstRouteThatMatchesAnswers(String to, String from, String connection, String flow) {
        assertThat(Samples.set("set.yaml", FILES).answering(to, from, connection))
                .map(Flow::name)
                .contains(flow);
    }

    @Test
    void calledFlowsLieBesideTheFlowThatCallsThem() {
        FlowSet set = Samples.set("set.yaml", FILES);

        assertThat(set.flows()).containsOnlyKeys("desk", "helper", "desk-uk", "help-uk");
        assertThat(set.files()).isEqualTo(FILES);
        assertThat(set.entry()).isEqualTo("set.yaml");
        assertThat(Samples.set(set.entry(), set.files()).revision()).isEqualTo(set.revision());
    }

    @Test
    void everyFileIsPartOfTheRevisionAndTheFolderIsNot() {
        String revision = Samples.set("set.yaml", FILES).revision();
        for (String file : FILES.keySet()) {
            Map<String, String> changed = new HashMap<>(FILES);
            changed.computeIfPresent(file, (path, text) -> text + "# changed\n");
            assertThat(Samples.set("set.yaml", changed).revision()).as(file).isNotEqualTo(revision);
        }
        assertThat(FlowReader.read("somewhere/", "set.yaml", FlowFiles.of(FILES)))
                .isInstanceOfSatisfying(
                        FlowReading.Loaded.class,
                        loaded -> assertThat(loaded.set().revision()).isEqualTo(revision));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "flow: desk-uk }|flow: desk-us }|set.yaml:4|there is no flow 'desk-us'|did you mean desk-uk?",
                "{ from: \"+44*\", flow: desk-uk }|{ flow: desk }|set.yaml:5|no call comes to this route|above that one",
                "{ connection: \"123\"|{ from: \"+4412*\"|set.yaml:5|no call comes to this route|above that one",
                "uk/desk-uk.yaml ]|uk/desk-us.yaml ]|set.yaml:1|uk/desk-us.yaml cannot be read|UTF-8",
                "uk/desk-uk.yaml ]|../desk-uk.yaml ]|set.yaml:1|is no flow file|folder",
                "\"+44*\"|\"44*\"|set.yaml:4|is no telephone number|+44*"
            })
    void aMistakeInTheSetIsFound(String good, String bad, String place, String what, String cure) {
        Map<String, String> files = new HashMap<>(FILES);
        assertThat(SET).contains(good);
        files.put("set.yaml", SET.replaceFirst(Pattern.quote(good), bad));

        assertThat(Samples.problems("set.yaml", files)).anySatisfy(problem -> {
            assertThat(problem.place().toString()).startsWith(place + ":");
            assertThat(problem.what()).contains(what);
            assertThat(problem.cure()).contains(cure);
        });
    }

    @Test
    void aRouteThatCannotBeReadHidesNoOther() {
        Map<String, String> files = new HashMap<>(FILES);
        files.put("set.yaml", SET.replace("to: \"+13125550100\"", "to: \"13125550100\""));

        assertThat(Samples.problems("set.yaml", files))
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("is no telephone number"));
    }

    @Test
    void flowsThatCallEachOtherInACircleAreFoundWithTheirPath() {
        Map<String, String> files = new HashMap<>(FILES);
        files.put("helper.yaml", flow("helper", "  start: { call: desk, next: bye, exhausted: bye, failed: bye }\n"));

        List<Problem> problems = Samples.problems("set.yaml", files);

        assertThat(problems)
                .extracting(Problem::what)
                .contains("these flows call each other in a circle: desk → helper → desk");
    }

    @Test
    void aFlowThatTakesSomethingLoadsAloneAndAnswersNothing() {
        String text = flow("helper", "  start: return\n")
                .replace("  bye: hangup\n", "")
                .replace("steps:", "takes: { account: { type: string } }\nsteps:");

        FlowSet set = Samples.flows(text);
        assertThat(set.answering("+13125550100", null, null)).isEmpty();

        Map<String, String> files = new HashMap<>(FILES);
        files.put("desk.yaml", text.replace("helper", "desk"));
        assertThat(Samples.problems("set.yaml", files))
                .anySatisfy(problem -> assertThat(problem.what()).contains("desk takes account"));
    }

    @Test
    void aRoundThroughACalledFlowThatAsksIsNoLoop() {
        String desk = flow("desk", "  start: { call: helper, next: bye, exhausted: start, failed: bye }\n");
        String asks = """
                flow: helper
                start: start
                steps:
                  start: { gather: { digits: 4 }, next: ok, exhausted: no, failed: no }
                  ok: return
                  no: { return: {}, as: exhausted }
                """;
        Map<String, String> files = new HashMap<>(FILES);
        files.put("desk.yaml", desk);
        assertThat(Samples.problems("set.yaml", files))
                .anySatisfy(problem -> assertThat(problem.what()).contains("start → start"));
        files.put("helper.yaml", asks);
        assertThat(Samples.problems("set.yaml", files)).isEmpty();
    }

    @Test
    void flowsMayShareAFileOfPromptsWithoutEachOthersVariables() {
        String top = "flow: desk\nstart: hello\nlanguages: { en-US: { prompts: p.yaml } }\n";
        Map<String, String> files = Map.of(
                "desk.yaml",
                        top + "vars: { name: { type: string, value: you } }\nsteps:\n"
                                + "  hello: { say: { key: hello }, next: more, failed: bye }\n"
                                + "  more: { call: helper, next: bye, exhausted: bye, failed: bye }\n  bye: hangup\n",
                "helper.yaml",
                        top.replace("desk", "helper")
                                + "steps:\n  hello: { say: { key: bye }, next: back, failed: back }\n  back: return\n",
                "p.yaml", "hello: Hello ${name}.\nbye: Bye.\n");

        FlowSet set = Samples.set("desk.yaml", files);

        assertThat(set.flow("helper").languages().getFirst().prompts()).containsOnlyKeys("bye");
    }
}
