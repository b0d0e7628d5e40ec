package io.gathergateway.simulation;

import io.gathergateway.simulation.Faults.Weather;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;

/**
 * Plays seeds: {@code mvn test-compile exec:exec@simulate -Dseeds=100000}. One seed, with all that happened in it: {@code
 * -Dseed=4711}.
 */
final class Simulate {
    private static final int CALM_OF_TEN = 1;
    private static final int MILD_OF_TEN = 6;

    private Simulate() {}

    public static void main(String[] args) {
        String seed = System.getProperty("seed", "");
        if (!seed.isEmpty()) {
            Verdict verdict = play(Long.parseLong(seed));
            verdict.trace().forEach(System.out::println);
            verdict.violations().forEach(System.out::println);
            return;
        }
        long first = Long.getLong("first", 0);
        long count = Long.getLong("seeds", 2_000);
        long begun = System.nanoTime();
        Summary summary = of(first, count);
        System.out.println(summary);
        System.out.printf(Locale.ROOT, "%.0f seeds/s%n", count / ((System.nanoTime() - begun) / 1e9));
    }

    /** The weather of a seed. */
    static Weather weather(long seed) {
        int of = (int) Math.floorMod(seed, 10L);
        return of < CALM_OF_TEN ? Weather.CALM : of < CALM_OF_TEN + MILD_OF_TEN ? Weather.MILD : Weather.WILD;
    }

    static Verdict play(long seed) {
        return World.play(seed, weather(seed), Plant.NONE);
    }

    /** Plays so many seeds, on all cores; each in one thread. */
    static Summary of(long first, long count) {
        List<Verdict> verdicts = LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> play(seed).withoutTrace())
                .toList();
        return new Summary(verdicts);
    }

    /** What came of many seeds. */
    record Summary(List<Verdict> verdicts) {
        List<Verdict> failed() {
            return verdicts.stream()
                    .filter(verdict -> !verdict.violations().isEmpty())
                    .toList();
        }

        /** The share of calls that ended well. */
        double well(Weather weather) {
            long calls = 0;
            long well = 0;
            for (Verdict verdict : verdicts) {
                if (verdict.weather() == weather) {
                    calls += verdict.calls();
                    well += verdict.well();
                }
            }
            return calls == 0 ? 1 : (double) well / calls;
        }

        @Override
        public String toString() {
            Map<String, Integer> kinds = new TreeMap<>();
            failed().forEach(verdict -> verdict.broken()
                    .forEach(promise -> kinds.merge(verdict.weather() + " " + promise, 1, Integer::sum)));
            StringBuilder text = new StringBuilder();
            text.append(verdicts.size()).append(" seeds, ");
            text.append(verdicts.stream().mapToInt(Verdict::calls).sum()).append(" calls, ");
            text.append(verdicts.stream().mapToInt(Verdict::events).sum()).append(" events applied, ");
            text.append(verdicts.stream().mapToInt(Verdict::effects).sum()).append(" effects\n");
            for (Weather weather : Weather.values()) {
                text.append(
                        String.format(Locale.ROOT, "%s: %.1f %% of calls ended well%n", weather, 100 * well(weather)));
            }
            text.append(failed().size()).append(" seeds failed ").append(kinds).append('\n');
            failed().stream()
                    .limit(20)
                    .forEach(verdict -> text.append(verdict.seed())
                            .append(": ")
                            .append(verdict.violations().getFirst())
                            .append(", replay with mvn test-compile exec:exec@simulate -Dseed=")
                            .append(verdict.seed())
                            .append('\n'));
            return text.toString();
        }
    }
}
