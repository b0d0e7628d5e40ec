package io.gathergateway.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Guesses what was meant by a word that is not known: the known one that takes fewest changes, if they are few. */
public final class Nearest {
    private static final int LONGEST = 64;
    private static final int SHOWN = 12;
    private static final int LONG_ENOUGH = 3;

    private Nearest() {}

    public static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String best = null;
        int fewest = word.length() == 1 ? 1 : Math.max(1, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = plain(candidate).equals(plain(word)) ? 0 : distance(plain(word), plain(candidate));
            if (distance < fewest) {
                fewest = distance;
                best = candidate;
            }
        }
        return best != null || word.length() < LONG_ENOUGH
                ? Optional.ofNullable(best)
                : known.stream().filter(k -> plain(k).startsWith(plain(word))).findFirst();
    }

    /** A cure: "did you mean X? Known Y: a, b, c", {@code what} being the Y. */
    public static String cure(String word, Collection<String> known, String what) {
        String guess = to(word, known).map(k -> "did you mean " + k + "? ").orElse("");
        return guess + "known " + what + ": " + listed(known);
    }

    /** The first dozen, with commas. */
    public static String listed(Collection<String> words) {
        String list = String.join(", ", words.stream().limit(SHOWN).toList());
        return words.isEmpty() ? "none" : words.size() > SHOWN ? list + " …" : list;
    }

    private static String plain(String word) {
        return word.toLowerCase(Locale.ROOT).replace('-', '_');
    }

    /** Levenshtein's, two neighbours swapped counting as one change. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > LONGEST / 3) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : cheapest(a, b, i, j, d);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int cheapest(String a, String b, int i, int j, int[][] d) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int cost = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + (same ? 0 : 1));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(cost, d[i - 2][j - 2] + 1) : cost;
    }
}
