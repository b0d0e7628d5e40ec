package io.gathergateway.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.function.BiConsumer;

/**
 * Reads one request's body, by an absolute deadline: a sender that dribbles bytes does not put it off. Ends once. Confined
 * to the request's event loop.
 */
final class BodyReader {
    static final Duration DEADLINE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final int limit;
    private final BiConsumer<End, Buffer> then;
    private final Buffer body = Buffer.buffer();
    private long timer;
    private boolean ended;

    /** How reading ended. */
    enum End {
        COMPLETE,
        TOO_LARGE,
        TOO_SLOW,
        /** The connection broke. */
        GONE
    }

    private BodyReader(Vertx vertx, int limit, BiConsumer<End, Buffer> then) {
        this.vertx = vertx;
        this.limit = limit;
        this.then = then;
    }

    /** Reads at most {@code limit} bytes and calls {@code then} once. */
    static void read(Vertx vertx, HttpServerRequest request, int limit, BiConsumer<End, Buffer> then) {
        BodyReader reader = new BodyReader(vertx, limit, then);
        reader.timer = vertx.setTimer(DEADLINE.toMillis(), id -> reader.end(End.TOO_SLOW));
        request.handler(reader::chunk)
                .endHandler(nothing -> reader.end(End.COMPLETE))
                .exceptionHandler(broken -> reader.end(End.GONE));
    }

    private void chunk(Buffer chunk) {
        if (ended) {
            return;
        }
        if (body.length() + chunk.length() > limit) {
            end(End.TOO_LARGE);
        } else {
            body.appendBuffer(chunk);
        }
    }

    private void end(End how) {
        if (!ended) {
            ended = true;
            vertx.cancelTimer(timer);
            then.accept(how, body);
        }
    }
}
