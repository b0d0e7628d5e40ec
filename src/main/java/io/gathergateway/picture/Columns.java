package io.gathergateway.picture;

import io.gathergateway.picture.Web.Knot;
import io.gathergateway.picture.Web.Pull;
import java.util.List;

/** Gives every knot its place from left to right, in the order of its rank: edges become as straight as they can. */
final class Columns {
    private static final int ROUNDS = 40;
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
