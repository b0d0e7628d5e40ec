package io.gathergateway.cli;

import static io.gathergateway.flow.Written.PLAIN;
import static io.gathergateway.flow.Written.flow;
import static io.gathergateway.flow.Written.text;
import static io.gathergateway.flow.Written.ways;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.config.GatewayConfig.CalloutHost;
import io.gathergateway.config.GatewayConfig.Callouts;
import io.gathergateway.config.Secret;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.flow.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalloutCheckTest {
    private static final Path FILE = Path.of("conf", "flows", "claims.yaml");
    private static final String CLAIMS = "flow: claims\nstart: look\nsteps:\n  look: {}\n  bye: hangup\n";

    @Test
    void whatAFlowAsksForAndTheConfigurationLacksIsNamedWithItsPlaceAndCure() {
        FlowSet set = asking("https://crm.example.com/accounts/${call.id}", "Bearer ${secret.crm}");

        assertThat(CalloutCheck.of(set, FILE, Callouts.NONE).render().lines())
                .containsExactly(
                        "conf/flows/claims.yaml:4:3: step look of flow claims asks crm.example.com, which the"
                                + " configuration does not allow;"
                                + " add to it: callouts: { hosts: { \"crm.example.com\": {} } }",
                        "conf/flows/claims.yaml:4:3: step look of flow claims needs secret crm, which the"
                                + " configuration does not have;"
                                + " add to it: callouts: { secrets: { crm: <file> } }");
    }

    @Test
    void aFlowThatHasWhatItAsksForIsServed() {
        var callouts =
                new Callouts(Map.of("crm.example.com", new CalloutHost(1, null)), Map.of("crm", new Secret("x")));
        FlowSet set = asking("https://crm.example.com/accounts/${call.id}", "Bearer ${secret.crm}");

        assertThat(CalloutCheck.of(set, FILE, callouts).list()).isEmpty();
    }

    @Test
    void plainHttpIsAllowedByItsPortOnly() {
        var callouts = new Callouts(Map.of("crm.example.com", new CalloutHost(1, null)), Map.of());

        assertThat(CalloutCheck.of(asking("http://crm.example.com/", "x"), FILE, callouts)
                        .render())
                .contains("asks crm.example.com:80");
    }

    private static FlowSet asking(String url, String header) {
        Step look = new Step.Http(
                "look",
                "GET",
                text(url),
                Map.of(),
                Map.of("Authorization", header),
                null,
                Duration.ofSeconds(2),
                0,
                true,
                null,
                Duration.ofSeconds(2),
                null,
                null,
                ways("next: bye"));
        Flow claims = flow("claims", null, List.of(), look, new Step.Hangup("bye", PLAIN));
        return new FlowSet(
                "0123456789abcdef", "claims.yaml", Map.of("claims.yaml", CLAIMS), Map.of("claims", claims), List.of());
    }
}
