package io.gathergateway.store;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One pipelined connection, from its first byte to its last. It ends once, for whatever reason, and everything in
 * flight ends with it: Redis answers in order, so after one answer that did not come in time no later answer could be
 * trusted to belong to its request.
 *
 * <p>Confined to the event loop it was opened on.
 */
final class RedisWire {
    private final Vertx vertx;
    private final Redis client;
    private final Duration timeout;
    private final Consumer<RedisUnavailable.Reason> onEnd;
    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final Promise<RedisConnection> opening = Promise.promise();
    private long sent;
    private boolean open;
    private boolean ended;
    private boolean watching;

    private record InFlight(long number, Promise<Response> promise, long sentNanos) {}

    /** {@code onEnd} is called once, and only if the wire was open. */
    RedisWire(Vertx vertx, RedisOptions options, Duration timeout, Consumer<RedisUnavailable.Reason> onEnd) {
        this.vertx = vertx;
        this.client = Redis.createClient(vertx, options);
        this.timeout = timeout;
        this.onEnd = onEnd;
    }

    /** Connects and authenticates; a Redis that accepts and then says nothing fails this in time too. */
    Future<Void> open() {
        long timer = vertx.setTimer(timeout.toMillis() * 2, id -> end(RedisUnavailable.Reason.TIMEOUT));
        client.connect().onComplete(answer -> {
            vertx.cancelTimer(timer);
            if (answer.failed()) {
                if (opening.tryFail(answer.cause())) {
                    end(RedisUnavailable.Reason.DISCONNECTED);
                }
            } else if (ended) {
                // Came too late; the client is closed already, so let the server end it should the socket be left.
                answer.result().send(Request.cmd(Command.QUIT));
            } else {
                RedisConnection connection = answer.result();
                connection.endHandler(v -> end(RedisUnavailable.Reason.LOST));
                connection.exceptionHandler(e -> end(RedisUnavailable.Reason.LOST));
                open = true;
                opening.complete(connection);
            }
        });
        return opening.future().mapEmpty();
    }

    int inFlight() {
        return inFlight.size();
    }

    /** Call only after {@link #open()} succeeded. */
    Future<Response> send(Request request) {
        Promise<Response> promise = Promise.promise();
        if (ended) {
            promise.fail(new RedisUnavailable(RedisUnavailable.Reason.DISCONNECTED));
            return promise.future();
        }
        long number = sent++;
        inFlight.add(new InFlight(number, promise, System.nanoTime()));
        opening.future().result().send(request).onComplete(answer -> answered(number, answer));
        watch(timeout.toMillis());
        return promise.future();
    }

    private void answered(long number, AsyncResult<Response> answer) {
        if (ended) {
            return;
        }
        InFlight first = inFlight.peek();
        if ((answer.failed() && !isReply(answer.cause())) || first == null || first.number() != number) {
            end(RedisUnavailable.Reason.LOST);
            return;
        }
        inFlight.remove();
        if (answer.succeeded()) {
            first.promise().complete(answer.result());
        } else {
            first.promise().fail(RedisError.of(String.valueOf(answer.cause().getMessage())));
        }
    }

    /** Error replies are responses; so is, in the client's eyes, its own word for a connection that ended. */
    private static boolean isReply(Throwable failure) {
        return failure instanceof Response && !"CONNECTION_CLOSED".equals(failure.getMessage());
    }

    /** One timer at a time: all commands have the same timeout, so the oldest in flight is the first to run out. */
    private void watch(long delayMillis) {
        if (watching) {
            return;
        }
        watching = true;
        vertx.setTimer(Math.max(1, delayMillis), id -> {
            watching = false;
            InFlight first = inFlight.peek();
            if (first == null) {
                return;
            }
            long left = timeout.toNanos() - (System.nanoTime() - first.sentNanos());
            if (left <= 0) {
                end(RedisUnavailable.Reason.TIMEOUT);
            } else {
                watch(TimeUnit.NANOSECONDS.toMillis(left) + 1);
            }
        });
    }

    /** Idempotent. */
    void end(RedisUnavailable.Reason reason) {
        if (ended) {
            return;
        }
        ended = true;
        // Closing a pooled connection would only give it back; closing the client ends the socket.
        client.close();
        opening.tryFail(new RedisUnavailable(reason));
        RedisUnavailable failure = new RedisUnavailable(reason);
        inFlight.forEach(each -> each.promise().fail(failure));
        inFlight.clear();
        if (open) {
            onEnd.accept(reason);
        }
    }
}
