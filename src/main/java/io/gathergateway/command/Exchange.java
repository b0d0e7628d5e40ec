package io.gathergateway.command;

import io.gathergateway.command.TelnyxBreaker.Health;
import io.gathergateway.outbox.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, ended by one deadline over everything from the wait for a connection to the last byte.
 *
 * <p>Invariant: what ends it first ends it for good, and an end before the whole answer resets the connection, so that
 * no late answer meets another request. Confined to the event loop it was started on.
 */
final class Exchange {
    private static final Duration NO_CONNECTION_PAUSE = Duration.ofMillis(500);

    private final Vertx vertx;
    private final InstantSource clock;
    private final CommandOptions.Wire wire;
    private final Buffer body;
    private final Buffer received = Buffer.buffer();
    private final Promise<Exchanged> ended = Promise.promise();
    private final long started = System.nanoTime();
    private final long deadline;
    private @Nullable HttpClientRequest request;
    private boolean over;

    /** How it ended, what that says about Telnyx, and the body of a 2xx. */
    record Exchanged(Answer answer, Health health, Buffer body) {
        Exchanged(Answer answer, Health health) {
            this(answer, health, Buffer.buffer());
        }
    }

    private Exchange(Vertx vertx, InstantSource clock, CommandOptions.Wire wire, Buffer body) {
        this.vertx = vertx;
        this.clock = clock;
        this.wire = wire;
        this.body = body;
        this.deadline = vertx.setTimer(Math.max(1, wire.attempt().toMillis()), timer -> timedOut());
    }

    /** Never fails. */
    static Future<Exchanged> run(
            Vertx vertx,
            InstantSource clock,
            CommandOptions.Wire wire,
            HttpClient client,
            RequestOptions to,
            Buffer body) {
        Exchange exchange = new Exchange(vertx, clock, wire, body);
        client.request(to).onComplete(connected -> {
            if (connected.succeeded()) {
                exchange.write(connected.result());
            } else {
                exchange.notConnected(connected.cause());
            }
        });
        return exchange.ended.future();
    }

    private void write(HttpClientRequest connected) {
        // The timer may be late where this loop stood still, so the clock is asked as well.
        if (over || System.nanoTime() - started > wire.longestWait().toNanos()) {
            connected.reset();
            end(new Answer.NotSent("no connection in time", NO_CONNECTION_PAUSE), Health.UNKNOWN);
            return;
        }
        request = connected;
        // Without a handler of ours Vert.x logs each reset as an error, our own included.
        connected.exceptionHandler(cut -> broken("reset"));
        Future<HttpClientResponse> response = body.length() == 0 ? connected.send() : connected.send(body);
        response.onComplete(head -> {
            if (head.succeeded()) {
                read(head.result());
            } else {
                broken("reset");
            }
        });
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(cut -> broken("cut off"));
        response.handler(chunk -> {
            if (received.length() + chunk.length() > wire.maxBody()) {
                broken("too long");
            } else {
                received.appendBuffer(chunk);
            }
        });
        response.endHandler(whole -> complete(response));
    }

    private void complete(HttpClientResponse response) {
        int status = response.statusCode();
        boolean fine = status / 100 == 2;
        String code = fine ? "" : AnswerReader.errorCode(received.getBytes());
        Duration wait = fine
                ? null
                : AnswerReader.wait(
                        response.getHeader("x-ratelimit-reset"), response.getHeader("retry-after"), clock.instant());
        // The request is done: nothing to reset, and the connection serves the next one.
        request = null;
        Answer answer = new Answer.Response(
                status,
                code,
                wait,
                AnswerReader.budget(
                        response.getHeader("x-ratelimit-remaining"), response.getHeader("x-ratelimit-reset")));
        end(new Exchanged(answer, status >= 500 ? Health.ILL : Health.WELL, fine ? received : Buffer.buffer()));
    }

    private void notConnected(Throwable cause) {
        // A refused or silent TCP connect is the peer's; waiting for one of our own connections is not.
        if (cause instanceof ConnectionPoolTooBusyException || cause instanceof TimeoutException) {
            end(new Answer.NotSent("too many requests wait", NO_CONNECTION_PAUSE), Health.UNKNOWN);
        } else {
            end(new Answer.NotSent("no connection", NO_CONNECTION_PAUSE), Health.ILL);
        }
    }

    private void timedOut() {
        if (request == null) {
            end(new Answer.NotSent("no connection in time", NO_CONNECTION_PAUSE), Health.UNKNOWN);
        } else {
            broken("silence");
        }
    }

    private void broken(String reason) {
        end(new Answer.NoAnswer(reason), Health.ILL);
    }

    private void end(Answer answer, Health health) {
        end(new Exchanged(answer, health));
    }

    private void end(Exchanged exchanged) {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(deadline);
        if (request != null) {
            request.reset();
        }
        ended.complete(exchanged);
    }
}
