package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What a user types, and what they get. */
class CommandLineTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "serve --help", "demo --help", "simulate --help", "flow --help", "flow check --help"})
    void everyCommandExplainsItself(String args) {
        assertThat(run(args.split(" "))).isZero();
        assertThat(out.toString()).startsWith("Usage: gather-gateway");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("gather-gateway ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fly",
                "demo --calls many",
                "demo --speed 0",
                "demo --calls -1",
                "flow check",
                "simulate",
                "simulate --webhook foo",
                "simulate --webhook http://127.0.0.1/ --port 99999",
                "simulate --phone",
                "simulate --phone --flow missing.yaml"
            })
    void wrongArgumentsAreStatus2(String args) {
        assertThat(run(args.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank();
    }

    @Test
    void aFolderStandsForTheFlowsInIt() throws Exception {
        Files.writeString(folder.resolve("a.yaml"), "flow: a\nstart: bye\nsteps: { bye: hangup }\n");
        Files.writeString(folder.resolve("b.yaml"), "flow: b\nstart: by\nsteps: { bye: hangup }\n");
        Files.writeString(folder.resolve("b.en.yaml"), "hello: Good morning.\n");
        Files.writeString(folder.resolve("a.test.yaml"), "scenarios:\n  waits: [ ]\n");
        assertThat(run("flow", "check", folder.toString())).isEqualTo(2);
        assertThat(out.toString())
                .contains("a.yaml: no mistakes", "b.yaml:2:8: ")
                .doesNotContain("test.yaml", "b.en.yaml");
        assertThat(run("flow", "test", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("a.test.yaml:").doesNotContain("b.");
    }

    @Test
    void aFolderWithoutFlowsAndAFileThatIsNoneAreToldAsSuch() throws Exception {
        assertThat(run("flow", "check", folder.toString())).isEqualTo(2);
        assertThat(err.toString()).startsWith("there is no flow in " + folder);
        Path prompts = Files.writeString(folder.resolve("a.en.yaml"), "hello: Good morning.\nbye: Good bye.\n");
        assertThat(run("flow", "check", prompts.toString())).isEqualTo(2);
        assertThat(out.toString().lines())
                .containsExactly(prompts
                        + ":1:1: this is no flow: it has none of flow, start and steps; name the file of a flow;"
                        + " its prompts are checked with it, and its scenarios by flow test");
    }

    @Test
    void theGrammarNamesEveryKindOfStep() {
        assertThat(run("flow", "grammar", "--scenarios")).isZero();
        assertThat(out.toString()).contains("answered_by");
        assertThat(run("flow", "grammar")).isZero();
        assertThat(out.toString()).contains("say", "menu", "gather_ai", "choose", "transfer", "hangup");
    }

    @Test
    void aFlowWithoutMistakesIsStatus0() {
        assertThat(run("flow", "check", "conf/flows/front-desk.yaml")).isZero();
        assertThat(out.toString()).contains("front-desk.yaml: no mistakes; flow front-desk, 21 steps");
    }

    @Test
    void theMistakesOfAllFilesAreToldAtOnceWithTheirPlaces() throws Exception {
        Path flow = Files.writeString(folder.resolve("wrong.yaml"), "flow: x\nstart: nowhere\nsteps:\n  bye: hangup\n");
        assertThat(run("flow", "check", flow.toString(), "missing.yaml", "conf/flows/front-desk.yaml"))
                .isEqualTo(2);
        assertThat(out.toString()).contains("wrong.yaml:2:8: ", "missing.yaml: ", "front-desk.yaml: no mistakes");

        assertThat(run("flow", "check", "--json", flow.toString())).isEqualTo(2);
        assertThat(out.toString()).contains("\"line\" : 2");
    }

    @Test
    void serveRefusesAWrongConfigurationWhole() throws Exception {
        Path config =
                Files.writeString(folder.resolve("gateway.yaml"), "webhook: { port: 99999 }\nlgo: { level: INFO }\n");
        assertThat(run("serve", "--config", config.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("gateway.yaml:1:", "gateway.yaml:2:1: ", "REDIS_URL");
    }

    @Test
    void serveTellsTheMistakesOfConfigurationAndFlowTogether() throws Exception {
        Files.writeString(folder.resolve("wrong.yaml"), "flow: x\nstart: nowhere\nsteps:\n  bye: hangup\n");
        Path config = Files.writeString(folder.resolve("gateway.yaml"), "flows: { file: wrong.yaml }\nlgo: 1\n");

        assertThat(run("serve", "--config", config.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("gateway.yaml:2:1: ", "REDIS_URL", "wrong.yaml:2:8: ");
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(args);
    }
}
