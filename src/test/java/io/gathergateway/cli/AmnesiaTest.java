package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.config.GatewayConfig.Fallback;
import io.gathergateway.config.GatewayConfig.Follow;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.scenario.Scenario;
import io.gathergateway.simulator.CallReport;
import io.gathergateway.store.RawRedis;
import io.vertx.core.Future;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** P14 over real HTTP: Redis forgets running calls, and none waits in silence for it. */
class AmnesiaTest {
    private static final Scenario CALLER =
            Objects.requireNonNull(Pods.callers("""
            scenarios:
              caller:
                does: [ { press: "1" }, { hears: second }, { wait: 5s }, { press: "1" } ]
            """).get("caller"));

    @Test
    void callersHearTheFallbackWhereTheyAreForgotten() throws Exception {
        FlowSet flows = Pods.set("any");
        try (Pods pods = new Pods();
                RawRedis raw = pods.redis.connect()) {
            Pods.Pod pod = pods.start(flows, Follow.FILE, Fallback.USUAL);
            pods.webhooksTo(pod);
            List<Future<CallReport>> calls = pods.begin(3, CALLER);
            pods.until("they stand where they wait", () -> pod.at(Pods.HOLD).size() == 3);
            List<String> waiting = pod.at(Pods.HOLD);
            pods.go(pod, waiting);
            pods.until(
                    "they hear the second question", () -> pod.at(Pods.SECOND).size() == 3);
            raw.text("FLUSHALL");
            assertThat(pods.ended(calls))
                    .allSatisfy(report -> assertThat(report.heard()).last().isEqualTo(Fallback.USUAL.say()));
            assertThat(pod.count("gateway.sessions.lost")).isEqualTo(3);
        }
    }
}
