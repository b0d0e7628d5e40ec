package io.gathergateway.store;

import io.vertx.redis.client.Request;

/**
 * One command on its way.
 *
 * @param meter counts it
 * @param key says which node of a cluster it is for; empty where any will do
 * @param commit whether what it writes must be as durable as the configuration asks before it counts as answered
 * @param asking whether a node is to take it for a slot that is only on its way there
 */
record RedisCall(RedisMetrics.Meter meter, String key, Request request, boolean commit, boolean asking) {
    static RedisCall of(RedisMetrics.Meter meter, String key, Request request) {
        return new RedisCall(meter, key, request, false, false);
    }

    static RedisCall anywhere(RedisMetrics.Meter meter, Request request) {
        return of(meter, "", request);
    }

    RedisCall afterAsking() {
        return new RedisCall(meter, key, request, commit, true);
    }
}
