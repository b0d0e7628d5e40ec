package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The flow that the project ships: it loads without a finding and is what its comments say. */
class FrontDeskTest {
    private static final Path FILE = Path.of("conf/flows/front-desk.yaml");

    @Test
    void theShippedFlowHasNoFinding() throws IOException {
        FlowReading reading = FlowReader.read(FILE.toString(), Files.readString(FILE));

        if (reading instanceof FlowReading.Refused(var problems)) {
            assertThat(problems.render()).isEmpty();
        }
        assertThat(reading).isInstanceOf(FlowReading.Loaded.class);
    }

    @Test
    void theFirstStepIsTheMenuAndItsFirstKeyLeadsToTheAssistant() throws IOException {
        Flow flow = frontDesk();

        assertThat(flow.name()).isEqualTo("front-desk");
        assertThat(flow.language(null)).isEqualTo(new Language("en-US", "AWS.Polly.Joanna-Neural", Map.of()));
        assertThat(flow.limits()).isEqualTo(new Flow.Limits(Duration.ofMinutes(30), 100, 50));
        assertThat(flow.step(flow.start())).isInstanceOfSatisfying(Step.Menu.class, menu -> {
            assertThat(((Prompt.Text) menu.prompt()).text().render(Map.of()))
                    .startsWith("Welcome to Acme. ")
                    .contains("press 1");
            assertThat(menu.timeout()).isEqualTo(Duration.ofSeconds(6));
            assertThat(menu.retries().tries()).isEqualTo(3);
            assertThat(menu.retries().noInput()).hasSize(2);
            assertThat(menu.retries().noMatch()).hasSize(1);
            assertThat(menu.keys()).containsEntry("1", "details").containsEntry("0", "operator");
            assertThat(menu.way(Outcome.EXHAUSTED)).isEqualTo("operator");
            assertThat(menu.way(Outcome.FAILED)).isEqualTo("sorry");
        });
        assertThat(flow.step("details")).isInstanceOfSatisfying(Step.GatherAi.class, gather -> {
            assertThat(gather.into()).isEqualTo("request");
            assertThat(gather.parameters().path("type").asText()).isEqualTo("object");
            assertThat(gather.parameters().path("properties").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("name", "account", "reason");
            assertThat(gather.parameters().path("required")).hasSize(3);
            assertThat(gather.timeout()).isEqualTo(Duration.ofSeconds(10));
        });
    }

    @Test
    void theReasonDecidesTheWayAndTheNameIsSpoken() throws IOException {
        Flow flow = frontDesk();
        Step.Choose route = (Step.Choose) flow.step("route");
        Map<String, Object> values = Map.of("request", Map.of("name", "Ada", "reason", "support"));

        List<String> taken = route.branches().stream()
                .filter(branch -> branch.when().holds(values))
                .map(Step.Branch::go)
                .toList();

        assertThat(taken).containsExactly("support");
        assertThat(route.otherwise()).isEqualTo("other");
        assertThat(((Prompt.Text) ((Step.Say) flow.step("support")).prompt())
                        .text()
                        .render(values))
                .startsWith("Thank you, Ada.");
    }

    @Test
    void theApologyThatCannotBeSpokenEndsTheCallAndDoesNotApologiseForEver() throws IOException {
        assertThat(frontDesk().step("sorry").way(Outcome.FAILED)).isEqualTo("bye");
    }

    private static Flow frontDesk() throws IOException {
        return ((FlowReading.Loaded) FlowReader.read(FILE.toString(), Files.readString(FILE)))
                .set()
                .flow("front-desk");
    }
}
