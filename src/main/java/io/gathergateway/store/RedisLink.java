package io.gathergateway.store;

import io.gathergateway.store.RedisUnavailable.Reason;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to Redis that comes back: one pipelined connection, made anew with growing pauses whenever it ends. While there
 * is none, and when too much is in flight, commands fail at once instead of queueing.
 *
 * <p>Confined to one event loop: create it on the context that uses it, one per verticle instance.
 */
public final class RedisLink {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private final Vertx vertx;
    private final Context context;
    private final Thread loop;
    private final RedisAddress address;
    private final Limits limits;
    private final RedisMetrics metrics;
    private final Map<Script, RedisMetrics.Meter> scripts = new EnumMap<>(Script.class);
    private @Nullable RedisWire wire;
    private volatile boolean up; // read by readiness checks on other threads
    private boolean closed;
    private volatile boolean ending;
    private int failures;
    private long timer = -1;

    /**
     * The bounds of a link.
     *
     * @param timeout how long a command may take before the connection is given up
     * @param maxInFlight commands sent and not answered, per link
     * @param firstPause before the first try to reconnect; each further pause is twice as long
     * @param longestPause no pause is longer
     */
    public record Limits(Duration timeout, int maxInFlight, Duration firstPause, Duration longestPause) {
        public static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(1), 2_000, Duration.ofMillis(50), Duration.ofSeconds(2));
    }

    /** Call on the event loop that will use the link. */
    public RedisLink(Vertx vertx, RedisAddress address, Limits limits, RedisMetrics metrics) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a RedisLink is made on the event loop that uses it");
        }
        this.loop = Thread.currentThread();
        this.address = address;
        this.limits = limits;
        this.metrics = metrics;
        for (Script script : Script.values()) {
            scripts.put(script, metrics.meter(script.key()));
        }
    }

    /**
     * Begins to connect, and goes on until {@link #close()}. The future tells how the first try went; a failure does
     * not end the trying.
     */
    public Future<Void> start() {
        checkLoop();
        metrics.started();
        return connect();
    }

    /** Whether a command sent now would go out. */
    public boolean isUp() {
        return up;
    }

    /** From now on the end of the connection is the link's: it may still be used, but does not come back. Any thread. */
    public void expectEnd() {
        ending = true;
    }

    /** Ends the connection; everything in flight fails. */
    public void close() {
        checkLoop();
        if (closed) {
            return;
        }
        closed = true;
        vertx.cancelTimer(timer);
        if (wire != null) {
            wire.end(Reason.CLOSED);
        }
        metrics.stopped();
    }

    /** Runs a script by its hash, and by its text where Redis does not know it yet. */
    Future<Response> eval(Script script, List<String> keys, List<String> args) {
        RedisMetrics.Meter meter = scripts.get(script);
        if (meter == null) {
            throw new IllegalStateException("every script has a meter");
        }
        return send(meter, request(Command.EVALSHA, script.sha(), keys, args)).recover(e -> {
            if (e instanceof RedisError error && error.isNoScript()) {
                return send(meter, request(Command.EVAL, script.source(), keys, args));
            }
            return Future.failedFuture(e);
        });
    }

    /** A plain command. */
    Future<Response> send(RedisMetrics.Meter meter, Request request) {
        checkLoop();
        long begin = System.nanoTime();
        return send(request).onComplete(answer -> meter.done(answer, System.nanoTime() - begin));
    }

    RedisMetrics.Meter meter(String name) {
        return metrics.meter(name);
    }

    private Future<Response> send(Request request) {
        if (wire == null || !up) {
            return Future.failedFuture(new RedisUnavailable(closed ? Reason.CLOSED : Reason.DISCONNECTED));
        }
        if (wire.inFlight() >= limits.maxInFlight()) {
            return Future.failedFuture(new RedisUnavailable(Reason.OVERLOADED));
        }
        return wire.send(request);
    }

    private static Request request(Command command, String script, List<String> keys, List<String> args) {
        Request request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        args.forEach(request::arg);
        return request;
    }

    private Future<Void> connect() {
        Promise<Void> first = Promise.promise();
        // On the link's own context, whichever request's context noticed the end of the last connection.
        context.runOnContext(v -> {
            if (closed) {
                first.fail(new RedisUnavailable(Reason.CLOSED));
                return;
            }
            RedisWire next = new RedisWire(
                    vertx, address.options(limits.timeout(), limits.maxInFlight()), limits.timeout(), this::ended);
            wire = next;
            next.open().onSuccess(ok -> opened()).onFailure(this::failed).onComplete(first);
        });
        return first.future();
    }

    private void opened() {
        up = true;
        failures = 0;
        metrics.connected();
        LOG.atInfo().addKeyValue("redis", address).log("connected to Redis");
    }

    private void failed(Throwable cause) {
        if (closed) {
            return;
        }
        // One line when it goes away, then one a minute or so: not one per try.
        if (!ending && failures % 30 == 0) {
            LOG.atWarn()
                    .addKeyValue("redis", address)
                    .addKeyValue("reason", cause.getMessage())
                    .addKeyValue("tries", failures + 1)
                    .log("cannot connect to Redis, trying on");
        }
        again();
    }

    private void ended(Reason reason) {
        up = false;
        metrics.disconnected();
        if (!closed && !ending) {
            LOG.atWarn()
                    .addKeyValue("redis", address)
                    .addKeyValue("reason", reason.key())
                    .log("connection to Redis ended");
            again();
        }
    }

    private void again() {
        long longest = limits.longestPause().toMillis();
        long pause = Math.min(longest, limits.firstPause().toMillis() << Math.min(failures, 16));
        failures++;
        // Half of it by chance, so that many pods do not come back in step.
        long jittered = pause / 2 + ThreadLocalRandom.current().nextLong(pause / 2 + 1);
        timer = vertx.setTimer(Math.max(1, jittered), id -> connect());
    }

    private void checkLoop() {
        if (Thread.currentThread() != loop) {
            throw new IllegalStateException("a RedisLink is used only on the event loop it was made on");
        }
    }
}
