package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** {@code defaults:} at the top of a flow. */
class DefaultsTest {
    private static final Flow FLOW = Samples.flow("""
            flow: f
            start: menu
            defaults: { timeout: 9s, between: 2s, tries: 5 }
            on: { failed: bye, exhausted: bye, invalid: bye }
            steps:
              menu: { menu: One., keys: { "1": own } }
              own: { menu: { prompt: One., timeout: 3s, tries: 1 }, keys: { "1": gather } }
              gather: { gather: { prompt: Two., digits: 2 }, next: ai }
              ai: { gather_ai: { parameters: { a: { type: string } } }, next: bye }
              bye: hangup
            """);

    @Test
    void aQuestionHasWhatItDoesNotSayItself() {
        Step.Menu menu = (Step.Menu) FLOW.step("menu");
        Step.Gather gather = (Step.Gather) FLOW.step("gather");
        Step.GatherAi ai = (Step.GatherAi) FLOW.step("ai");

        assertThat(menu.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(menu.retries().tries()).isEqualTo(5);
        assertThat(gather.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(gather.between()).isEqualTo(Duration.ofSeconds(2));
        assertThat(gather.retries().tries()).isEqualTo(5);
        assertThat(ai.timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(ai.tries())
                .as("how often an assistant is begun is another thing")
                .isEqualTo(2);
    }

    @Test
    void whatAQuestionSaysItselfCounts() {
        Step.Menu own = (Step.Menu) FLOW.step("own");

        assertThat(own.timeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(own.retries().tries()).isEqualTo(1);
    }
}
