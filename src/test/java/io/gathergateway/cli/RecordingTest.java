package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Decider;
import io.gathergateway.call.Flows;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.rehearsal.Recording;
import io.gathergateway.rehearsal.Rehearsal;
import io.gathergateway.rehearsal.ScenarioNotes;
import io.gathergateway.rehearsal.Story;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.gathergateway.yaml.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A call's journal as a scenario: played again it is the same call. */
class RecordingTest {
    static Stream<Arguments> calls() throws IOException {
        return ShippedFlowsTest.scenarios().stream()
                .flatMap(file -> read(file).stream()
                        // A lost webhook leaves no line that says so.
                        .filter(scenario -> scenario.faults().stream()
                                .allMatch(fault -> fault.value() instanceof Scenario.Upset.Refuse))
                        .map(scenario -> Arguments.of(file.getFileName() + ": " + scenario.name(), file, scenario)));
    }

    /** Of each moment at which somebody may hang up without a question. */
    static Stream<Arguments> leavers() {
        Path file = Path.of("src/test/resources/flows/leavers.test.yaml");
        return read(file).stream().map(scenario -> {
            String flow = scenario.name().substring(0, scenario.name().indexOf(':'));
            return Arguments.of(scenario.name(), Path.of("conf/flows", flow + ScenarioFile.ENDING), scenario);
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"calls", "leavers"})
    void playedAgainItIsTheSameCall(String name, Path file, Scenario scenario) {
        FlowSet flows = flows(Path.of(file.toString().replace(ScenarioFile.ENDING, ".yaml")));
        Story first = Rehearsal.play(flows, scenario);
        assertThat(first.deviations()).isEmpty();

        String text =
                "scenarios:\n" + recorded(flows, Rehearsal.key(scenario), first).scenario("recorded");

        Problems problems = new Problems();
        List<Scenario> again = ScenarioReader.read("recorded.test.yaml", text, problems);
        assertThat(problems.list()).as(text).isEmpty();
        assertThat(again.getFirst().others()).as(text).containsAllEntriesOf(notable(scenario));
        Story second = Rehearsal.play(flows, again.getFirst());
        assertThat(second.deviations()).as(text).isEmpty();
        assertThat(second.steps()).as(text).isEqualTo(first.steps());
        assertThat(second.commands()).as(text).isEqualTo(first.commands());
    }

    /** Whoever simply answers is not written down. */
    private static Map<String, Scenario.OtherSide> notable(Scenario scenario) {
        Map<String, Scenario.OtherSide> others = new HashMap<>(scenario.others());
        others.values().removeIf(Scenario.OtherSide.ANSWERS::equals);
        return others;
    }

    private static ScenarioNotes recorded(FlowSet flows, SessionKey key, Story story) {
        Decider decider = new Decider(AssistantVoice.DEFAULT, bug -> {
            throw bug;
        });
        return switch (Recording.of(decider, Flows.among(flows), key, story.journal())) {
            case Recording.Recorded.Whole whole -> whole.notes();
            case Recording.Recorded.Sealed sealed -> throw new AssertionError("sealed");
            case Recording.Recorded.NoFlows none -> throw new AssertionError("no flows " + none.revision());
            case Recording.Recorded.NoCall none -> throw new AssertionError("no call");
        };
    }

    private static List<Scenario> read(Path file) {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioFile.read(file, problems);
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
