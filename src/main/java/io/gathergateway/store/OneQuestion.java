package io.gathergateway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;

/** One command to one server, on a connection of its own that ends with the answer. Call on an event loop. */
final class OneQuestion {
    private OneQuestion() {}

    /** Fails within three times {@code patience}, whatever the server does. */
    static Future<Response> ask(Vertx vertx, RedisAddress server, Duration patience, Request question) {
        RedisWire wire = new RedisWire(vertx, server.options(patience, 1), patience, reason -> {});
        return wire.open()
                .compose(open -> wire.send(question))
                .onComplete(answer -> wire.end(RedisUnavailable.Reason.CLOSED));
    }
}
