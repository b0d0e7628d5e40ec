package io.gathergateway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Mark;
import io.gathergateway.picture.FlowGraph.Tone;
import io.gathergateway.picture.FlowGraph.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands on the picture of a flow. */
class PicturesTest {
    private static final String FLOW = """
            flow: small
            start: main
            voice: AWS.Polly.Joanna-Neural
            language: en-US
            on: { failed: sorry }
            steps:
              main:
                menu: { prompt: "Press 1, 2 or 3" }
                keys: { "1": ask, "2": sorry, "3": sorry, "9": main }
                exhausted: sorry
              ask:
                gather_ai: { greeting: "Who?", parameters: { name: { type: string, description: Name } } }
                into: who
                next: judge
                invalid: sorry
              judge: { choose: [ { when: 'who.name == "Ada"', go: main }, { go: desk } ] }
              desk: { transfer: { to: "+13125550141" }, busy: sorry, no_answer: sorry, failed: bye }
              sorry: { say: "Sorry.", next: bye }
              bye: hangup
            """;

    @Test
    void aStepsOwnWaysAreEdgesAndWhatItInheritsIsAMark() {
        FlowGraph graph = graph(FLOW);
        assertThat(graph.edges())
                .contains(
                        new Edge(
                                "main",
                                "sorry",
                                List.of(
                                        new Way(Tone.KEY, "2"),
                                        new Way(Tone.KEY, "3"),
                                        new Way(Tone.TROUBLE, "exhausted"))),
                        new Edge("ask", "judge", List.of(new Way(Tone.NEXT, "next"))),
                        new Edge("ask", "sorry", List.of(new Way(Tone.TROUBLE, "invalid"))),
                        new Edge("judge", "main", List.of(new Way(Tone.CONDITION, "who.name == \"Ada\""))),
                        new Edge("judge", "desk", List.of(new Way(Tone.CONDITION, "otherwise"))),
                        new Edge("desk", "bye", List.of(new Way(Tone.TROUBLE, "failed"))))
                .hasSize(10);
        assertThat(graph.marks())
                .containsExactly(
                        new Mark(1, "failed", "sorry", List.of("main", "ask")),
                        new Mark(2, "failed", "bye", List.of("sorry")));
    }

    @Test
    void aWayToTheSameStepStandsInIt() {
        assertThat(graph(FLOW).nodes())
                .filteredOn(node -> node.id().equals("main"))
                .singleElement()
                .satisfies(node -> assertThat(node.again()).containsExactly(new Way(Tone.KEY, "9")));
    }

    @Test
    void aFlowWhoseFileIsNotThereShowsAllItsWaysAsItsOwn() {
        Flow flow = set(FLOW).flow("small");
        FlowGraph graph = GraphMaker.of(flow, Map.of(), true);
        assertThat(graph.marks()).isEmpty();
        assertThat(graph.edges())
                .contains(new Edge(
                        "ask", "sorry", List.of(new Way(Tone.TROUBLE, "invalid"), new Way(Tone.TROUBLE, "failed"))));
    }

    @Test
    void everyKindOfStepHasItsPlace() {
        FlowSet set = wholeLanguage();
        FlowGraph graph = GraphMaker.of(set.flow("whole-language"), set.files(), true);
        assertThat(graph.nodes().stream().map(FlowGraph.Node::id))
                .containsAll(set.flow("whole-language").steps().keySet())
                .contains(GraphMaker.CALL, GraphMaker.HUNG_UP);
        assertThat(graph.nodes().stream().map(FlowGraph.Node::tag)).contains("play", "say", "record", "assistant_stop");
        assertThat(graph.marks().stream().map(mark -> mark.label() + " " + mark.to()))
                .containsExactly("key 0 operator", "key * ", "failed sorry", "timeout sorry", "failed bye");
        assertThat(graph.edges())
                .contains(
                        new Edge("lookup", "lookup.choose", List.of(new Way(Tone.NEXT, "next"))),
                        new Edge("talk", "brief", List.of(new Way(Tone.KEY, "event supervisor"))),
                        new Edge("talk", "operator", List.of(new Way(Tone.KEY, "5"))),
                        new Edge("claim", "operator", List.of(new Way(Tone.CONDITION, "partial.injured == true"))));
        assertThat(graph.nodes())
                .filteredOn(node -> node.form() == FlowGraph.Form.LINK)
                .singleElement()
                .satisfies(node -> assertThat(node.link()).isEqualTo("pin-check"));
        assertThat(graph.nodes())
                .filteredOn(node -> node.form() == FlowGraph.Form.DIAMOND)
                .singleElement()
                .satisfies(node -> assertThat(node.id()).isEqualTo("lookup.choose"));
    }

    @Test
    void aFlowThatIsCalledStandsBelowTheOneThatCallsIt() {
        FlowSet set = wholeLanguage();
        assertThat(Pictures.draw(set, List.copyOf(set.flows().values()), Pictures.Format.SVG))
                .containsSubsequence(
                        "id=\"flow-whole-language\"",
                        "href=\"#flow-pin-check\"",
                        "id=\"flow-pin-check\"",
                        "another flow calls it");
    }

    @ParameterizedTest
    @EnumSource
    void theSameFlowIsTheSameBytes(Pictures.Format format) throws Exception {
        FlowSet one = whole("conf/flows", "front-desk.yaml");
        FlowSet other = whole("conf/flows", "front-desk.yaml");
        assertThat(Pictures.draw(one, List.copyOf(one.flows().values()), format))
                .isEqualTo(Pictures.draw(other, List.copyOf(other.flows().values()), format))
                .contains("billing_desk")
                .endsWith("\n");
    }

    /** By path, as the reader asks for them. */
    private static FlowSet wholeLanguage() {
        return whole("src/test/resources/flows", "whole-language.yaml");
    }

    private static FlowSet whole(String in, String entry) {
        Path folder = Path.of(in);
        FlowReading reading = FlowReader.read("", entry, path -> {
            try {
                return Optional.of(Files.readString(folder.resolve(path)));
            } catch (java.io.IOException e) {
                return Optional.empty();
            }
        });
        return switch (reading) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }

    private static FlowGraph graph(String text) {
        FlowSet set = set(text);
        return GraphMaker.of(set.flow("small"), set.files(), true);
    }

    private static FlowSet set(String text) {
        return switch (FlowReader.read("small.yaml", text)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
