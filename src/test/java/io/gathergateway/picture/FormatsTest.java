package io.gathergateway.picture;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Family;
import io.gathergateway.picture.FlowGraph.Form;
import io.gathergateway.picture.FlowGraph.Mark;
import io.gathergateway.picture.FlowGraph.Node;
import io.gathergateway.picture.FlowGraph.Tone;
import io.gathergateway.picture.FlowGraph.Way;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** Every format shows all of a graph once, and text stays text. */
class FormatsTest {
    private static final String HOSTILE =
            "</text><script>alert(1)</script> \" ' & ]]> \\ \n\r\t %%{init} `x` #quot; \u0001 \uD800 | ] ) }";

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anSvgHasEveryStepAndEveryWayOnce(long seed) throws Exception {
        FlowGraph graph = RandomGraphs.of(seed, 40);
        Document svg = parse(Svg.of(List.of(graph)));
        assertThat(titles(svg, "node")).hasSameSizeAs(graph.nodes());
        for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
            assertThat(titles(svg, "node"))
                    .filteredOn(title -> title.startsWith(node.id() + ", "))
                    .hasSize(1);
        }
        List<String> edges = new ArrayList<>();
        for (Edge edge : graph.edges()) {
            edges.add(edge.from() + " → " + edge.to() + ": "
                    + String.join("; ", edge.ways().stream().map(Way::label).toList()));
        }
        assertThat(titles(svg, "edge")).containsExactlyInAnyOrderElementsOf(edges);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFlowchartHasEveryStepAndEveryWayOnce(long seed) {
        FlowGraph graph = RandomGraphs.of(seed, 40);
        everythingOnce(graph, Mermaid.of(List.of(graph)), "(?m)^  n\\d+[\\[({]", "(?m)^  n\\d+ -\\.?-?>");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDigraphHasEveryStepAndEveryWayOnce(long seed) {
        FlowGraph graph = RandomGraphs.of(seed, 40);
        everythingOnce(graph, Dot.of(List.of(graph)), "(?m)^    n0_\\d+ \\[", "(?m)^    n0_\\d+ -> ");
    }

    @Test
    void anSvgHoldsHostileTextAsText() throws Exception {
        Document svg = parse(Svg.of(List.of(hostile())));
        assertThat(svg.getElementsByTagName("script").getLength()).isZero();
        assertThat(titles(svg, "node"))
                .anySatisfy(title -> assertThat(title)
                        .contains("</text><script>alert(1)</script> \" ' & ]]> \\")
                        .contains("\uFFFD"));
    }

    @Test
    void aFlowchartHoldsHostileTextAsText() {
        String mermaid = Mermaid.of(List.of(hostile()));
        assertThat(mermaid).doesNotContain("<script", "%%{", "`", "\r", "\t", "\u0001");
        // Quotes come in pairs: none of the text's own is left.
        assertThat(mermaid.lines())
                .allSatisfy(line ->
                        assertThat(line.chars().filter(c -> c == '"').count()).isIn(0L, 2L));
        assertThat(mermaid.lines().filter(line -> line.contains("-->"))).hasSize(3);
    }

    @Test
    void aDigraphHoldsHostileTextAsText() {
        String dot = Dot.of(List.of(hostile()));
        String outside = Pattern.compile("\"(\\\\.|[^\"\\\\])*\"").matcher(dot).replaceAll("\"\"");
        assertThat(outside).doesNotContain("script", "alert", "\\", "\r", "\u0001");
        assertThat(outside.lines().filter(line -> line.contains(" -> "))).hasSize(3);
    }

    @Test
    void flowsThatBelongTogetherStandOneBelowTheOther() throws Exception {
        List<FlowGraph> graphs = List.of(RandomGraphs.of(1, 10), RandomGraphs.of(2, 10));
        int nodes = graphs.stream().mapToInt(graph -> graph.nodes().size()).sum();
        assertThat(titles(parse(Svg.of(graphs)), "node")).hasSize(nodes);
        assertThat(Mermaid.of(graphs)).contains("subgraph f0", "subgraph f1");
        assertThat(Dot.of(graphs)).contains("subgraph cluster_0", "subgraph cluster_1");
    }

    private static FlowGraph hostile() {
        Node call = new Node(GraphMaker.CALL, Form.ENTRY, Family.ENTRY, "a call", "", List.of(), "");
        Way again = new Way(Tone.KEY, HOSTILE);
        Node one = new Node("one" + HOSTILE, Form.BOX, Family.SPEAK, "say", HOSTILE, List.of(again), "");
        Node two = new Node("two", Form.LINK, Family.FLOW, "call", HOSTILE, List.of(), HOSTILE);
        return new FlowGraph(
                "name" + HOSTILE,
                List.of(call, one, two),
                List.of(
                        new Edge(call.id(), one.id(), List.of(new Way(Tone.NEXT, "a call"))),
                        new Edge(one.id(), two.id(), List.of(new Way(Tone.CONDITION, HOSTILE)))),
                List.of(new Mark(1, HOSTILE, two.id(), List.of(one.id()))));
    }

    private static void everythingOnce(FlowGraph graph, String picture, String node, String edge) {
        long loops =
                graph.nodes().stream().filter(each -> !each.again().isEmpty()).count();
        assertThat(Pattern.compile(node).matcher(picture).results()).hasSameSizeAs(graph.nodes());
        assertThat(Pattern.compile(edge).matcher(picture).results())
                .hasSize((int) (graph.edges().size() + loops));
        for (Edge each : graph.edges()) {
            for (Way way : each.plain() ? List.<Way>of() : each.ways()) {
                Matcher found =
                        Pattern.compile("\\b" + way.label() + "(?![0-9x])").matcher(picture.replace("\\n", " "));
                assertThat(found.results()).as(way.label()).hasSize(1);
            }
        }
    }

    private static Document parse(String svg) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }

    /** The titles of the groups of this class. */
    private static List<String> titles(Document svg, String of) {
        List<String> titles = new ArrayList<>();
        NodeList groups = svg.getElementsByTagName("g");
        for (int i = 0; i < groups.getLength(); i++) {
            Element group = (Element) groups.item(i);
            if ((group.getAttribute("class") + " ").startsWith(of + " ")) {
                titles.add(group.getElementsByTagName("title").item(0).getTextContent());
            }
        }
        return titles;
    }
}
