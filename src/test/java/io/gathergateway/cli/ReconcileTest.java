package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.scenario.Scenario.EndedBy;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.simulator.TruthEntry.WebhookSettled;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What Telnyx gave up to deliver comes in all the same. */
class ReconcileTest {
    private static final Scenario QUICK =
            Objects.requireNonNull(Pods.callers("""
                    scenarios:
                      quick:
                        does: [ { press: "2" }, { press: "1" }, { hears: thanks } ]
                        expect: { ended_by: gateway, commands: [ answer, gather_using_speak, gather_using_speak, speak, hangup ] }
                    """).get("quick"));

    @Test
    void callsGoOnThoughNoWebhookOfThemIsEverDelivered() throws Exception {
        FlowSet flows = Pods.set("any");
        try (Pods pods = new Pods()) {
            pods.loseWebhooks();
            pods.start(flows, Follow.FILE, Fallback.USUAL);
            // Two pods look in turns, and what both find counts once.
            pods.start(flows, Follow.FILE, Fallback.USUAL);
            List<Future<CallReport>> calls = pods.begin(5, QUICK);
            assertThat(pods.ended(calls)).allSatisfy(report -> {
                assertThat(report.deviations())
                        .as("all else is as scripted")
                        .containsExactly("9 webhooks were never taken");
                assertThat(report.heard()).last().asString().contains("thanks");
                assertThat(report.endedBy()).isEqualTo(EndedBy.GATEWAY);
            });
            assertThat(pods.simulator.truth().webhooks()).isNotEmpty().noneMatch(WebhookSettled::acknowledged);
        }
    }
}
