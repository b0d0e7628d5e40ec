package io.gathergateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gathergateway.yaml.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No file makes the reader throw or hang, and no expression makes a call throw. */
class HostileFlowTest {
    static Stream<String> expressions() {
        return Stream.of(
                "(".repeat(900),
                "!".repeat(900) + "true",
                "-".repeat(900) + "1 == 1",
                "[".repeat(450) + "]".repeat(450),
                "request" + ".name".repeat(190),
                "1 == 1" + " && 1 == 1".repeat(90),
                "99999999999999999999 > 1",
                "request.name == \"\\ud800\"",
                "request.name.matches(\"(\")",
                "request.name.matches(\"(a*)*b\")",
                "[1, 2].all(x, [1, 2].all(y, [1, 2].all(z, x + y + z > request.age)))",
                "{1: 2}[request.age] == 2",
                "timestamp(request.name) > timestamp(\"2026-01-01T00:00:00Z\")",
                "b'x' == b'x'",
                "1 / 0 == 1",
                "-9223372036854775808 - 1 < 0",
                "type(request.name) == string",
                "dyn(request) == 1",
                "\u0000",
                "#",
                "`request`",
                "request.?name == 1");
    }

    @ParameterizedTest
    @MethodSource("expressions")
    void anOddExpressionIsRefusedOrHarmless(String expression) {
        String text = Samples.FLOW.replace("request.name == \"Ada\"", expression.replace("'", "''"));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            switch (FlowReader.read("f.yaml", text)) {
                case FlowReading.Refused(var problems) ->
                    assertThat(problems.isEmpty()).isFalse();
                case FlowReading.Loaded(FlowSet set) -> {
                    Step.Choose choose = (Step.Choose) set.flow("desk").step("route");
                    Map<String, Object> values = Map.of("request", Map.of("name", "a".repeat(3000), "age", 1));
                    assertThatCode(() -> choose.branches().getFirst().when().holds(values))
                            .doesNotThrowAnyException();
                }
            }
        });
    }

    @Test
    void anExpressionLongerThanItsBoundIsRefused() {
        List<Problem> problems =
                Samples.problems(Samples.FLOW.replace("request.name == \"Ada\"", "true" + " || true".repeat(200)));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.place()).hasToString("f.yaml:22:17");
            assertThat(problem.cure()).contains("1000");
        });
    }

    @Test
    void noFileMakesTheReaderThrow() {
        Random random = new Random(7);
        String alphabet = "{}[]:,-?*&!|>'\"%@$#\\\n\t .=()ae10";
        for (int round = 0; round < 200; round++) {
            StringBuilder text = new StringBuilder(Samples.FLOW);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length() - 40);
                switch (random.nextInt(3)) {
                    case 0 -> text.insert(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    case 1 -> text.setCharAt(at, alphabet.charAt(random.nextInt(alphabet.length())));
                    default -> text.delete(at, at + random.nextInt(40));
                }
            }
            assertThatCode(() -> FlowReader.read("f.yaml", text.toString()))
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aFlowOfManyStepsIsCheckedInTimeAndOneOfTooManyIsRefused() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            assertThat(Samples.problems(chain(Grammar.MAX_STEPS))).isEmpty();
            assertThat(Samples.problems(chain(Grammar.MAX_STEPS + 1)))
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.what()).contains("501 steps"));
        });
    }

    private static String chain(int steps) {
        StringBuilder text = new StringBuilder("flow: long\nstart: s1\nsteps:\n");
        for (int i = 1; i < steps; i++) {
            text.append("  s%d: { say: Hello., next: s%d, failed: s%d }\n".formatted(i, i + 1, i + 1));
        }
        return text.append("  s%d: hangup\n".formatted(steps)).toString();
    }
}
