package io.gathergateway.picture;

import io.gathergateway.picture.Web.Knot;
import io.gathergateway.picture.Web.Pull;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders the knots of each rank so that few edges cross: by the middle of their neighbours, down and up in turn, then by
 * exchanging neighbours; the best order found stays.
 */
final class Crossings {
    private static final int SWEEPS = 24;

    private final List<List<Knot>> ranks;

    private Crossings(List<List<Knot>> ranks) {
        this.ranks = ranks;
    }

    static void lessen(Web web) {
        new Crossings(web.ranks).lessen();
    }

    private void lessen() {
        begin();
        List<List<Knot>> best = copy();
        int fewest = count();
        for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
            sweep(sweep % 2 == 0);
            exchange();
            int crossings = count();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int rank = 0; rank < ranks.size(); rank++) {
            ranks.set(rank, best.get(rank));
            number(ranks.get(rank));
        }
    }

    /** The order in which a walk from the first node finds them: ways stand in the order of the file. */
    private void begin() {
        Set<Knot> seen = new HashSet<>();
        List<List<Knot>> found = new ArrayList<>();
        ranks.forEach(rank -> found.add(new ArrayList<>()));
        ranks.forEach(rank -> rank.forEach(knot -> walk(knot, seen, found)));
        for (int rank = 0; rank < ranks.size(); rank++) {
            ranks.set(rank, found.get(rank));
            number(ranks.get(rank));
        }
    }

    private static void walk(Knot knot, Set<Knot> seen, List<List<Knot>> found) {
        if (seen.add(knot)) {
            found.get(knot.rank).add(knot);
            knot.down.forEach(pull -> walk(pull.to(), seen, found));
        }
    }

    private void sweep(boolean down) {
        for (int i = 0; i < ranks.size(); i++) {
            List<Knot> rank = ranks.get(down ? i : ranks.size() - 1 - i);
            // A knot without neighbours on that side stays where it is, as far as the others let it.
            rank.sort(Comparator.comparingDouble(knot -> middle(knot, down ? knot.up : knot.down)));
            number(rank);
        }
    }

    private static double middle(Knot knot, List<Pull> neighbours) {
        return neighbours.stream().mapToInt(pull -> pull.to().order).average().orElse(knot.order);
    }

    /** Exchanges neighbours as long as that lessens the crossings. */
    private void exchange() {
        boolean better = true;
        for (int round = 0; better && round < SWEEPS; round++) {
            better = false;
            for (List<Knot> rank : ranks) {
                for (int i = 0; i + 1 < rank.size(); i++) {
                    Knot left = rank.get(i);
                    Knot right = rank.get(i + 1);
                    if (crossings(right, left) < crossings(left, right)) {
                        rank.set(i, right);
                        rank.set(i + 1, left);
                        right.order = i;
                        left.order = i + 1;
                        better = true;
                    }
                }
            }
        }
    }

    /** How often the edges of two knots cross when the first stands to the left. */
    private static int crossings(Knot left, Knot right) {
        return crossings(left.up, right.up) + crossings(left.down, right.down);
    }

    private static int crossings(List<Pull> left, List<Pull> right) {
        int count = 0;
        for (Pull one : left) {
            for (Pull other : right) {
                count += one.to().order > other.to().order ? 1 : 0;
            }
        }
        return count;
    }

    private int count() {
        int count = 0;
        for (List<Knot> rank : ranks) {
            for (int i = 0; i < rank.size(); i++) {
                for (int j = i + 1; j < rank.size(); j++) {
                    count += crossings(rank.get(i).down, rank.get(j).down);
                }
            }
        }
        return count;
    }

    private List<List<Knot>> copy() {
        List<List<Knot>> copy = new ArrayList<>();
        ranks.forEach(rank -> copy.add(new ArrayList<>(rank)));
        return copy;
    }

    private static void number(List<Knot> rank) {
        for (int i = 0; i < rank.size(); i++) {
            rank.get(i).order = i;
        }
    }
}
