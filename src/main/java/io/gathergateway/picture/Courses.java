package io.gathergateway.picture;

import io.gathergateway.picture.Layout.Area;
import io.gathergateway.picture.Layout.Box;
import io.gathergateway.picture.Layout.Label;
import io.gathergateway.picture.Layout.Line;
import io.gathergateway.picture.Layout.Point;
import io.gathergateway.picture.Web.Chain;
import io.gathergateway.picture.Web.Knot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Draws the edges of a web whose knots have their columns. Inside a rank every edge is vertical, at the place its knot
 * keeps; only between ranks it curves: so no edge crosses a box or a label of another.
 */
final class Courses {
    private static final double MARGIN = 14;
    private static final double LEAST_GAP = 15;
    private static final double MOST_GAP = 72;
    private static final double GAP_PER_PIXEL = 0.09;
    private static final double CORNER = 14;
    private static final double BETWEEN_PORTS = 14;

    private final Web web;
    private final double[] top;
    private final double[] bottom;

    /** Where a chain leaves its upper node, and enters its lower one. */
    private final Map<Chain, Double> leaves = new HashMap<>();

    private final Map<Chain, Double> enters = new HashMap<>();

    Courses(Web web) {
        this.web = web;
        top = new double[web.ranks.size()];
        bottom = new double[web.ranks.size()];
    }

    Layout layout() {
        ports();
        rows();
        List<Box> boxes = new ArrayList<>();
        web.ranks.forEach(rank -> rank.forEach(knot -> {
            if (knot.face != null) {
                boxes.add(new Box(knot.face, area(knot)));
            }
        }));
        List<Label> labels = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        for (Chain chain : web.chains) {
            if (chain.label() != null) {
                labels.add(new Label(chain.edge(), area(chain.label()), chain.words()));
            }
            lines.add(line(chain));
        }
        double width = web.ranks.stream()
                .flatMap(List::stream)
                .mapToDouble(knot -> knot.x + knot.width / 2)
                .max()
                .orElse(0);
        double height = bottom.length == 0 ? 0 : bottom[bottom.length - 1];
        return new Layout(width + 2 * MARGIN, height + MARGIN, boxes, labels, lines);
    }

    private void ports() {
        Map<Knot, List<Chain>> below = new HashMap<>();
        Map<Knot, List<Chain>> above = new HashMap<>();
        for (Chain chain : web.chains) {
            below.computeIfAbsent(chain.knots().getFirst(), knot -> new ArrayList<>())
                    .add(chain);
            above.computeIfAbsent(chain.knots().getLast(), knot -> new ArrayList<>())
                    .add(chain);
        }
        below.forEach((knot, chains) -> ports(knot, chains, 1, leaves));
        above.forEach((knot, chains) -> ports(knot, chains, -2, enters));
    }

    /** Gives each chain its place on a side of a node, straight towards its next knot where it can be. */
    private static void ports(Knot node, List<Chain> chains, int next, Map<Chain, Double> into) {
        chains.sort(Comparator.comparingInt(chain -> neighbour(chain, next).order));
        double[] wishes =
                chains.stream().mapToDouble(chain -> neighbour(chain, next).x).toArray();
        double half = Math.max(0, node.width / 2 - CORNER);
        double[] places = Spread.within(wishes, BETWEEN_PORTS, node.x - half, node.x + half);
        for (int i = 0; i < places.length; i++) {
            into.put(chains.get(i), places[i]);
        }
    }

    private static Knot neighbour(Chain chain, int next) {
        List<Knot> knots = chain.knots();
        return knots.get(next < 0 ? knots.size() + next : next);
    }

    /** Each rank is as high as its highest knot; the further edges go sideways, the more room they have for it. */
    private void rows() {
        double[] gap = new double[web.ranks.size()];
        for (Chain chain : web.chains) {
            for (int i = 0; i + 1 < chain.knots().size(); i++) {
                double sideways = Math.abs(x(chain, i) - x(chain, i + 1));
                int rank = chain.knots().get(i).rank;
                gap[rank] = Math.max(gap[rank], Math.min(MOST_GAP, LEAST_GAP + sideways * GAP_PER_PIXEL));
            }
        }
        double y = MARGIN;
        for (int rank = 0; rank < top.length; rank++) {
            top[rank] = y;
            bottom[rank] = y
                    + web.ranks.get(rank).stream()
                            .mapToDouble(knot -> knot.height)
                            .max()
                            .orElse(0);
            y = bottom[rank] + Math.max(gap[rank], LEAST_GAP);
        }
    }

    private double x(Chain chain, int i) {
        Knot knot = chain.knots().get(i);
        if (i == 0) {
            return leaves.getOrDefault(chain, knot.x);
        }
        return i == chain.knots().size() - 1 ? enters.getOrDefault(chain, knot.x) : knot.x;
    }

    private Area area(Knot knot) {
        double middle = (top[knot.rank] + bottom[knot.rank]) / 2;
        return new Area(knot.x - knot.width / 2 + MARGIN, middle - knot.height / 2, knot.width, knot.height);
    }

    /** Takes out pairs of points that lie on the straight line between their neighbours: one line instead of three. */
    private static void straight(List<Point> points) {
        for (int i = points.size() - 3; i > 0; i -= 2) {
            if (points.get(i).x() == points.get(i + 1).x()) {
                points.remove(i + 1);
                points.remove(i);
            }
        }
    }

    /** To a tenth of a pixel, so that points that are drawn at one place are equal. */
    private static Point point(double x, double y) {
        return new Point(Math.round(x * 10) / 10.0, Math.round(y * 10) / 10.0);
    }

    private Line line(Chain chain) {
        List<Point> points = new ArrayList<>();
        int last = chain.knots().size() - 1;
        for (int i = 0; i <= last; i++) {
            Knot knot = chain.knots().get(i);
            double x = x(chain, i) + MARGIN;
            Area area = area(knot);
            points.add(point(x, i == 0 ? area.y() + area.height() : top[knot.rank]));
            points.add(point(x, i == last ? area.y() : bottom[knot.rank]));
        }
        straight(points);
        return new Line(chain.edge(), List.copyOf(chain.back() ? points.reversed() : points), chain.back());
    }
}
