package io.gathergateway.callout;

import io.gathergateway.callout.HostBreaker.Health;
import io.gathergateway.outbox.CalloutAnswer;
import io.gathergateway.telnyx.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One question and its answer, ended by one deadline over everything from the connection to the last byte.
 *
 * <p>Invariant: what ends it first ends it for good, and an end before the whole answer resets the connection, so that
 * no late answer meets another question. Nothing is written to an address that is refused: it is looked at when the
 * connection stands, so it is the one that is spoken to. Confined to the event loop it was started on.
 */
final class Exchange {
    private final Predicate<@Nullable String> refused;
    private final int maxBody;
    private final Buffer body;
    private final Buffer received = Buffer.buffer();
    private final Promise<Exchanged> ended = Promise.promise();
    private final long started = System.nanoTime();
    private final Duration within;
    private final Vertx vertx;
    private final long deadline;
    private @Nullable HttpClientRequest request;
    private boolean over;

    /** How it ended, and what that says about the backend. */
    record Exchanged(CalloutAnswer answer, Health health) {}

    private Exchange(Vertx vertx, Duration within, int maxBody, Predicate<@Nullable String> refused, Buffer body) {
        this.vertx = vertx;
        this.within = within;
        this.maxBody = maxBody;
        this.refused = refused;
        this.body = body;
        this.deadline =
                vertx.setTimer(Math.max(1, within.toMillis()), timer -> end(new CalloutAnswer.Silence(), Health.ILL));
    }

    /**
     * Never fails.
     *
     * @param refused whether to keep away from this address
     * @param body empty sends none
     */
    static Future<Exchanged> run(
            Vertx vertx,
            HttpClient client,
            RequestOptions to,
            Buffer body,
            Duration within,
            int maxBody,
            Predicate<@Nullable String> refused) {
        Exchange exchange = new Exchange(vertx, within, maxBody, refused, body);
        client.request(to).onComplete(connected -> {
            if (connected.succeeded()) {
                exchange.write(connected.result());
            } else {
                exchange.end(new CalloutAnswer.Broken("no connection"), Health.ILL);
            }
        });
        return exchange.ended.future();
    }

    private void write(HttpClientRequest connected) {
        // Without a handler of ours Vert.x logs each reset as an error, our own included.
        connected.exceptionHandler(cut -> broken("reset"));
        request = connected;
        // The timer may be late where this loop stood still, so the clock is asked as well.
        if (over || System.nanoTime() - started >= within.toNanos()) {
            connected.reset();
            end(new CalloutAnswer.Silence(), Health.UNKNOWN);
            return;
        }
        if (refused.test(connected.connection().remoteAddress().hostAddress())) {
            end(new CalloutAnswer.Hopeless("link-local address"), Health.UNKNOWN);
            return;
        }
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
            if (received.length() + chunk.length() > maxBody) {
                end(new CalloutAnswer.Hopeless("too long"), Health.WELL);
            } else {
                received.appendBuffer(chunk);
            }
        });
        response.endHandler(whole -> complete(response.statusCode()));
    }

    private void complete(int status) {
        // The request is done: nothing to reset, and the connection serves the next one.
        request = null;
        var json = StrictJson.parse(received.getBytes()) instanceof StrictJson.Parsed.Tree(var value) ? value : null;
        end(new CalloutAnswer.Response(status, json), status >= 500 ? Health.ILL : Health.WELL);
    }

    private void broken(String reason) {
        end(new CalloutAnswer.Broken(reason), Health.ILL);
    }

    private void end(CalloutAnswer answer, Health health) {
        if (over) {
            return;
        }
        over = true;
        vertx.cancelTimer(deadline);
        if (request != null) {
            request.reset();
        }
        ended.complete(new Exchanged(answer, health));
    }
}
