package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Node;
import io.gathergateway.picture.FlowGraph.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes pictures as a DOT digraph. Ids are numbers; all text stands in quoted strings. */
final class Dot {
    private static final int TEXT = 40;
    private static final int TEXT_LINES = 2;

    private final StringBuilder out = new StringBuilder();
    private final Map<String, String> ids = new HashMap<>();

    private Dot() {}

    static String of(List<FlowGraph> graphs) {
        Dot dot = new Dot();
        dot.out.append("digraph flows {\n");
        dot.out.append("  rankdir=TB; fontname=\"Arial\";\n");
        dot.out.append("  node [fontname=\"Arial\", fontsize=11, shape=box, style=\"rounded,filled\"];\n");
        dot.out.append("  edge [fontname=\"Arial\", fontsize=10, color=\"#64748b\"];\n");
        for (int i = 0; i < graphs.size(); i++) {
            dot.flow(graphs.get(i), i);
        }
        return dot.out.append("}\n").toString();
    }

    private void flow(FlowGraph graph, int number) {
        ids.clear();
        out.append("  subgraph cluster_").append(number).append(" {\n");
        line("label=" + quoted("flow " + graph.name()) + "; labeljust=l; color=\"#9ca3af\";");
        String prefix = "n" + number + "_";
        for (Node node : graph.nodes()) {
            String id = prefix + ids.size();
            ids.put(node.id(), id);
            line(id + " [label=" + quoted(label(node, graph)) + look(node) + "];");
        }
        for (Node node : graph.nodes()) {
            if (!node.again().isEmpty()) {
                String id = ids.get(node.id());
                line(id + " -> " + id + " [label=" + quoted(words(node.again())) + "];");
            }
        }
        for (Edge edge : graph.edges()) {
            String label = edge.plain() ? "" : "label=" + quoted(words(edge.ways()));
            String look = edge.trouble() ? ", style=dashed, color=\"#c2410c\"" : "";
            line(ids.get(edge.from()) + " -> " + ids.get(edge.to()) + " [" + label + look + "];");
        }
        if (!graph.marks().isEmpty()) {
            String legend = graph.marks().stream()
                    .map(mark -> "(" + mark.number() + ") " + Svg.says(mark) + "\n")
                    .collect(Collectors.joining());
            line(prefix + "legend [shape=plaintext, style=\"\", label=" + quoted(legend) + "];");
        }
        out.append("  }\n");
    }

    private static String label(Node node, FlowGraph graph) {
        if (node.form() == FlowGraph.Form.ENTRY) {
            return node.tag();
        }
        String marks = graph.marks().stream()
                .filter(mark -> mark.on().contains(node.id()))
                .map(mark -> " (" + mark.number() + ")")
                .collect(Collectors.joining());
        List<String> text = TextMeasure.wrap(node.text(), 1, TEXT * 0.6, TEXT_LINES);
        return node.id() + "  [" + node.tag() + "]" + marks
                + text.stream().map(line -> "\n" + line).collect(Collectors.joining());
    }

    private static String look(Node node) {
        String shape = switch (node.form()) {
            case ENTRY -> ", shape=ellipse";
            case BOX, END -> "";
            case LINK -> ", shape=box, peripheries=2";
            case DIAMOND -> ", shape=diamond";
        };
        String fill = switch (node.family()) {
            case ENTRY -> "#e5e7eb";
            case SPEAK -> "#eff6ff";
            case ASK -> "#ecfdf5";
            case ASSISTANT -> "#f5f3ff";
            case DECIDE -> "#fefce8";
            case BACKEND -> "#fff7ed";
            case FLOW -> "#f0fdfa";
            case PEOPLE -> "#fdf2f8";
            case RECORD -> "#fef2f2";
            case END -> "#f3f4f6";
        };
        return shape + ", fillcolor=\"" + fill + "\"";
    }

    private static String words(List<Way> ways) {
        return ways.stream().map(Way::label).collect(Collectors.joining("\n"));
    }

    private void line(String text) {
        out.append("    ").append(text).append('\n');
    }

    /** A quoted string; a backslash would begin one of DOT's escapes, and an ampersand an entity. */
    private static String quoted(String text) {
        StringBuilder safe = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> safe.append("\\\"");
                case '\\' -> safe.append("\\\\");
                case '&' -> safe.append("&amp;");
                case '\n' -> safe.append("\\n");
                default -> safe.appendCodePoint(Character.isISOControl(c) ? ' ' : c);
            }
        });
        return safe.append('"').toString();
    }
}
