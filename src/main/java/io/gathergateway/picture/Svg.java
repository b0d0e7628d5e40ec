package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Mark;
import io.gathergateway.picture.FlowGraph.Way;
import io.gathergateway.picture.Layout.Line;
import io.gathergateway.picture.Layout.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes pictures as one SVG: for each flow its name, what its marks mean, and its graph. Confined to one picture. */
final class Svg {
    private static final double MARGIN = 14;
    private static final double TITLE = 34;
    private static final double LEGEND_LINE = 22;
    private static final double LEGEND_GAP = 22;
    private static final double LEAST_WIDTH = 420;
    private static final double BETWEEN = 26;
    private static final String NEXT = "An arrow without words is the way next; a dashed one is a way out of trouble.";

    private final Xml xml = new Xml();

    private Svg() {}

    static String of(List<FlowGraph> graphs) {
        return new Svg().write(graphs);
    }

    private String write(List<FlowGraph> graphs) {
        List<Layout> layouts = graphs.stream().map(Layout::of).toList();
        double width = Math.max(
                LEAST_WIDTH, layouts.stream().mapToDouble(Layout::width).max().orElse(0));
        List<List<List<Mark>>> legends =
                graphs.stream().map(graph -> rows(graph.marks(), width)).toList();
        double height = 0;
        for (int i = 0; i < graphs.size(); i++) {
            height += heading(legends.get(i)) + layouts.get(i).height() + BETWEEN;
        }
        String names = graphs.stream().map(FlowGraph::name).collect(Collectors.joining(", "));
        int steps = graphs.stream().mapToInt(graph -> graph.nodes().size()).sum();
        xml.open(
                        "svg",
                        "xmlns",
                        "http://www.w3.org/2000/svg",
                        "width",
                        width,
                        "height",
                        height,
                        "viewBox",
                        "0 0 " + Xml.number(width) + " " + Xml.number(height),
                        "role",
                        "img",
                        "aria-labelledby",
                        "title desc")
                .line();
        xml.text("title", "Call flow " + names, "id", "title");
        xml.text(
                "desc",
                "A flow chart of the steps of a call, " + steps + " nodes. " + NEXT
                        + " Ways that steps inherit stand above the chart, with a number that the steps show.",
                "id",
                "desc");
        xml.text("style", SvgStyle.CSS);
        arrowheads();
        xml.empty("rect", "class", "paper", "width", width, "height", height);
        double y = 0;
        for (int i = 0; i < graphs.size(); i++) {
            flow(graphs.get(i), layouts.get(i), legends.get(i), y, width);
            y += heading(legends.get(i)) + layouts.get(i).height() + BETWEEN;
        }
        return xml.close("svg").toString();
    }

    private void arrowheads() {
        xml.open("defs").line();
        for (String tone : List.of("way", "trouble")) {
            xml.open(
                    "marker",
                    "id",
                    tone,
                    "viewBox",
                    "0 0 10 10",
                    "refX",
                    "9",
                    "refY",
                    "5",
                    "markerWidth",
                    "8",
                    "markerHeight",
                    "8",
                    "orient",
                    "auto");
            xml.empty("path", "d", "M0,1 L10,5 L0,9 z", "class", "head " + tone).close("marker");
        }
        xml.close("defs");
    }

    private static double heading(List<List<Mark>> legend) {
        return TITLE + LEGEND_LINE * (legend.size() + 1);
    }

    private void flow(FlowGraph graph, Layout layout, List<List<Mark>> legend, double y, double width) {
        xml.open("g", "id", "flow-" + graph.name(), "transform", "translate(0," + Xml.number(y) + ")")
                .line();
        xml.text("text", "flow " + graph.name(), "class", "heading", "x", MARGIN, "y", 26.0);
        xml.text("text", NEXT, "class", "note", "x", MARGIN, "y", TITLE + 12);
        legend(legend);
        double left = Math.max(0, (width - layout.width()) / 2);
        xml.open("g", "transform", "translate(" + Xml.number(left) + "," + Xml.number(heading(legend)) + ")")
                .line();
        layout.lines().forEach(this::line);
        layout.labels().forEach(this::label);
        SvgNodes nodes = new SvgNodes(xml);
        layout.boxes().forEach(nodes::box);
        xml.close("g").close("g");
    }

    private void legend(List<List<Mark>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            double x = MARGIN;
            double y = TITLE + LEGEND_LINE * (row + 1) + 8;
            for (Mark mark : rows.get(row)) {
                SvgNodes.chip(xml, x + 8, y - 4, mark.number(), false);
                xml.text("text", says(mark), "class", "note", "x", x + 20, "y", y);
                x += width(mark) + LEGEND_GAP;
            }
        }
    }

    /** Breaks the legend where the picture ends. */
    private static List<List<Mark>> rows(List<Mark> marks, double width) {
        List<List<Mark>> rows = new ArrayList<>();
        double used = Double.MAX_VALUE;
        for (Mark mark : marks) {
            if (used + width(mark) > width - 2 * MARGIN) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.getLast().add(mark);
            used += width(mark) + LEGEND_GAP;
        }
        return rows;
    }

    private static double width(Mark mark) {
        return 20 + TextMeasure.width(says(mark), Face.TEXT_SIZE);
    }

    static String says(Mark mark) {
        return mark.label() + (mark.to().isEmpty() ? " asks again" : " → " + mark.to());
    }

    private void line(Line line) {
        Edge edge = line.edge();
        String tone = edge.trouble() ? "trouble" : "way";
        StringBuilder path = new StringBuilder();
        List<Point> points = line.points();
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (i == 0) {
                path.append('M').append(at(point));
            } else if (i % 2 == 1) {
                // A line of no length would turn the arrowhead aside.
                path.append(point.equals(points.get(i - 1)) ? "" : " L" + at(point));
            } else {
                Point from = points.get(i - 1);
                double middle = (from.y() + point.y()) / 2;
                path.append(" C").append(at(new Point(from.x(), middle)));
                path.append(' ').append(at(new Point(point.x(), middle)));
                path.append(' ').append(at(point));
            }
        }
        xml.open("g", "class", "edge");
        xml.text("title", edge.from() + " → " + edge.to() + ": " + labels(edge));
        xml.empty(
                "path",
                "class",
                "line " + tone + (line.back() ? " back" : ""),
                "marker-end",
                "url(#" + tone + ")",
                "d",
                path);
        xml.close("g");
    }

    private static String labels(Edge edge) {
        return edge.ways().stream().map(Way::label).collect(Collectors.joining("; "));
    }

    private static String at(Point point) {
        return Xml.number(point.x()) + "," + Xml.number(point.y());
    }

    private void label(Layout.Label label) {
        Layout.Area area = label.area();
        xml.open("g", "class", label.edge().trouble() ? "label trouble" : "label");
        xml.text("title", labels(label.edge()));
        xml.empty("rect", "x", area.x(), "y", area.y(), "width", area.width(), "height", area.height(), "rx", "5");
        for (int i = 0; i < label.words().size(); i++) {
            xml.text(
                    "text",
                    label.words().get(i),
                    "x",
                    area.x() + area.width() / 2,
                    "y",
                    area.y() + 12.5 + i * Web.LABEL_LINE);
        }
        xml.close("g");
    }
}
