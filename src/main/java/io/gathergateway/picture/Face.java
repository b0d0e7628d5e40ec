package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Node;
import io.gathergateway.picture.FlowGraph.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is seen of a node, and how large it is. Lengths are pixels.
 *
 * @param text its lines below the name
 * @param has the marks of the ways it inherits
 * @param takes the marks of the ways that lead to it
 */
record Face(Node node, double width, double height, List<String> text, List<Integer> has, List<Integer> takes) {
    static final double NAME_SIZE = 13;
    static final double TEXT_SIZE = 11;
    static final double PADDING = 12;
    static final double HEADER = 24;
    static final double LINE = 15;
    static final double CHIP = 17;

    private static final double MIN_WIDTH = 110;
    private static final double TEXT_WIDTH = 216;
    private static final double DIAMOND = 30;
    private static final int MAX_LINES = 2;
    private static final double BELOW = 8;
    private static final String AGAIN = "↻ ";

    static Face of(Node node, FlowGraph graph) {
        List<Integer> has = graph.marks().stream()
                .filter(mark -> mark.on().contains(node.id()))
                .map(FlowGraph.Mark::number)
                .toList();
        List<Integer> takes = graph.marks().stream()
                .filter(mark -> mark.to().equals(node.id()))
                .map(FlowGraph.Mark::number)
                .toList();
        return switch (node.form()) {
            case DIAMOND -> new Face(node, DIAMOND, DIAMOND, List.of(), List.of(), takes);
            case ENTRY ->
                new Face(
                        node,
                        TextMeasure.width(node.tag(), TEXT_SIZE) + 2 * PADDING,
                        HEADER,
                        List.of(),
                        List.of(),
                        takes);
            case BOX, LINK, END -> box(node, has, takes);
        };
    }

    private static Face box(Node node, List<Integer> has, List<Integer> takes) {
        List<String> text = new ArrayList<>(TextMeasure.wrap(node.text(), TEXT_SIZE, TEXT_WIDTH, MAX_LINES));
        if (!node.again().isEmpty()) {
            text.add(TextMeasure.shorten(AGAIN + labels(node.again()), TEXT_SIZE, TEXT_WIDTH));
        }
        double header = TextMeasure.bold(node.id(), NAME_SIZE)
                + PADDING
                + TextMeasure.width(node.tag(), TEXT_SIZE)
                + has.size() * CHIP;
        double widest = text.stream()
                .mapToDouble(line -> TextMeasure.width(line, TEXT_SIZE))
                .max()
                .orElse(0);
        double height = HEADER + text.size() * LINE + (text.isEmpty() ? 4 : BELOW);
        return new Face(
                node,
                Math.ceil(Math.max(MIN_WIDTH, Math.max(header, widest) + 2 * PADDING)),
                Math.max(height, takes.size() * CHIP),
                List.copyOf(text),
                has,
                takes);
    }

    private static String labels(List<Way> ways) {
        return ways.stream().map(Way::label).collect(Collectors.joining(", "));
    }
}
