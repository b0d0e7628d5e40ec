package io.gathergateway.picture;

import io.gathergateway.picture.FlowGraph.Edge;
import io.gathergateway.picture.FlowGraph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How deep each node stands: below all that lead to it, but for the ways that lead back up.
 *
 * @param depth by node, from 0
 * @param back the edges that lead up
 */
record Ranks(Map<String, Integer> depth, Set<Edge> back) {
    private static final int SETTLE = 4;

    static Ranks of(FlowGraph graph) {
        Map<String, List<Edge>> out = new HashMap<>();
        graph.edges()
                .forEach(edge -> out.computeIfAbsent(edge.from(), from -> new ArrayList<>())
                        .add(edge));
        Walk walk = new Walk(out);
        graph.nodes().forEach(node -> walk.visit(node.id()));
        Map<String, Integer> depth = new LinkedHashMap<>();
        for (String node : walk.order()) {
            depth.putIfAbsent(node, 0);
            for (Edge edge : out.getOrDefault(node, List.of())) {
                if (!walk.back.contains(edge)) {
                    depth.merge(edge.to(), depth.get(node) + 1, Math::max);
                }
            }
        }
        Ranks ranks = new Ranks(depth, walk.back);
        ranks.settle(graph, walk.order());
        return ranks;
    }

    /** Moves nodes down to where their edges are shorter, such as a step that nothing drawn leads to. */
    private void settle(FlowGraph graph, List<String> order) {
        int deepest = depth.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        for (int round = 0; round < SETTLE; round++) {
            for (String node : order.reversed()) {
                int ways = 0;
                int lowest = Integer.MAX_VALUE;
                for (Edge edge : graph.edges()) {
                    String below = back.contains(edge) ? edge.from() : edge.to();
                    String above = back.contains(edge) ? edge.to() : edge.from();
                    if (above.equals(node)) {
                        ways++;
                        lowest = Math.min(lowest, depth.getOrDefault(below, 0) - 1);
                    } else if (below.equals(node)) {
                        ways--;
                    }
                }
                boolean alone = lowest == Integer.MAX_VALUE && ways == 0;
                if (alone) {
                    depth.put(node, deepest);
                } else if (ways > 0 && lowest != Integer.MAX_VALUE) {
                    depth.put(node, lowest);
                }
            }
        }
    }

    /** Goes through the graph in depth; a way to a node that is still open leads back. */
    private static final class Walk {
        private final Map<String, List<Edge>> out;
        private final Set<String> open = new HashSet<>();
        private final Set<String> seen = new HashSet<>();
        private final List<String> done = new ArrayList<>();
        private final Set<Edge> back = new HashSet<>();

        Walk(Map<String, List<Edge>> out) {
            this.out = out;
        }

        void visit(String node) {
            if (!seen.add(node)) {
                return;
            }
            open.add(node);
            for (Edge edge : out.getOrDefault(node, List.of())) {
                if (open.contains(edge.to())) {
                    back.add(edge);
                } else {
                    visit(edge.to());
                }
            }
            open.remove(node);
            done.add(node);
        }

        /** Every node after all that lead to it. */
        List<String> order() {
            return done.reversed();
        }
    }

    int of(Node node) {
        return depth.getOrDefault(node.id(), 0);
    }
}
