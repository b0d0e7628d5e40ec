package io.gathergateway.simulation;

import io.gathergateway.simulation.Faults.Weather;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/**
 * Plays seeds: {@code mvn test-compile exec:exec@simulate -Dseeds=100000}. One seed, with all that happened in it: {@code
 * -Dseed=4711}.
 */
final class Simulate {
    private static final int CALM_OF_TEN = 1;
    private static final int MILD_OF_TEN = 6;

    private Simulate() {}

    /** Arguments: how many seeds, the first of them, the one seed to be told, its weather, or {@code bugs}; - for none. */
    public static void main(String[] args) {
        String seed = args[2];
        String weather = args[3];
        if (weather.equals("bugs")) {
            for (Bug bug : Bug.values()) {
                System.out.println(bug + ": found by " + bug.breaks + " after " + found(bug, 1_000) + " seeds");
            }
        } else if (!seed.equals("-")) {
            long number = Long.parseLong(seed);
            Weather chosen = weather.equals("-") ? weather(number) : Weather.valueOf(weather);
            Verdict verdict = World.play(number, chosen, Plant.NONE);
            verdict.trace().forEach(System.out::println);
            verdict.violations().forEach(System.out::println);
        } else {
            long count = Long.parseLong(args[0]);
            long begun = System.nanoTime();
            System.out.println(
                    weather.equals("AMNESIA")
                            ? withAmnesia(Long.parseLong(args[1]), count)
                            : of(Long.parseLong(args[1]), count));
            System.out.printf(Locale.ROOT, "%.0f seeds/s%n", count / ((System.nanoTime() - begun) / 1e9));
        }
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
        return all(first, count, Simulate::play);
    }

    /** The same where the store forgets its last writes. */
    static Summary withAmnesia(long first, long count) {
        return all(first, count, seed -> World.play(seed, Weather.AMNESIA, Plant.NONE));
    }

    private static Summary all(long first, long count, LongFunction<Verdict> play) {
        return new Summary(LongStream.range(first, first + count)
                .parallel()
                .mapToObj(seed -> play.apply(seed).withoutTrace())
                .toList());
    }

    /** How many seeds it took to find a planted bug by the promise it breaks; {@code most} and one more for never. */
    static int found(Bug bug, int most) {
        for (int seed = 1; seed <= most; seed++) {
            if (World.play(seed, Weather.WILD, bug.plant()).broken().contains(bug.breaks)) {
                return seed;
            }
        }
        return most + 1;
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
                            .append(" -Dweather=")
                            .append(verdict.weather())
                            .append('\n'));
            return text.toString();
        }
    }
}
