package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one step costs Redis, by its own account. Its clock runs on while another process
 * has the processor, so the figure is that of the better batches, not the mean. Run by hand:
 *
 * <pre>mvn test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=io.gathergateway.store.CommitBenchmark</pre>
 */
final class CommitBenchmark {
    private static final int CALLS = 1_000;
    private static final int COMMITS = 10;
    private static final int BATCH = 10;
    private static final Pattern USEC = Pattern.compile("cmdstat_evalsha:calls=\\d+,usec=\\d+,usec_per_call=([0-9.]+)");
    private static final String STATE = "{\"state\":\"" + "x".repeat(1_000) + "\"}";
    private static final String JOURNAL = "{\"journal\":\"" + "x".repeat(300) + "\"}";
    private static final String BODY = "{\"payload\":\"" + "x".repeat(400) + "\"}";

    private CommitBenchmark() {}

    public static void main(String[] args) {
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = StoreFixture.connected(server.url(), StoreSettings.DEFAULT)) {
            for (String round : List.of("warm-up", "measured")) {
                List<SessionKey> keys =
                        Stream.generate(StoreFixture::newKey).limit(CALLS).toList();
                System.out.println(round);
                measure(redis, fixture, keys, "commit: the first", key -> commit(key, 0, true));
                for (int i = 1; i < COMMITS; i++) {
                    int version = i;
                    String what = "commit " + i + ": settle, one command, one timer";
                    measure(redis, fixture, keys, what, key -> commit(key, version, true));
                }
                measure(redis, fixture, keys, "commit: nothing but the state", key -> commit(key, COMMITS, false));
                measure(redis, fixture, keys, "commit: conflict, state back", key -> commit(key, 1, false, "late"));
                measure(redis, fixture, keys, "commit: duplicate", key -> commit(key, 1, false));
                SessionLayout layout = new SessionLayout(StoreSettings.DEFAULT.shards());
                System.out.printf(
                        "  %d bytes after %d commits%n",
                        redis.number("MEMORY", "USAGE", layout.call(keys.getFirst()), "SAMPLES", "0"), COMMITS + 1);
                measure(
                        redis,
                        fixture,
                        keys,
                        "commit: the call ends",
                        key -> draft(key, COMMITS + 1, "end").end().make(STATE));
            }
        }
    }

    private static Commit commit(SessionKey key, int version, boolean work) {
        return commit(key, version, work, "event " + version);
    }

    private static Commit commit(SessionKey key, int version, boolean work, String event) {
        OutboxCommand command = new OutboxCommand(
                "v3:" + key.id(),
                "c" + version + key.id(),
                "gather_using_speak",
                Duration.ofSeconds(30),
                false,
                new OutboxCommand.Request("POST", "/calls/v3%3A" + key.id() + "/actions/gather_using_speak", BODY));
        Commit.Settled settled =
                version == 0 || !work ? null : new Commit.Settled(command.lane(), "c" + (version - 1) + key.id());
        List<TimerChange> timers = List.of(new TimerChange.Start("no_result", Duration.ofMinutes(1)));
        return new Commit(
                key,
                version,
                event,
                STATE,
                JOURNAL,
                work ? List.of(command) : List.of(),
                work ? timers : List.of(),
                settled,
                List.of(),
                false);
    }

    private static void measure(
            RawRedis redis,
            StoreFixture fixture,
            List<SessionKey> keys,
            String what,
            Function<SessionKey, Commit> work) {
        double[] batches = new double[CALLS / BATCH];
        for (int i = 0; i < batches.length; i++) {
            List<Commit> commits =
                    keys.subList(i * BATCH, (i + 1) * BATCH).stream().map(work).toList();
            redis.text("CONFIG", "RESETSTAT");
            fixture.onLoop(() -> Future.all(
                    commits.stream().map(commit -> fixture.store.commit(commit)).toList()));
            Matcher stats = USEC.matcher(String.valueOf(redis.text("INFO", "commandstats")));
            batches[i] = stats.find() ? Double.parseDouble(stats.group(1)) : Double.NaN;
        }
        Arrays.sort(batches);
        System.out.printf(
                "  %s: p10 %.1f, p50 %.1f us%n", what, batches[batches.length / 10], batches[batches.length / 2]);
    }
}
