package io.gathergateway.picture;

import io.gathergateway.flow.Flow;
import io.gathergateway.flow.FlowSet;
import java.util.List;

/** Draws flows. Never fails for what a flow says: all its text is shown as text. */
public final class Pictures {
    private Pictures() {}

    /** How a picture is written. */
    public enum Format {
        /** For people; stands alone, for light and dark surroundings. */
        SVG,
        /** For Markdown; a flowchart. */
        MERMAID,
        /** For Graphviz. */
        DOT
    }

    /**
     * The picture of some flows of a set, one below the other.
     *
     * @param flows at least one
     * @return the text of a file; ends with a line break
     */
    public static String draw(FlowSet set, List<Flow> flows, Format format) {
        List<FlowGraph> graphs = flows.stream()
                .map(flow -> GraphMaker.of(flow, set.files(), answers(set, flow)))
                .toList();
        return switch (format) {
            case SVG -> Svg.of(graphs);
            case MERMAID -> Mermaid.of(graphs);
            case DOT -> Dot.of(graphs);
        };
    }

    private static boolean answers(FlowSet set, Flow flow) {
        return set.answer().stream().anyMatch(route -> route.flow().equals(flow.name()));
    }
}
