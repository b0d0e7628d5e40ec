package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import picocli.CommandLine;

/** What {@code flow test} says and how it ends. */
class FlowTestCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path folder;

    @BeforeEach
    void aFlow() throws Exception {
        write("bell.yaml", """
                flow: bell
                start: hello
                voice: AWS.Polly.Joanna
                language: en-US
                on: { failed: bye }
                steps:
                  hello: { say: Hello there., next: bye }
                  bye: hangup
                """);
    }

    @Test
    void scenariosThatPassEndWithZero() throws Exception {
        write("bell.test.yaml", "scenarios: { rings: { expect: { heard: [ Hello ] } } }");

        assertThat(run("bell.yaml")).isZero();
        assertThat(out.toString())
                .contains("passed  rings")
                .contains("1 of 1 scenarios passed")
                .contains("coverage of bell: 75 % (2 of 2 steps, 1 of 2 ways)")
                .contains("on failed");
        assertThat(run("bell.test.yaml", "--coverage-min", "75")).isZero();
        assertThat(run("bell.yaml", "--coverage-min", "76")).isEqualTo(1);
    }

    @Test
    void aScenarioThatFailsIsToldWithItsPlaceAndEscapedInJunit() throws Exception {
        write("bell.test.yaml", "scenarios:\n  '<a> & \"b\"':\n    expect: { heard: [ \"</failure>\\u0001\" ] }\n");
        Path junit = folder.resolve("junit.xml");

        assertThat(run("bell.yaml", "--junit", junit.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("FAILED  <a> & \"b\"").contains("bell.test.yaml:3:24: ");
        Element suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(junit.toFile())
                .getElementsByTagName("testsuite")
                .item(0);
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("name"))
                .isEqualTo("<a> & \"b\"");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .contains("“</failure>\uFFFD” was not heard");
    }

    @Test
    void jsonTellsTheSame() throws Exception {
        write("bell.test.yaml", "scenarios: { rings: { expect: { heard: [ Nobody ] } } }");

        assertThat(run("bell.yaml", "--json")).isEqualTo(1);
        var json = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(out.toString())
                .path(0);
        assertThat(json.at("/scenarios/0/passed").asBoolean()).isFalse();
        assertThat(json.at("/scenarios/0/deviations/0/line").asInt()).isEqualTo(1);
        assertThat(json.at("/coverage/0/missed_ways/0").asText()).isEqualTo("on failed");
    }

    @Test
    void whatCannotBeReadEndsWithTwo() throws Exception {
        assertThat(run("bell.yaml")).isEqualTo(2);
        write("bell.test.yaml", "scenarios: { rings: { dose: [] } }");
        assertThat(run("bell.yaml")).isEqualTo(2);
        assertThat(err.toString()).contains("bell.test.yaml:1:23: unknown key 'dose'");
        assertThat(run("none.yaml")).isEqualTo(2);
    }

    @Test
    void everyFlowOfWhichTooLittleIsCoveredIsTold() throws Exception {
        write("bell.test.yaml", "scenarios: { rings: { expect: { heard: [ Hello ] } } }");
        write("gong.yaml", Files.readString(folder.resolve("bell.yaml")).replace("flow: bell", "flow: gong"));
        write("gong.test.yaml", "scenarios: { rings: { expect: { heard: [ Hello ] } } }");

        assertThat(run("bell.yaml", folder.resolve("gong.yaml").toString(), "--coverage-min", "76"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("of bell are covered 75 %, not 76")
                .contains("of gong are covered 75 %, not 76");
    }

    @ParameterizedTest
    @ValueSource(strings = {"101", "-1"})
    void aShareThatIsNoneIsRefused(String percent) throws Exception {
        write("bell.test.yaml", "scenarios: { rings: { expect: { heard: [ Hello ] } } }");

        assertThat(run("bell.yaml", "--coverage-min=" + percent)).isEqualTo(2);
        assertThat(err.toString()).contains("--coverage-min takes 0 to 100");
    }

    @Test
    void reportsHoldTheMistakesOfAFileThatCannotBeRead() throws Exception {
        write("bell.test.yaml", "scenarios: { rings: { dose: [] } }");
        write("gong.yaml", "flow: gong");
        Path junit = folder.resolve("junit.xml");

        assertThat(run("bell.yaml", folder.resolve("gong.yaml").toString(), "--json", "--junit", junit.toString()))
                .isEqualTo(2);
        var json = new com.fasterxml.jackson.databind.ObjectMapper().readTree(out.toString());
        assertThat(json).hasSize(2);
        assertThat(json.at("/0/flow").asText()).endsWith("bell.yaml");
        assertThat(json.at("/0/findings/0/what").asText()).contains("unknown key 'dose'");
        assertThat(json.at("/1/findings")).isNotEmpty();
        var xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(junit.toFile());
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(((Element) xml.getElementsByTagName("testsuite").item(0)).getAttribute("errors"))
                .isEqualTo("1");
        assertThat(xml.getElementsByTagName("error").item(0).getTextContent())
                .contains("bell.test.yaml:1:23: unknown key 'dose'");
    }

    private void write(String name, String text) throws Exception {
        Files.writeString(folder.resolve(name), text);
    }

    private int run(String file, String... more) {
        CommandLine line = Main.line();
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] args = new String[3 + more.length];
        args[0] = "flow";
        args[1] = "test";
        args[2] = folder.resolve(file).toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return line.execute(args);
    }
}
