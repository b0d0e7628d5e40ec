package io.gathergateway.api;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a connection may take to bring its next request's head: an absolute time, which dribbled bytes do not put off.
 * Confined to one event loop.
 */
final class Patience {
    private static final Duration HEAD = Duration.ofSeconds(15);

    private final Vertx vertx;
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    Patience(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A connection is there, or is done with a request. */
    void waits(HttpConnection connection) {
        heard(connection);
        timers.put(connection, vertx.setTimer(HEAD.toMillis(), id -> {
            timers.remove(connection);
            connection.close();
        }));
    }

    /** The head came, or the connection went. */
    void heard(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
