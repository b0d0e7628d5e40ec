package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What {@code flow graph} gives. */
class FlowGraphCommandTest {
    private static final String FRONT_DESK = "conf/flows/front-desk.yaml";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"svg,<svg ", "mermaid,flowchart TD", "dot,digraph "})
    void eachFormatGoesToStandardOutput(String format, String begin) {
        assertThat(run("flow", "graph", FRONT_DESK, "--format", format)).isZero();
        assertThat(out.toString()).startsWith(begin).contains("billing_desk");
    }

    @Test
    void aPictureIsWrittenToAFile() throws Exception {
        Path file = folder.resolve("front-desk.svg");
        assertThat(run("flow", "graph", FRONT_DESK, "--out", file.toString())).isZero();
        assertThat(out.toString()).isEmpty();
        assertThat(Files.readString(file)).startsWith("<svg ").endsWith("</svg>\n");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsToldInALine() {
        assertThat(run(
                        "flow",
                        "graph",
                        FRONT_DESK,
                        "--out",
                        folder.resolve("no/where.svg").toString()))
                .isEqualTo(1);
        assertThat(err.toString()).contains("where.svg cannot be written").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "flow graph",
                "flow graph missing.yaml",
                "flow graph " + FRONT_DESK + " --format png",
                "flow graph " + FRONT_DESK + " --flow nowhere"
            })
    void whatCannotBeDrawnIsStatus2(String args) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
        assertThat(out.toString()).isEmpty();
    }

    private int run(String... args) {
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
