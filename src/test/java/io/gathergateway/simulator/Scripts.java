package io.gathergateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.ScenarioReader;
import io.gathergateway.yaml.Problems;
import java.util.List;

/** Scenarios as a test writes them. */
final class Scripts {
    private Scripts() {}

    static List<Scenario> read(String text) {
        Problems problems = new Problems();
        List<Scenario> scenarios = ScenarioReader.read("scripts.yaml", text, problems);
        assertThat(problems.render()).isEmpty();
        return scenarios;
    }
}
