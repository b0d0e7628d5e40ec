package io.gathergateway.store;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What it costs Redis that pods look for overdue work where there is none, by its own account of processor time. Run by
 * hand:
 *
 * <pre>mvn test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=io.gathergateway.store.SweepBenchmark</pre>
 */
final class SweepBenchmark {
    private static final int ROUNDS = 4_000;
    private static final int SLICES = 4;
    private static final Pattern CPU = Pattern.compile("used_cpu_(?:user|sys):([0-9.]+)");

    private SweepBenchmark() {}

    public static void main(String[] args) {
        int shards = StoreSettings.DEFAULT.shards();
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = StoreFixture.connected(server.url(), StoreSettings.DEFAULT)) {
            for (String round : List.of("warm-up", "measured")) {
                double before = cpu(redis);
                long begin = System.nanoTime();
                for (int i = 0; i < ROUNDS; i++) {
                    for (int slice = 0; slice < SLICES; slice++) {
                        int first = slice * shards / SLICES;
                        List<Integer> some = IntStream.range(first, first + shards / SLICES)
                                .boxed()
                                .toList();
                        fixture.onLoop(() -> fixture.store.overdue(some));
                    }
                }
                double used = cpu(redis) - before;
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                System.out.printf(
                        "%s: a round of %d idle shards takes %.0f us of Redis, %.3f %% of a core per pod and second (%d rounds in %d s)%n",
                        round, shards, used / ROUNDS * 1e6, used / ROUNDS * 100, ROUNDS, took.toSeconds());
            }
        }
    }

    private static double cpu(RawRedis redis) {
        Matcher figures = CPU.matcher(String.valueOf(redis.text("INFO", "cpu")));
        double sum = 0;
        while (figures.find()) {
            sum += Double.parseDouble(figures.group(1));
        }
        return sum;
    }
}
