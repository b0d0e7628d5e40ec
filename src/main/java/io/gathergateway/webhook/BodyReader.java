package io.gathergateway.webhook;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one request's body behind a prefix into one array, so that what is signed needs no second copy. Ends once, in
 * one of the ways of {@link End}, by an absolute deadline: a sender that dribbles bytes does not put it off.
 *
 * <p>Confined to the request's event loop. The array grows with what has arrived, never with what was announced.
 */
final class BodyReader {
    static final Duration DEADLINE = Duration.ofSeconds(5);
    private static final int INITIAL_CAPACITY = 2 * 1024;

    private final Vertx vertx;
    private final InFlight inFlight;
    private final int limit;
    private final int prefixLength;
    private final BiConsumer<End, BodyReader> then;
    private byte[] bytes;
    private int length;
    private long timer;
    private @Nullable End end;

    /** How reading ended. */
    enum End {
        COMPLETE,
        /** Over the limit; what fits was read. */
        TOO_LARGE,
        /** The instance holds too many bytes already. */
        NO_ROOM,
        TOO_SLOW,
        /** The connection broke. */
        GONE
    }

    private BodyReader(Vertx vertx, InFlight inFlight, byte[] prefix, int limit, BiConsumer<End, BodyReader> then) {
        this.vertx = vertx;
        this.inFlight = inFlight;
        this.limit = prefix.length + limit;
        this.prefixLength = prefix.length;
        this.then = then;
        this.bytes = prefix;
        this.length = prefix.length;
    }

    /** Reads at most {@code limit} bytes and calls {@code then} once, on the request's event loop. */
    static void read(
            Vertx vertx,
            InFlight inFlight,
            HttpServerRequest request,
            byte[] prefix,
            int limit,
            BiConsumer<End, BodyReader> then) {
        BodyReader reader = new BodyReader(vertx, inFlight, prefix, limit, then);
        reader.timer = vertx.setTimer(DEADLINE.toMillis(), id -> reader.end(End.TOO_SLOW));
        request.handler(reader::chunk)
                .endHandler(nothing -> reader.end(End.COMPLETE))
                .exceptionHandler(failure -> reader.end(End.GONE));
    }

    private void chunk(Buffer chunk) {
        if (end != null) {
            return;
        }
        int fits = Math.min(chunk.length(), limit - length);
        if (length + fits > bytes.length && !grow(length + fits)) {
            end(End.NO_ROOM);
            return;
        }
        chunk.getBytes(0, fits, bytes, length);
        length += fits;
        if (fits < chunk.length()) {
            end(End.TOO_LARGE);
        }
    }

    private boolean grow(int needed) {
        int capacity = Math.min(limit, Math.max(needed, Math.max(INITIAL_CAPACITY, 2 * bytes.length)));
        if (!inFlight.hold(capacity - held())) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }

    private int held() {
        return bytes.length == prefixLength ? 0 : bytes.length;
    }

    /** The prefix and what was read; only the first {@link #length()} count. Valid only during {@code then}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    private void end(End how) {
        if (end != null) {
            return;
        }
        end = how;
        vertx.cancelTimer(timer);
        try {
            then.accept(how, this);
        } finally {
            inFlight.release(held());
        }
    }
}
