package io.gathergateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gathergateway.simulator.CallerScript.EndedBy;
import io.gathergateway.simulator.CallerScript.Expect;
import io.gathergateway.simulator.CallerScript.FarSide;
import io.gathergateway.simulator.CallerScript.Line;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallerScriptReaderTest {
    private final Problems problems = new Problems();

    @Test
    void theShippedCallersAreRead() throws IOException {
        String text = Files.readString(Path.of("conf", "callers", "demo.yaml"));

        List<CallerScript> callers = CallerScriptReader.read("demo.yaml", text, problems);

        assertThat(problems.render()).isEmpty();
        assertThat(callers).extracting(CallerScript::name).contains("billing", "silent", "operator_busy");
        assertThat(callers).extracting(CallerScript::from).doesNotHaveDuplicates();
    }

    @Test
    void everyKindOfLineIsRead() {
        List<CallerScript> callers = read("""
                callers:
                  ada:
                    from: "+15550101"
                    to: "+15550102"
                    does:
                      - wait: 500ms
                      - press: "1#"
                      - silent: true
                      - answer: { name: Ada, age: 36, vip: true }
                      - hang_up: true
                        after: 2s
                    transfer: no_answer
                    expect: { ended_by: caller, transferred_to: "+15550103", heard: Welcome, commands: [answer] }
                """);

        assertThat(problems.render()).isEmpty();
        assertThat(callers)
                .containsExactly(new CallerScript(
                        "ada",
                        "+15550101",
                        "+15550102",
                        List.of(
                                new Line.Wait(Duration.ofMillis(500)),
                                new Line.Press("1#"),
                                new Line.Silent(),
                                new Line.Tell(JsonNodeFactory.instance
                                        .objectNode()
                                        .put("name", "Ada")
                                        .put("age", 36L)
                                        .put("vip", true)),
                                new Line.HangUp(Duration.ofSeconds(2))),
                        FarSide.NO_ANSWER,
                        new Expect(EndedBy.CALLER, "+15550103", List.of("Welcome"), List.of("answer"))));
    }

    @Test
    void everyMistakeIsToldWithItsPlace() {
        read("""
                callers:
                  ada:
                    does:
                      - press: "x"
                      - press: "1"
                        wait: 1s
                      - shout: loud
                    transfer: maybe
                """);

        assertThat(problems.list())
                .extracting(problem -> problem.place() + " " + problem.what())
                .containsExactly(
                        "callers.yaml:3:5 ada needs from",
                        "callers.yaml:4:9 these are not keys: 'x'",
                        "callers.yaml:5:9 a line says one thing the caller does, not [wait, press]",
                        "callers.yaml:7:9 a line says one thing the caller does, not none",
                        "callers.yaml:7:9 unknown key 'shout' in does",
                        "callers.yaml:8:15 transfer is 'maybe'");
    }

    private List<CallerScript> read(String text) {
        return CallerScriptReader.read("callers.yaml", text, problems);
    }
}
