package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.FlowReading;
import io.gathergateway.store.RawRedis;
import io.gathergateway.store.RedisServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code flow publish}, {@code live} and {@code rollback} as they are typed, on a real Redis. */
class FlowPublishTest {
    private static final RedisServer REDIS = RedisServer.start();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void empty() {
        try (RawRedis raw = REDIS.connect()) {
            raw.text("FLUSHALL");
        }
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void whatIsPublishedIsLiveAndWhatWasBeforeIsTold() throws Exception {
        String one = flow("one");
        String two = flow("two");
        assertThat(redis("live")).isEqualTo(1);
        assertThat(out.toString()).isEqualToIgnoringNewLines("nothing was published yet");

        assertThat(redis("publish", one)).isZero();
        assertThat(lines()).singleElement().asString().startsWith("live      " + revision(one) + "  since 20");
        assertThat(redis("publish", two)).isZero();
        List<String> published = lines();
        assertThat(published).hasSize(2);
        assertThat(published.getFirst()).startsWith("live      " + revision(two) + "  since 20");
        assertThat(published.getLast()).isEqualTo("previous  " + revision(one));
        assertThat(redis("live")).isZero();
        assertThat(lines()).isEqualTo(published);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aCanaryIsToldWithItsShareAndItsNumbers() throws Exception {
        String one = flow("one");
        String two = flow("two");
        redis("publish", one);
        assertThat(redis("publish", two, "--canary", "10%")).isZero();
        assertThat(lines()).contains("canary    " + revision(two) + "  10% of all calls");
        assertThat(redis("publish", "--canary=5", two, "--number", "+13125550100", "--number", "+13125550101"))
                .isZero();
        assertThat(lines())
                .hasSize(2)
                .contains("canary    " + revision(two) + "  5% of all calls  calls to +13125550100, +13125550101");
        assertThat(redis("publish", two, "--number", "+13125550100")).isZero();
        assertThat(lines()).contains("canary    " + revision(two) + "  calls to +13125550100");
        assertThat(redis("publish", two)).as("for all now").isZero();
        assertThat(lines()).hasSize(2).last().isEqualTo("previous  " + revision(one));
    }

    @Test
    void aCanaryThatTakesThePlaceOfAnotherSaysSo() throws Exception {
        String two = flow("two");
        redis("publish", flow("one"));
        redis("publish", two, "--canary", "10%");
        assertThat(redis("publish", flow("three"), "--number", "+13125550100")).isZero();
        assertThat(lines())
                .contains("canary    " + revision(flow("three")) + "  calls to +13125550100")
                .contains("replaced  canary " + revision(two) + "  10% of all calls");
    }

    @Test
    void aCanaryBesideNothingIsForAllAndSaysSo() throws Exception {
        assertThat(redis("publish", flow("one"), "--canary", "10%")).isZero();
        assertThat(lines())
                .hasSize(2)
                .last()
                .isEqualTo("nothing was live before: all new calls begin with these flows");
    }

    @Test
    void aRollBackTakesTheCanaryThenTheLiveFlowsAndASecondUndoesIt() throws Exception {
        assertThat(redis("rollback")).isEqualTo(1);
        assertThat(lines()).containsExactly("there is nothing to go back to");
        String one = flow("one");
        String two = flow("two");
        redis("publish", one);
        redis("publish", two);
        redis("publish", flow("three"), "--canary", "1%");

        assertThat(redis("rollback")).isZero();
        assertThat(lines()).hasSize(2).last().isEqualTo("previous  " + revision(one));
        assertThat(redis("rollback")).isZero();
        assertThat(lines().getFirst()).startsWith("live      " + revision(one));
        assertThat(lines().getLast()).isEqualTo("previous  " + revision(two));
        assertThat(redis("rollback")).isZero();
        assertThat(lines().getFirst()).startsWith("live      " + revision(two));
    }

    @Test
    void wrongFlowsAreNotPublished() throws Exception {
        String wrong = Files.writeString(
                        folder.resolve("wrong.yaml"), "flow: x\nstart: nowhere\nsteps:\n  bye: hangup\n")
                .toString();
        assertThat(redis("publish", wrong)).isEqualTo(2);
        assertThat(err.toString()).contains("wrong.yaml:2:8: ");
        assertThat(redis("publish", "missing.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("missing.yaml: ");
        assertThat(redis("live")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "--canary, 0, 1% to 99%",
        "--canary, 100%, 1% to 99%",
        "--canary, ten, 1% to 99%",
        "--canary, -5, 1% to 99%",
        "--canary, 1000, 1% to 99%",
        "--number, 3125550100, E.164",
        "--number, +0125550100, E.164",
        "--number, sip:a@b, E.164"
    })
    void wrongSharesAndNumbersAreRefused(String option, String value, String cure) throws Exception {
        assertThat(redis("publish", flow("one"), option + "=" + value)).isEqualTo(2);
        assertThat(err.toString()).contains(option + " takes", cure);
        assertThat(redis("live")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "http://127.0.0.1:6379", "redis://a b", "redis://:secret@[::1", "  "})
    void whatIsNoRedisIsRefusedAndNotRepeated(String url) throws Exception {
        assertThat(run("flow", "publish", flow("one"), "--redis", url)).isEqualTo(2);
        assertThat(err.toString())
                .contains("redis")
                .contains("--redis", "Usage: ")
                .doesNotContain("secret");
    }

    @Test
    void withoutARedisNothingIsDone() throws Exception {
        assertThat(System.getenv("REDIS_URL")).as("of this test run").isNull();
        for (String command : List.of("live", "rollback")) {
            assertThat(run("flow", command)).isEqualTo(2);
            assertThat(err.toString()).contains("set REDIS_URL, or give --redis URL");
        }
        assertThat(run("flow", "publish", flow("one"))).isEqualTo(2);
        assertThat(err.toString()).contains("set REDIS_URL, or give --redis URL");
    }

    @Test
    void aRedisThatIsDownIsToldWithinSecondsInOneLine() throws Exception {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        noAnswer(nobody, List.of("publish", flow("one")));
        noAnswer(nobody, List.of("live"));
        noAnswer(nobody, List.of("rollback"));
    }

    @Test
    void aRedisThatSaysNothingIsToldWithinSecondsInOneLine() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            noAnswer(silent.getLocalPort(), List.of("live"));
        }
    }

    private void noAnswer(int port, List<String> command) {
        List<String> args = new ArrayList<>(List.of("flow"));
        args.addAll(command);
        args.addAll(List.of("--redis", "redis://user:secret@127.0.0.1:" + port));
        long begin = System.nanoTime();
        assertThat(run(args.toArray(String[]::new))).isEqualTo(1);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        assertThat(err.toString().strip().lines())
                .singleElement()
                .asString()
                .startsWith("Redis does not answer at redis://")
                .endsWith("check --redis or REDIS_URL, and that it runs")
                .doesNotContain("secret", "Exception");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aRedisThatTakesNoWritesIsToldAsSuch() throws Exception {
        try (RawRedis raw = REDIS.connect()) {
            raw.text("REPLICAOF", "127.0.0.1", "1");
            try {
                assertThat(redis("publish", flow("one"))).isEqualTo(1);
                assertThat(err.toString())
                        .contains("refuses: ", "read_only", "it must be one that takes writes")
                        .doesNotContain("\tat ");
            } finally {
                raw.text("REPLICAOF", "NO", "ONE");
            }
        }
    }

    private int redis(String command, String... args) {
        List<String> line = new ArrayList<>(List.of("flow", command, "--redis", REDIS.url()));
        line.addAll(List.of(args));
        return run(line.toArray(String[]::new));
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }

    private List<String> lines() {
        return out.toString().lines().toList();
    }

    private String flow(String words) throws IOException {
        return Files.writeString(folder.resolve(words + ".yaml"), Pods.flow(words))
                .toString();
    }

    private static String revision(String file) {
        return switch (FlowFile.read(Path.of(file))) {
            case FlowReading.Loaded loaded -> loaded.set().revision();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
