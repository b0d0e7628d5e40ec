package io.gathergateway.house;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Prints JaCoCo's figure at the end of the build; {@code target/site/jacoco} has it line by line. */
final class Coverage {
    private Coverage() {}

    public static void main(String[] args) throws IOException {
        Path report = Path.of(args[0]);
        System.out.println(Files.exists(report) ? summary(Files.readAllLines(report)) : "coverage: no tests were run");
    }

    /** Of the lines of JaCoCo's CSV, the first of which names the columns. */
    static String summary(List<String> csv) {
        return String.format(
                Locale.ROOT,
                "coverage: %.1f %% of lines, %.1f %% of branches",
                percent(csv, "LINE"),
                percent(csv, "BRANCH"));
    }

    private static double percent(List<String> csv, String what) {
        long missed = sum(csv, what + "_MISSED");
        long covered = sum(csv, what + "_COVERED");
        return missed + covered == 0 ? 100 : 100.0 * covered / (missed + covered);
    }

    private static long sum(List<String> csv, String column) {
        List<String> names = List.of(csv.getFirst().split(",", -1));
        int fromTheEnd = names.size() - names.indexOf(column);
        return csv.stream()
                .skip(1)
                .mapToLong(line -> fieldFromTheEnd(line, fromTheEnd))
                .sum();
    }

    /** Counted from the end, because the names at the beginning may hold commas. */
    private static long fieldFromTheEnd(String line, int position) {
        String[] fields = line.split(",", -1);
        return Long.parseLong(fields[fields.length - position]);
    }
}
