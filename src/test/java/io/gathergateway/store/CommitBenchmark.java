package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;

import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What one step costs Redis, by its own account (INFO commandstats). Run by hand:
 *
 * <pre>mvn test-compile exec:exec -Dexec.classpathScope=test -Dmain.class=io.gathergateway.store.CommitBenchmark</pre>
 */
final class CommitBenchmark {
    private static final int CALLS = 1_000;
    private static final int COMMITS = 10;
    private static final Pattern USEC =
            Pattern.compile("cmdstat_evalsha:calls=(\\d+),usec=\\d+,usec_per_call=([0-9.]+)");
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
                measure(redis, "commit: settle, one command, one timer", () -> commits(fixture, keys));
                measure(redis, "claim: nothing due", () -> sweeps(fixture));
                System.out.println("  bytes per call: " + bytes(redis, keys.getFirst()));
                measure(redis, "commit: conflict, state back", () -> conflicts(fixture, keys));
                measure(redis, "commit: the call ends", () -> ends(fixture, keys));
            }
        }
    }

    private static List<CompletableFuture<?>> commits(StoreFixture fixture, List<SessionKey> keys) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (SessionKey key : keys) {
            Future<?> none = Future.succeededFuture();
            calls.add(fixture.begin(() -> {
                Future<?> last = none;
                for (int i = 0; i < COMMITS; i++) {
                    Commit commit = commit(key, i);
                    last = last.compose(v -> fixture.store.commit(commit));
                }
                return last;
            }));
        }
        return calls;
    }

    private static Commit commit(SessionKey key, int version) {
        OutboxCommand command = new OutboxCommand(
                "v3:" + key.id(),
                "c" + version + key.id(),
                "gather_using_speak",
                Duration.ofSeconds(30),
                false,
                new OutboxCommand.Request("POST", "/calls/v3%3A" + key.id() + "/actions/gather_using_speak", BODY));
        Commit.Settled settled =
                version == 0 ? null : new Commit.Settled(command.lane(), "c" + (version - 1) + key.id());
        return new Commit(
                key,
                version,
                version + key.id(),
                STATE,
                JOURNAL,
                List.of(command),
                List.of(new TimerChange.Start("no_result", Duration.ofMinutes(1))),
                settled,
                List.of(),
                false);
    }

    private static List<CompletableFuture<?>> conflicts(StoreFixture fixture, List<SessionKey> keys) {
        return each(fixture, keys, key -> draft(key, 1, "late").make(STATE));
    }

    private static List<CompletableFuture<?>> ends(StoreFixture fixture, List<SessionKey> keys) {
        return each(fixture, keys, key -> draft(key, COMMITS, "end").end().make(STATE));
    }

    private static List<CompletableFuture<?>> each(
            StoreFixture fixture, List<SessionKey> keys, Function<SessionKey, Commit> commit) {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        keys.forEach(key -> calls.add(fixture.begin(() -> fixture.store.commit(commit.apply(key)))));
        return calls;
    }

    private static List<CompletableFuture<?>> sweeps(StoreFixture fixture) {
        List<CompletableFuture<?>> sweeps = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            int shard = i % StoreSettings.DEFAULT.shards();
            sweeps.add(fixture.begin(() -> fixture.store.claim(shard, 100)));
        }
        return sweeps;
    }

    private static void measure(RawRedis redis, String what, Supplier<List<CompletableFuture<?>>> work) {
        redis.text("CONFIG", "RESETSTAT");
        work.get().forEach(CompletableFuture::join);
        Matcher stats = USEC.matcher(String.valueOf(redis.text("INFO", "commandstats")));
        if (!stats.find()) {
            throw new IllegalStateException("no script ran");
        }
        System.out.println("  " + what + ": " + stats.group(2) + " us of Redis CPU, " + stats.group(1) + " calls");
    }

    private static long bytes(RawRedis redis, SessionKey key) {
        return redis.number("MEMORY", "USAGE", new SessionLayout(StoreSettings.DEFAULT.shards()).call(key));
    }
}
