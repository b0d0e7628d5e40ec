package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.simulator.CallerScript;
import io.gathergateway.store.EmbeddedRedis;
import io.gathergateway.yaml.Problems;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The whole gateway over real sockets and a real Redis: signed webhooks in, commands out, every call to its scripted end,
 * and what Telnyx saw held against the journals.
 */
class DemoTest {
    private static final int CALLS = 21;

    @Test
    void everyCallEndsAsScriptedAndNothingIsLostOrDoubled() throws Exception {
        Problems problems = new Problems();
        List<CallerScript> callers = CallersFile.read(Path.of("conf/callers/demo.yaml"), problems);
        assertThat(problems.list()).isEmpty();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            // Slow enough that a busy machine keeps up with callers who do not wait for it.
            Demo demo = Demo.start(frontDesk(), callers, redis.url(), 8);
            try {
                PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);
                demo.showTimeline(out);
                boolean good = demo.play(CALLS, out);
                assertThat(good).as(told.toString(StandardCharsets.UTF_8)).isTrue();
            } finally {
                demo.end();
            }
        }
        assertThat(told.toString(StandardCharsets.UTF_8))
                .contains("call.gather.ended valid", "→ gather_using_ai", "call ended", "lost after a 200: 0")
                .as("nothing a caller said or typed, no number (P13)")
                .doesNotContain("Lovelace", "00421337", "+1312555");
    }

    @Test
    void aCallThatDoesNotEndAsItsScriptSaysIsToldAndFailsTheDemo() throws Exception {
        Problems problems = new Problems();
        List<CallerScript> callers = io.gathergateway.simulator.CallerScriptReader.read("wrong.yaml", """
                callers:
                  hopeful:
                    from: "+13125550101"
                    does: [ { press: "1" }, { hang_up: true } ]
                    expect: { ended_by: gateway, commands: [answer] }
                """, problems);
        assertThat(problems.list()).isEmpty();
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            Demo demo = Demo.start(frontDesk(), callers, redis.url(), 20);
            try {
                assertThat(demo.play(1, new PrintStream(told, true, StandardCharsets.UTF_8)))
                        .isFalse();
            } finally {
                demo.end();
            }
        }
        assertThat(told.toString(StandardCharsets.UTF_8)).contains("NOT AS SCRIPTED  hopeful");
    }

    private static FlowSet frontDesk() {
        return switch (FlowFile.read(Path.of("conf/flows/front-desk.yaml"))) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
