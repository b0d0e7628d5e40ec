package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Family;
import io.gathergateway.picture.FlowGraph.Form;
import io.gathergateway.picture.FlowGraph.Mark;
import io.gathergateway.picture.FlowGraph.Node;
import io.gathergateway.picture.FlowGraph.Tone;
import io.gathergateway.picture.FlowGraph.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Graphs as flows have them, and worse: the same seed, the same graph. */
final class RandomGraphs {
    private static final List<Form> FORMS = List.of(Form.BOX, Form.BOX, Form.BOX, Form.LINK, Form.DIAMOND, Form.END);
    private static final Tone[] TONES = Tone.values();
    private static final Family[] FAMILIES = Family.values();

    private RandomGraphs() {}

    /** Up to {@code most} steps, each with up to five ways, some of them back, aside or nowhere drawn. */
    static FlowGraph of(long seed, int most) {
        Random dice = new Random(seed);
        int count = 1 + dice.nextInt(most);
        List<Node> nodes = new ArrayList<>();
        nodes.add(new Node(GraphMaker.CALL, Form.ENTRY, Family.ENTRY, "a call comes in", "", List.of(), ""));
        Map<String, List<Way>> ways = new LinkedHashMap<>();
        ways.put(GraphMaker.CALL + "\ts0", List.of(new Way(Tone.NEXT, "a call")));
        int number = 0;
        for (int i = 0; i < count; i++) {
            Form form = i == 0 ? Form.BOX : FORMS.get(dice.nextInt(FORMS.size()));
            nodes.add(new Node(
                    "s" + i,
                    form,
                    FAMILIES[dice.nextInt(FAMILIES.length)],
                    "kind",
                    "text ".repeat(dice.nextInt(30)),
                    dice.nextInt(8) == 0 ? List.of(new Way(Tone.KEY, "*" + i)) : List.of(),
                    ""));
            for (int way = form == Form.END ? 5 : dice.nextInt(5); way < 5; way++) {
                // Most ways lead a little on, some anywhere.
                int to = dice.nextInt(4) == 0 ? dice.nextInt(count) : Math.min(count - 1, i + 1 + dice.nextInt(6));
                if (to != i) {
                    ways.computeIfAbsent("s" + i + "\ts" + to, ends -> new ArrayList<>())
                            .add(new Way(
                                    TONES[dice.nextInt(TONES.length)],
                                    "way" + number++ + "x".repeat(dice.nextInt(40))));
                }
            }
        }
        List<Edge> edges = new ArrayList<>();
        ways.forEach((ends, labels) -> edges.add(new Edge(ends.split("\t", 2)[0], ends.split("\t", 2)[1], labels)));
        Mark mark = new Mark(1, "failed", "s0", List.of("s" + (count - 1)));
        return new FlowGraph("random", nodes, edges, List.of(mark));
    }
}
