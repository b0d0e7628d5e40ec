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
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one server that comes back: one pipelined connection, made anew with growing pauses whenever it ends. While
 * there is none, and when too much is in flight, commands fail at once instead of queueing. It is up only while it leads
 * to a master that takes commands.
 */
public final class RedisLink extends RedisClient {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    private final Vertx vertx;
    private final Context context;
    private final Thread loop;
    private final Supplier<Future<RedisAddress>> where;
    private final Limits limits;
    private final RedisMetrics metrics;
    private RedisAddress at;
    private @Nullable RedisWire wire;
    private volatile boolean up; // read by readiness checks on other threads
    private boolean closed;
    private boolean looking;
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

    /** Call on the event loop that will use the link. {@code address}: of one server, or of sentinels. */
    public RedisLink(Vertx vertx, RedisAddress address, Limits limits, RedisMetrics metrics) {
        super(metrics);
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        if (!Context.isOnEventLoopThread()) {
            throw new IllegalStateException("a RedisLink is made on the event loop that uses it");
        }
        this.loop = Thread.currentThread();
        this.where = address.form() == RedisAddress.Form.SENTINEL
                ? new SentinelLookup(vertx, address, limits.timeout().dividedBy(2))
                : () -> Future.succeededFuture(address);
        this.at = address;
        this.limits = limits;
        this.metrics = metrics;
    }

    @Override
    public Future<Void> start() {
        checkLoop();
        metrics.started();
        return connect();
    }

    @Override
    public boolean isUp() {
        return up;
    }

    @Override
    public void expectEnd() {
        ending = true;
    }

    @Override
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

    @Override
    List<RedisClient> masters() {
        return List.of(this);
    }

    @Override
    Object home(String key) {
        return this;
    }

    @Override
    Future<Response> send(RedisCall call) {
        checkLoop();
        long begin = System.nanoTime();
        return exchange(call).onComplete(answer -> call.meter().done(answer, System.nanoTime() - begin));
    }

    private Future<Response> exchange(RedisCall call) {
        RedisWire now = wire;
        if (now == null || !up) {
            return Future.failedFuture(new RedisUnavailable(closed ? Reason.CLOSED : Reason.DISCONNECTED));
        }
        if (now.inFlight() >= limits.maxInFlight()) {
            return Future.failedFuture(new RedisUnavailable(Reason.OVERLOADED));
        }
        if (call.asking()) {
            now.send(Request.cmd(Command.ASKING));
        }
        return now.send(call.request()).onFailure(failure -> {
            if (failure instanceof RedisUnavailable refused && refused.reason() == Reason.READ_ONLY) {
                now.end(Reason.READ_ONLY);
            }
        });
    }

    /** Gives the connection up if the master is another by now. */
    void lookAgain() {
        RedisWire now = wire;
        RedisAddress was = at;
        if (now == null || !up || looking) {
            return;
        }
        looking = true;
        where.get().onComplete(found -> {
            looking = false;
            if (found.succeeded() && now == wire && !found.result().equals(was)) {
                now.end(Reason.READ_ONLY);
            }
        });
    }

    private Future<Void> connect() {
        Promise<Void> first = Promise.promise();
        // On the link's own context, whichever request's context noticed the end of the last connection.
        context.runOnContext(v -> {
            if (closed) {
                first.fail(new RedisUnavailable(Reason.CLOSED));
                return;
            }
            where.get()
                    .compose(this::connect)
                    .onSuccess(ok -> opened())
                    .onFailure(this::failed)
                    .onComplete(first);
        });
        return first.future();
    }

    private Future<Void> connect(RedisAddress found) {
        if (closed) {
            return Future.failedFuture(new RedisUnavailable(Reason.CLOSED));
        }
        RedisWire next = new RedisWire(
                vertx, found.options(limits.timeout(), limits.maxInFlight()), limits.timeout(), this::ended);
        wire = next;
        at = found;
        return next.open().compose(ok -> greet(next)).onFailure(e -> next.end(Reason.DISCONNECTED));
    }

    /** One that is loading, or no master, is no way to Redis yet; one that may not tell counts as a master. */
    private static Future<Void> greet(RedisWire wire) {
        Future<Response> loaded = wire.send(Request.cmd(Command.PING));
        return wire.send(Request.cmd(Command.ROLE))
                .recover(e -> e instanceof RedisError ? Future.succeededFuture() : Future.failedFuture(e))
                .compose(role -> loaded.compose(ok -> role == null || isMaster(role)
                        ? Future.succeededFuture()
                        : Future.failedFuture(new RedisUnavailable(Reason.READ_ONLY))));
    }

    private static boolean isMaster(Response role) {
        return role.get(0).toString().equals("master");
    }

    private void opened() {
        up = true;
        failures = 0;
        metrics.connected();
        LOG.atInfo().addKeyValue("redis", at).log("connected to Redis");
    }

    private void failed(Throwable cause) {
        if (closed) {
            return;
        }
        // One line when it goes away, then one a minute or so: not one per try.
        if (!ending && failures % 30 == 0) {
            LOG.atWarn()
                    .addKeyValue("redis", at)
                    .addKeyValue("reason", cause.getMessage())
                    .addKeyValue("tries", failures + 1)
                    .log("cannot connect to Redis, trying on");
        }
        again();
    }

    private void ended(Reason reason) {
        if (!up) {
            return;
        }
        up = false;
        metrics.disconnected();
        if (!closed && !ending) {
            LOG.atWarn()
                    .addKeyValue("redis", at)
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
