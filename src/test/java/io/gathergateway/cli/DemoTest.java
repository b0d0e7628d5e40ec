package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.Rehearsal;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.store.EmbeddedRedis;
import io.gathergateway.yaml.Problems;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The whole gateway over real sockets and a real Redis: signed webhooks in, commands out, every call to its scripted end,
 * and what Telnyx saw held against the journals.
 */
class DemoTest {
    private static final Path FRONT_DESK = Path.of("conf/flows/front-desk.yaml");
    private static final int CALLS = 38;
    private static final long LONGEST_MILLIS = 120_000;

    @Test
    void everyCallEndsAsScriptedAndNothingIsLostOrDoubled() throws Exception {
        // Without the lost webhook, which takes as long as the gateway waits for it.
        List<Scenario> scenarios = scenarios(FRONT_DESK).stream()
                .filter(scenario -> scenario.faults().isEmpty())
                .toList();

        // Slow enough that a busy machine keeps up with callers who do not wait for it.
        String told = play(FRONT_DESK, scenarios, CALLS, 8, false, true);

        assertThat(told)
                .contains("call.gather.ended valid", "→ gather_using_ai", "call ended", "lost after a 200: 0")
                .as("nothing a caller said or typed, no number (P13)")
                .doesNotContain("Lovelace", "00012345", "+1312555");
    }

    /** Over HTTP with a real Redis, as in virtual time: the same words, commands, steps and ends. */
    @ParameterizedTest
    @ValueSource(strings = {"front-desk", "order-status", "appointment", "concierge", "callback", "reminder"})
    void theScenariosOfEveryExampleHoldOverHttpToo(String flow) throws Exception {
        Path file = Path.of("conf/flows", flow + ".yaml");
        FlowSet flows = flows(file);
        // Without those that wait long, in a queue or for a person.
        List<Scenario> scenarios = scenarios(file).stream()
                .filter(ScenarioCalls::isPlayable)
                .filter(scenario -> Rehearsal.play(flows, scenario).lasted() < LONGEST_MILLIS)
                .toList();

        play(file, scenarios, scenarios.size(), 10, true, true);
    }

    @Test
    void aCallThatDoesNotEndAsItsScenarioSaysIsToldAndFailsTheDemo() throws Exception {
        List<Scenario> scenarios = read("wrong.yaml", """
                scenarios:
                  hopeful:
                    call: { at: "2026-11-24T10:00:00-06:00" }
                    does: [ { press: "1" }, { hears: tell me your name }, { hang_up: true } ]
                    expect: { ended_by: gateway, commands: [answer], steps: [welcome, hours] }
                """);

        String told = play(FRONT_DESK, scenarios, 1, 20, false, false);

        assertThat(told)
                .contains("NOT AS SCRIPTED  hopeful")
                .contains("wrong.yaml:5:15: the call was ended by caller")
                .contains("wrong.yaml:5:34: the commands are answer, gather_using_speak, gather_using_ai")
                .as("seen in the journal alone")
                .contains("wrong.yaml:5:54: the steps are welcome, details");
    }

    @Test
    void whatNobodyForesawIsToldOfTheBackend() throws Exception {
        List<Scenario> scenarios = read("wrong.yaml", """
                scenarios:
                  nobody answers:
                    does: [ { press: "18002345" }, { press: "4711" }, { hears: does not work } ]
                """);

        assertThat(play(Path.of("conf/flows/order-status.yaml"), scenarios, 1, 10, false, false))
                .contains("the backend was asked POST https://shop.example.com/v1/pin-checks, and the scenario has no"
                        + " answer to it");
    }

    private static String play(
            Path flow, List<Scenario> scenarios, int calls, double speed, boolean hurry, boolean expected)
            throws Exception {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Demo demo = Demo.start(flows(flow), scenarios, redis.url(), speed, hurry);
            try {
                PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
                demo.showTimeline(out);
                boolean good = demo.play(calls, out);
                assertThat(good).as(told.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
            } finally {
                demo.end();
            }
        }
        return told.toString(StandardCharsets.UTF_8);
    }

    private static List<Scenario> scenarios(Path flow) {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioFile.read(ScenarioFile.beside(flow), problems);
        assertThat(problems.list()).isEmpty();
        return scenarios;
    }

    private static List<Scenario> read(String file, String text) {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioReader.read(file, text, problems);
        assertThat(problems.list()).isEmpty();
        return scenarios;
    }

    private static FlowSet flows(Path file) {
        return switch (FlowFile.read(file)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
