package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import java.util.List;

/**
 * Where everything of a flow's picture stands, in pixels from its upper left corner. Invariant: no two boxes overlap, no
 * two labels do, and no label overlaps a box.
 */
record Layout(double width, double height, List<Box> boxes, List<Label> labels, List<Line> lines) {
    /** An upright rectangle. */
    record Area(double x, double y, double width, double height) {
        boolean overlaps(Area other) {
            return x < other.x + other.width
                    && other.x < x + width
                    && y < other.y + other.height
                    && other.y < y + height;
        }
    }

    record Box(Face face, Area area) {}

    record Label(Edge edge, Area area, List<String> words) {}

    /**
     * The course of an edge, from its beginning to its end.
     *
     * @param points the first two are joined by a straight line, the next by a curve, and so on in turn; every line is
     *     vertical
     * @param back whether it leads up
     */
    record Line(Edge edge, List<Point> points, boolean back) {}

    record Point(double x, double y) {}

    static Layout of(FlowGraph graph) {
        Web web = Web.of(graph);
        Crossings.lessen(web);
        Columns.set(web);
        return new Courses(web).layout();
    }
}
