package io.gathergateway.store;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whose turn it is to look for deliveries that Telnyx gave up, and how far was looked. Fails as {@link DeadList} does.
 *
 * <pre>
 * {reconcile}:turn  there while the pod whose turn it is has it
 * {reconcile}:seen  up to when everything was seen, ms
 * </pre>
 *
 * <p>Confined to its client's event loop.
 */
public final class ReconcileMark {
    private static final String TURN = "{reconcile}:turn";
    private static final String SEEN = "{reconcile}:seen";
    private static final String KEPT = String.valueOf(Duration.ofDays(7).toMillis());

    private final RedisClient redis;
    private final RedisMetrics.Meter meter;

    public ReconcileMark(RedisClient redis) {
        this.redis = redis;
        this.meter = redis.meter("reconcile");
    }

    /** Up to when was looked, the epoch for never; empty where it is another pod's turn. The turn lasts so long. */
    public Future<Optional<Instant>> turn(Duration length) {
        Request take =
                Request.cmd(Command.SET).arg(TURN).arg("1").arg("NX").arg("PX").arg(String.valueOf(length.toMillis()));
        return redis.send(RedisCall.of(meter, TURN, take)).compose(taken -> {
            if (taken == null) {
                return Future.succeededFuture(Optional.empty());
            }
            return redis.send(RedisCall.of(meter, SEEN, Request.cmd(Command.GET).arg(SEEN)))
                    .map(seen -> Optional.of(seen == null ? Instant.EPOCH : Instant.ofEpochMilli(seen.toLong())));
        });
    }

    /** All up to then is dealt with. */
    public Future<Void> seen(Instant until) {
        Request set = Request.cmd(Command.SET)
                .arg(SEEN)
                .arg(String.valueOf(until.toEpochMilli()))
                .arg("PX")
                .arg(KEPT);
        return redis.send(RedisCall.of(meter, SEEN, set)).mapEmpty();
    }
}
