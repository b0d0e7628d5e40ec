package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowReading;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flows that come with the gateway. */
class ShippedFlowsTest {
    private static final Path STUDIO = Path.of("src/test/resources/studio");

    static List<Path> flows() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf/flows"))) {
            // Prompts and scenarios have a second dot in their names.
            return files.filter(file -> file.getFileName().toString().matches("[a-z-]+\\.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("flows")
    void noneHasAFinding(Path file) {
        assertThat(flow(file).steps()).isNotEmpty();
    }

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("conf/flows"))) {
            return files.filter(file -> file.toString().endsWith(".test.yaml"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void eachPassesItsScenariosAndTheyGoEveryWay(Path file) {
        StringWriter told = new StringWriter();

        int status = Main.line().setOut(new PrintWriter(told)).execute("flow", "test", file.toString());

        assertThat(status).as(told::toString).isZero();
        assertThat(told.toString()).contains("scenarios passed").doesNotContain("never entered", "never gone");
    }

    @Test
    void aStudiosExportOfTheSameFlowIsAtLeastFiveTimesAsLong() throws IOException {
        Path export = STUDIO.resolve("order-line.json");
        Path flow = STUDIO.resolve("order-line.yaml");

        assertThat(flow(flow).steps()).isNotEmpty();
        assertThat(new ObjectMapper().readTree(Files.readString(export)).path("states"))
                .isNotEmpty();
        assertThat(Files.readAllLines(export).size())
                .isGreaterThanOrEqualTo(5 * Files.readAllLines(flow).size());
        assertThat(Files.size(export)).isGreaterThanOrEqualTo(5 * Files.size(flow));
    }

    private static Flow flow(Path file) {
        return switch (FlowFile.read(file)) {
            case FlowReading.Loaded loaded ->
                loaded.set().flows().values().iterator().next();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
