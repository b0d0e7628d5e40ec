package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Family;
import io.gathergateway.picture.FlowGraph.Mark;
import io.gathergateway.picture.FlowGraph.Node;
import io.gathergateway.picture.FlowGraph.Way;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes pictures as a Mermaid flowchart. Ids are numbers; all text stands in quotes, with what means something escaped. */
final class Mermaid {
    private static final int TEXT = 70;
    private static final Map<Family, String> COLOURS = Map.of(
            Family.ENTRY, "#e5e7eb,stroke:#6b7280",
            Family.SPEAK, "#eff6ff,stroke:#2563eb",
            Family.ASK, "#ecfdf5,stroke:#059669",
            Family.ASSISTANT, "#f5f3ff,stroke:#7c3aed",
            Family.DECIDE, "#fefce8,stroke:#a16207",
            Family.BACKEND, "#fff7ed,stroke:#ea580c",
            Family.FLOW, "#f0fdfa,stroke:#0d9488",
            Family.PEOPLE, "#fdf2f8,stroke:#db2777",
            Family.RECORD, "#fef2f2,stroke:#dc2626",
            Family.END, "#f3f4f6,stroke:#374151");

    private final StringBuilder out = new StringBuilder("flowchart TD\n");
    private final Map<String, String> ids = new HashMap<>();
    private String indent = "  ";

    private Mermaid() {}

    static String of(List<FlowGraph> graphs) {
        Mermaid mermaid = new Mermaid();
        if (graphs.size() == 1) {
            mermaid.flow(graphs.getFirst(), 0);
        } else {
            for (int i = 0; i < graphs.size(); i++) {
                mermaid.line(
                        "subgraph f" + i + "[\"flow " + escape(graphs.get(i).name()) + "\"]");
                mermaid.indent = "    ";
                mermaid.line("direction TB");
                mermaid.flow(graphs.get(i), i);
                mermaid.indent = "  ";
                mermaid.line("end");
            }
        }
        for (Family family : Family.values()) {
            mermaid.line("classDef " + name(family) + " fill:" + COLOURS.get(family) + ",color:#111827");
        }
        return mermaid.out.toString();
    }

    private void flow(FlowGraph graph, int number) {
        ids.clear();
        String prefix = number == 0 ? "n" : "n" + number + "_";
        for (Node node : graph.nodes()) {
            String id = prefix + ids.size();
            ids.put(node.id(), id);
            line(id + shape(node, label(node, graph)) + ":::" + name(node.family()));
        }
        for (Node node : graph.nodes()) {
            if (!node.again().isEmpty()) {
                String id = ids.get(node.id());
                line(id + " -->|\"" + words(node.again()) + "\"| " + id);
            }
        }
        for (Edge edge : graph.edges()) {
            String arrow = edge.trouble() ? " -.->" : " -->";
            String words = edge.plain() ? " " : "|\"" + words(edge.ways()) + "\"| ";
            line(ids.get(edge.from()) + arrow + words + ids.get(edge.to()));
        }
        if (!graph.marks().isEmpty()) {
            line(prefix + "legend[\"" + legend(graph.marks()) + "\"]");
            line("style " + prefix + "legend fill:none,stroke:none,text-align:left");
        }
    }

    private static String label(Node node, FlowGraph graph) {
        if (node.form() == FlowGraph.Form.ENTRY) {
            return escape(node.tag());
        }
        String marks = graph.marks().stream()
                .filter(mark -> mark.on().contains(node.id()))
                .map(mark -> " (" + mark.number() + ")")
                .collect(Collectors.joining());
        String text = TextMeasure.shorten(node.text(), 1, TEXT * 0.6);
        return "<b>" + escape(node.id()) + "</b> " + escape(node.tag()) + marks
                + (text.isEmpty() ? "" : "<br/>" + escape(text));
    }

    private static String shape(Node node, String label) {
        return switch (node.form()) {
            case ENTRY -> "([\"" + label + "\"])";
            case BOX -> "[\"" + label + "\"]";
            case LINK -> "[[\"" + label + "\"]]";
            case DIAMOND -> "{\"" + label + "\"}";
            case END -> "(\"" + label + "\")";
        };
    }

    private static String words(List<Way> ways) {
        return ways.stream().map(way -> escape(way.label())).collect(Collectors.joining("<br/>"));
    }

    private static String legend(List<Mark> marks) {
        return marks.stream()
                .map(mark -> "(" + mark.number() + ") " + escape(Svg.says(mark)))
                .collect(Collectors.joining("<br/>"));
    }

    private static String name(Family family) {
        return "k_" + family.name().toLowerCase(Locale.ROOT);
    }

    private void line(String text) {
        out.append(indent).append(text).append('\n');
    }

    /** As Mermaid's entity codes, all that means something to Mermaid, to Markdown or to HTML. */
    private static String escape(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
                safe.append(' ');
            } else if (c < 0x80 && !Character.isLetterOrDigit(c) && " .,:_-/+=()?!".indexOf(c) < 0) {
                safe.append('#').append(c).append(';');
            } else {
                safe.appendCodePoint(c);
            }
        });
        return safe.toString();
    }
}
