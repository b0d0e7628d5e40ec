package io.gathergateway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An event loop's way to Redis, in whatever form Redis is there. A future fails with {@link RedisUnavailable} where what
 * was asked for did not, or not surely, happen and may be asked for again; with {@link RedisError} where Redis refused.
 *
 * <p>Confined to one event loop: create it on the context that uses it, one per verticle instance.
 */
public abstract sealed class RedisClient permits RedisLink, ReplicatedLink, RedisCluster {
    private final RedisMetrics metrics;
    private final Map<Script, RedisMetrics.Meter> scripts = new EnumMap<>(Script.class);

    RedisClient(RedisMetrics metrics) {
        this.metrics = metrics;
        for (Script script : Script.values()) {
            scripts.put(script, metrics.meter(script.key()));
        }
    }

    /** The client that fits the address. Call on the event loop that will use it. */
    public static RedisClient of(
            Vertx vertx, RedisAddress address, RedisLink.Limits limits, Durability durability, RedisMetrics metrics) {
        Function<RedisAddress, RedisClient> server = each -> switch (durability) {
            case MEMORY, SECOND, DISK -> new RedisLink(vertx, each, limits, metrics);
            case REPLICA -> new ReplicatedLink(vertx, each, limits, metrics);
        };
        return switch (address.form()) {
            case SERVER, SENTINEL -> server.apply(address);
            case CLUSTER -> new RedisCluster(vertx, address, limits.timeout(), metrics, server);
        };
    }

    /**
     * Begins to connect, and goes on until {@link #close()}. The future tells how the first try went; a failure does
     * not end the trying.
     */
    public abstract Future<Void> start();

    /** Whether a command sent now would go out. Any thread. */
    public abstract boolean isUp();

    /** From now on the end of the connection is the client's: it may still be used, but does not come back. Any thread. */
    public abstract void expectEnd();

    /** Ends the connection; everything in flight fails. */
    public abstract void close();

    /** Sends a command to the server that has its key. */
    abstract Future<Response> send(RedisCall call);

    /** Those that hold the data together: this one, or of a cluster each node's. */
    abstract List<RedisClient> masters();

    /** What the keys of one master have in common. */
    abstract Object home(String key);

    /** Runs a script by its hash, and by its text where Redis does not know it yet. Its keys share a slot. */
    final Future<Response> eval(Script script, List<String> keys, List<String> args) {
        RedisMetrics.Meter meter = scripts.get(script);
        if (meter == null) {
            throw new IllegalStateException("every script has a meter");
        }
        // A look at Redis's memory is remembered, and for a dead event 200 is answered: as durable as a commit.
        boolean commit = script == Script.COMMIT || script == Script.MEMORY || script == Script.DEAD_PUT;
        Request byHash = request(Command.EVALSHA, script.sha(), keys, args);
        return send(new RedisCall(meter, keys.getFirst(), byHash, commit, false))
                .recover(e -> {
                    if (e instanceof RedisError error && error.isNoScript()) {
                        Request byText = request(Command.EVAL, script.source(), keys, args);
                        return send(new RedisCall(meter, keys.getFirst(), byText, commit, false));
                    }
                    return Future.failedFuture(e);
                });
    }

    final RedisMetrics.Meter meter(String name) {
        return metrics.meter(name);
    }

    private static Request request(Command command, String script, List<String> keys, List<String> args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        args.forEach(request::arg);
        return request;
    }
}
