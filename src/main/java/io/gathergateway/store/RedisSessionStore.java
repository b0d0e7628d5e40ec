package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in Redis: every method is one script or one command. A future fails with {@link RedisUnavailable} where no
 * answer came, with {@link RedisError} where Redis refused.
 *
 * <p>Confined to its client's event loop.
 */
public final class RedisSessionStore implements SessionStore {
    private final RedisClient redis;
    private final StoreSettings settings;
    private final SessionLayout layout;
    private final CommitCodec commits;
    private final RedisMetrics.Meter load;
    private final RedisMetrics.Meter look;

    public RedisSessionStore(RedisClient redis, StoreSettings settings) {
        this.redis = redis;
        this.settings = settings;
        this.layout = new SessionLayout(settings.shards());
        this.commits = new CommitCodec(settings);
        this.load = redis.meter("load");
        this.look = redis.meter("look");
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        String call = layout.call(key);
        Request request = Request.cmd(Command.HMGET).arg(call).arg("v").arg("s");
        return redis.send(RedisCall.of(load, call, request)).map(answer -> {
            @Nullable Response version = answer.get(0);
            return version == null
                    ? Optional.empty()
                    : Optional.of(new Stored(version.toLong(), answer.get(1).toString()));
        });
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        SessionKey key = commit.key();
        List<String> keys = List.of(layout.call(key), layout.due(key), layout.tombstone(key));
        return redis.eval(Script.COMMIT, keys, commits.arguments(commit))
                .map(answer -> CommitCodec.result(key, answer));
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        return onLane(Script.SETTLE, lease, settings.lease()).map(answer -> next(lease, answer));
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return onLane(Script.RENEW, lease, settings.lease()).map(answer -> next(lease, answer));
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        return onLane(Script.RELEASE, lease, delay).mapEmpty();
    }

    /**
     * One round trip: Redis's clock, and of each shard when its first piece of work is due. In a cluster it is the clock
     * of the first shard's node; what the others' clocks are off by, their work may be late.
     */
    @Override
    public Future<List<Integer>> overdue(List<Integer> shards) {
        if (shards.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<Future<Response>> asked = new ArrayList<>(shards.size() + 1);
        asked.add(redis.send(RedisCall.of(look, layout.due(shards.getFirst()), Request.cmd(Command.TIME))));
        for (int shard : shards) {
            String due = layout.due(shard);
            Request first = Request.cmd(Command.ZRANGE).arg(due).arg(0).arg(0).arg("WITHSCORES");
            asked.add(redis.send(RedisCall.of(look, due, first)));
        }
        return Future.all(asked).map(all -> {
            Response time = all.resultAt(0);
            double now = time.get(0).toLong() * 1e3 + time.get(1).toLong() / 1e3;
            List<Integer> overdue = new ArrayList<>();
            for (int i = 0; i < shards.size(); i++) {
                Response first = all.resultAt(i + 1);
                if (first.size() > 0 && SessionLayout.score(first) <= now) {
                    overdue.add(shards.get(i));
                }
            }
            return List.copyOf(overdue);
        });
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        List<String> args = List.of(
                SessionLayout.tag(shard), String.valueOf(settings.lease().toMillis()), String.valueOf(max));
        return redis.eval(Script.CLAIM, List.of(layout.due(shard)), args).map(answer -> {
            List<DueWork> work = new ArrayList<>(answer.size());
            answer.forEach(piece -> work.add(piece(piece)));
            return List.copyOf(work);
        });
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        return redis.eval(Script.JOURNAL, List.of(layout.call(key)), List.of())
                .map(answer -> answer.stream().map(Response::toString).toList());
    }

    private Future<Response> onLane(Script script, Lease lease, Duration duration) {
        SessionKey key = lease.key();
        List<String> args = List.of(
                key.id(),
                lease.lane(),
                lease.commandId(),
                String.valueOf(duration.toMillis()),
                String.valueOf(lease.number()));
        return redis.eval(script, List.of(layout.call(key), layout.due(key)), args);
    }

    private static Optional<Lease> next(Lease lease, @Nullable Response granted) {
        return granted == null ? Optional.empty() : Optional.of(SessionLayout.lease(lease.key(), granted));
    }

    private static DueWork piece(Response piece) {
        SessionKey key = new SessionKey(piece.get(1).toString());
        return switch (piece.get(0).toString()) {
            case "c" -> new DueWork.Command(SessionLayout.lease(key, piece.get(2)));
            case "t" ->
                new DueWork.Timer(key, piece.get(2).toString(), piece.get(3).toLong());
            case String kind -> throw new IllegalStateException("claim.lua answered a " + kind);
        };
    }
}
