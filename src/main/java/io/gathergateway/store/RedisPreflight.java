package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What must hold of a Redis before the first call: it answers, it is new enough, it keeps what it is given as well as the
 * configuration asks, and its shards are ours. Each master of a cluster is asked; replicas are not.
 */
public final class RedisPreflight {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\S*");
    private static final int OLDEST_MAJOR = 6;
    private static final int OLDEST_MINOR = 2;

    /** The verdict; expected mistakes are told all at once. */
    public sealed interface Verdict {
        /** Good to go, as far as Redis tells; {@code untold} are settings that it keeps to itself. */
        record Ready(String redisVersion, List<String> untold) implements Verdict {}

        /** Each problem comes with its cure. */
        record Refused(List<String> problems) implements Verdict {}
    }

    private RedisPreflight() {}

    /** Fails only where Redis does not answer. At the very first start it fixes the number of shards. */
    public static Future<Verdict> check(RedisClient redis, StoreSettings settings, Durability durability) {
        List<Future<ServerSettings>> asked =
                redis.masters().stream().map(ServerSettings::of).toList();
        return Future.all(asked).compose(all -> {
            List<ServerSettings> servers = all.list();
            List<String> problems = servers.stream()
                    .flatMap(server -> problems(server, redis, durability).stream())
                    .distinct()
                    .toList();
            if (!problems.isEmpty()) {
                return Future.succeededFuture(new Verdict.Refused(problems));
            }
            List<String> untold = servers.stream()
                    .flatMap(server -> durability.untold(server.config()).stream())
                    .distinct()
                    .toList();
            String version = servers.getFirst().info().getOrDefault("redis_version", "");
            return shards(redis, String.valueOf(settings.shards()))
                    .map(problem -> problem.<Verdict>map(told -> new Verdict.Refused(List.of(told)))
                            .orElseGet(() -> new Verdict.Ready(version, untold)));
        });
    }

    private static List<String> problems(ServerSettings server, RedisClient redis, Durability durability) {
        List<String> problems = new ArrayList<>();
        if (!(redis instanceof RedisCluster) && "1".equals(server.info().get("cluster_enabled"))) {
            problems.add("this Redis is a node of a cluster: give its address as redis-cluster://host");
        }
        versionProblem(server.info().getOrDefault("redis_version", "")).ifPresent(problems::add);
        problems.addAll(durability.lacking(server.config()));
        return problems;
    }

    /** Only the first start writes, and of several at once the first of them. */
    private static Future<Optional<String>> shards(RedisClient redis, String wanted) {
        RedisMetrics.Meter meter = redis.meter("preflight");
        String key = SessionLayout.SHARDS;
        RedisCall get = RedisCall.of(meter, key, Request.cmd(Command.GET).arg(key));
        RedisCall set = RedisCall.of(
                meter, key, Request.cmd(Command.SET).arg(key).arg(wanted).arg("NX"));
        return redis.send(get)
                .compose(stored ->
                        stored == null ? redis.send(set).compose(v -> redis.send(get)) : Future.succeededFuture(stored))
                .map(stored -> shardProblem(stored.toString(), wanted))
                .recover(refused -> refused instanceof RedisUnavailable why && why.reason() == Reason.NOT_KEPT
                        ? Future.succeededFuture(
                                Optional.of(
                                        "Redis takes no writes: it is out of memory, cannot save to"
                                                + " its disk, or has fewer replicas than min-replicas-to-write. Look at its log"))
                        : Future.failedFuture(refused));
    }

    private static Optional<String> shardProblem(String stored, String wanted) {
        return stored.equals(wanted)
                ? Optional.empty()
                : Optional.of("this Redis holds calls in " + stored + " shards, but " + wanted
                        + " are configured: the number is fixed at first start. Configure " + stored
                        + ", or use an empty Redis (or another database of it)");
    }

    static Optional<String> versionProblem(String version) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return Optional.of("Redis did not tell its version: allow the INFO command to the gateway's user");
        }
        int major = Integer.parseInt(matcher.group(1));
        int minor = Integer.parseInt(matcher.group(2));
        boolean newEnough = major > OLDEST_MAJOR || (major == OLDEST_MAJOR && minor >= OLDEST_MINOR);
        return newEnough ? Optional.empty() : Optional.of("Redis " + version + " is too old: use 6.2 or newer");
    }
}
