package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The graph in ranks: nodes on the even ones, and on every rank that an edge passes a point that keeps its place there.
 * The words of an edge are such a point, so they have their place like a node. Confined to one layout.
 */
final class Web {
    static final double LABEL_SIZE = 11;
    static final double LABEL_LINE = 14;

    private static final double LABEL_PADDING = 6;
    private static final double LABEL_WIDTH = 190;
    private static final double LABEL_LINE_WIDTH = 150;
    private static final double THREAD = 6;

    /** How much an edge wants to be straight: between two points of it, at the end with fewer edges, at the other. */
    private static final double WITHIN = 8;

    private static final double LONELY = 4;
    private static final double CROWDED = 1;

    final List<List<Knot>> ranks = new ArrayList<>();
    final List<Chain> chains = new ArrayList<>();
    final Map<String, Knot> nodes = new HashMap<>();

    /** A node, or where an edge passes a rank. */
    static final class Knot {
        final @Nullable Face face;
        final double width;
        final double height;
        final int rank;
        final List<Pull> up = new ArrayList<>();
        final List<Pull> down = new ArrayList<>();

        /** The place in its rank, from 0. */
        int order;

        /** Its middle. */
        double x;

        Knot(@Nullable Face face, double width, double height, int rank) {
            this.face = face;
            this.width = width;
            this.height = height;
            this.rank = rank;
        }
    }

    /** What draws a knot towards another of the next rank. */
    record Pull(Knot to, double weight) {}

    /**
     * An edge, from above to below.
     *
     * @param label the one of its knots that holds the words; null where it needs none
     */
    record Chain(
            Edge edge,
            boolean back,
            List<Knot> knots,
            @Nullable Knot label,
            List<String> words) {}

    static Web of(FlowGraph graph) {
        Ranks ranks = Ranks.of(graph);
        Web web = new Web();
        for (Node node : graph.nodes()) {
            Face face = Face.of(node, graph);
            web.nodes.put(node.id(), web.add(new Knot(face, face.width(), face.height(), 2 * ranks.of(node))));
        }
        Map<String, Integer> ends = new HashMap<>();
        for (Edge edge : graph.edges()) {
            boolean back = ranks.back().contains(edge);
            ends.merge("above " + (back ? edge.to() : edge.from()), 1, Integer::sum);
            ends.merge("below " + (back ? edge.from() : edge.to()), 1, Integer::sum);
        }
        graph.edges().forEach(edge -> web.add(edge, ranks.back().contains(edge), ends));
        return web;
    }

    private void add(Edge edge, boolean back, Map<String, Integer> ends) {
        String upper = back ? edge.to() : edge.from();
        String lower = back ? edge.from() : edge.to();
        Knot above = knot(upper);
        Knot below = knot(lower);
        List<String> words = edge.plain() ? List.of() : words(edge);
        int labelled = back ? below.rank - 1 : above.rank + 1;
        Knot label = null;
        List<Knot> knots = new ArrayList<>();
        knots.add(above);
        for (int rank = above.rank + 1; rank < below.rank; rank++) {
            if (rank == labelled && !words.isEmpty()) {
                label = add(label(words, rank));
                knots.add(label);
            } else {
                knots.add(add(new Knot(null, THREAD, 0, rank)));
            }
        }
        knots.add(below);
        boolean fewAbove = ends.getOrDefault("above " + upper, 0) <= ends.getOrDefault("below " + lower, 0);
        for (int i = 0; i + 1 < knots.size(); i++) {
            boolean first = i == 0;
            boolean last = i + 2 == knots.size();
            double weight = first ? (fewAbove ? LONELY : CROWDED) : last ? (fewAbove ? CROWDED : LONELY) : WITHIN;
            knots.get(i).down.add(new Pull(knots.get(i + 1), weight));
            knots.get(i + 1).up.add(new Pull(knots.get(i), weight));
        }
        chains.add(new Chain(edge, back, List.copyOf(knots), label, words));
    }

    private Knot add(Knot knot) {
        while (ranks.size() <= knot.rank) {
            ranks.add(new ArrayList<>());
        }
        ranks.get(knot.rank).add(knot);
        return knot;
    }

    private Knot knot(String node) {
        Knot knot = nodes.get(node);
        if (knot == null) {
            throw new IllegalArgumentException("an edge leads to " + node + ", which is no node");
        }
        return knot;
    }

    private static Knot label(List<String> words, int rank) {
        double width = words.stream()
                .mapToDouble(line -> TextMeasure.width(line, LABEL_SIZE))
                .max()
                .orElse(0);
        return new Knot(null, Math.ceil(width) + 2 * LABEL_PADDING, words.size() * LABEL_LINE + 4, rank);
    }

    /** The ways in lines: short ones stand together, each condition stands alone. */
    private static List<String> words(Edge edge) {
        List<String> lines = new ArrayList<>();
        String line = "";
        for (FlowGraph.Way way : edge.ways()) {
            String word = TextMeasure.shorten(way.label(), LABEL_SIZE, LABEL_WIDTH);
            boolean fits = TextMeasure.width(line + ", " + word, LABEL_SIZE) <= LABEL_LINE_WIDTH;
            if (!line.isEmpty() && way.tone() != FlowGraph.Tone.CONDITION && fits) {
                line = line + ", " + word;
            } else {
                if (!line.isEmpty()) {
                    lines.add(line);
                }
                line = word;
            }
        }
        lines.add(line);
        return List.copyOf(lines);
    }
}
