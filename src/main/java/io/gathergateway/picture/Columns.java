package io.gathergateway.picture;

import io.gathergateway.picture.Web.Knot;
import io.gathergateway.picture.Web.Pull;
import java.util.List;

/** Gives every knot its place from left to right, in the order of its rank: edges become as straight as they can. */
final class Columns {
    private static final int ROUNDS = 40;
    private static final int STRAIGHTENING = 6;
    private static final double BETWEEN_NODES = 30;
    private static final double BETWEEN_THREADS = 12;

    /** What keeps a knot where it is when nothing draws it. */
    private static final double INERTIA = 0.05;

    private Columns() {}

    static void set(Web web) {
        web.ranks.forEach(Columns::begin);
        for (int round = 0; round < ROUNDS; round++) {
            boolean both = round > ROUNDS / 2;
            boolean down = round % 2 == 0;
            for (int i = 0; i < web.ranks.size(); i++) {
                draw(web.ranks.get(down ? i : web.ranks.size() - 1 - i), both || down, both || !down);
            }
        }
        for (int round = 0; round < STRAIGHTENING; round++) {
            web.ranks.forEach(rank -> rank.forEach(knot -> follow(web, knot)));
            web.chains.forEach(chain -> straighten(web, chain));
        }
        double left = web.ranks.stream()
                .flatMap(List::stream)
                .mapToDouble(knot -> knot.x - knot.width / 2)
                .min()
                .orElse(0);
        web.ranks.forEach(rank -> rank.forEach(knot -> knot.x -= left));
    }

    private static void begin(List<Knot> rank) {
        double width = 0;
        for (int i = 0; i < rank.size(); i++) {
            width += apart(rank, i);
            rank.get(i).x = width;
        }
        for (Knot knot : rank) {
            knot.x -= width / 2;
        }
    }

    private static void draw(List<Knot> rank, boolean fromAbove, boolean fromBelow) {
        double[] wishes = new double[rank.size()];
        double[] weights = new double[rank.size()];
        double[] apart = new double[rank.size()];
        for (int i = 0; i < rank.size(); i++) {
            Knot knot = rank.get(i);
            double sum = knot.x * INERTIA;
            double weight = INERTIA;
            for (Pull pull : fromAbove ? knot.up : List.<Pull>of()) {
                sum += pull.to().x * pull.weight();
                weight += pull.weight();
            }
            for (Pull pull : fromBelow ? knot.down : List.<Pull>of()) {
                sum += pull.to().x * pull.weight();
                weight += pull.weight();
            }
            wishes[i] = sum / weight;
            weights[i] = weight;
            apart[i] = apart(rank, i);
        }
        double[] places = Spread.place(wishes, weights, apart);
        for (int i = 0; i < places.length; i++) {
            rank.get(i).x = places[i];
        }
    }

    /**
     * Brings the points of an edge into one column, or into as few as the others leave room for: from its upper end on,
     * each column goes as far down as it can.
     */
    private static void straighten(Web web, Web.Chain chain) {
        List<Knot> points = chain.knots().subList(1, chain.knots().size() - 1);
        int first = 0;
        while (first < points.size()) {
            double low = Double.NEGATIVE_INFINITY;
            double high = Double.POSITIVE_INFINITY;
            double sum = 0;
            int end = first;
            while (end < points.size()) {
                Knot knot = points.get(end);
                double lower = Math.max(low, least(web, knot));
                double upper = Math.min(high, most(web, knot));
                if (lower > upper) {
                    break;
                }
                low = lower;
                high = upper;
                sum += knot.x;
                end++;
            }
            end = Math.max(end, first + 1);
            if (end > first + 1) {
                double x = Math.clamp(wish(chain, first, end, sum / (end - first)), low, high);
                points.subList(first, end).forEach(knot -> knot.x = x);
            }
            first = end;
        }
    }

    /** Puts a node that one edge leads to straight below it, as far as there is room. */
    private static void follow(Web web, Knot knot) {
        double low = least(web, knot);
        double high = most(web, knot);
        if (knot.face != null && knot.up.size() == 1 && low < high) {
            knot.x = Math.clamp(knot.up.getFirst().to().x, low, high);
        }
    }

    /** A column that reaches an end of its edge wants to be there where that end has few edges. */
    private static double wish(Web.Chain chain, int first, int end, double middle) {
        Knot above = chain.knots().getFirst();
        Knot below = chain.knots().getLast();
        boolean reachesAbove = first == 0;
        boolean reachesBelow = end == chain.knots().size() - 2;
        if (reachesAbove && above.down.size() == 1) {
            return above.x;
        }
        return reachesBelow && below.up.size() == 1 ? below.x : middle;
    }

    private static double least(Web web, Knot knot) {
        List<Knot> rank = web.ranks.get(knot.rank);
        return knot.order == 0 ? Double.NEGATIVE_INFINITY : rank.get(knot.order - 1).x + apart(rank, knot.order);
    }

    private static double most(Web web, Knot knot) {
        List<Knot> rank = web.ranks.get(knot.rank);
        return knot.order == rank.size() - 1
                ? Double.POSITIVE_INFINITY
                : rank.get(knot.order + 1).x - apart(rank, knot.order + 1);
    }

    /** The least distance from the middle of the one before. */
    private static double apart(List<Knot> rank, int i) {
        if (i == 0) {
            return 0;
        }
        Knot left = rank.get(i - 1);
        Knot right = rank.get(i);
        boolean nodes = left.face != null && right.face != null;
        return (left.width + right.width) / 2 + (nodes ? BETWEEN_NODES : BETWEEN_THREADS);
    }
}
