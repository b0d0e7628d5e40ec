package io.gathergateway.store;

import io.gathergateway.store.LiveRevision.Canary;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Flow sets in Redis, under their content hash, and which of them new calls begin with. Every method is one script or one
 * command; a future fails with {@link RedisUnavailable} where no answer came, with {@link RedisError} where Redis
 * refused.
 *
 * <pre>
 * {flows}:rev:REVISION  a set, JSON; without end while it is live, before that, or a canary, else until nobody keeps it
 * {flows}:live          hash: revision, since (ms), previous, canary (JSON), canary_revision
 * </pre>
 *
 * <p>Confined to its client's event loop.
 */
public final class RevisionStore {
    private static final String SET = "{flows}:rev:";
    private static final String LIVE = "{flows}:live";

    private final RedisClient redis;
    private final String ttl;
    private final RedisMetrics.Meter get;
    private final RedisMetrics.Meter live;

    /** How a roll-back ended. */
    public enum Rollback {
        /** The canary is taken back; the live set stays. */
        CANARY,
        /** The set before is live again. */
        LIVE,
        /** There is none before. */
        NOTHING
    }

    /** @param ttl how long a set stays after it was last kept: longer than any session */
    public RevisionStore(RedisClient redis, Duration ttl) {
        this.redis = redis;
        this.ttl = String.valueOf(ttl.toMillis());
        this.get = redis.meter("get_set");
        this.live = redis.meter("live");
    }

    /** Sees to it that a set is there for as long as a call may need it. It must {@link StoredSet#fits fit}. */
    public Future<Void> put(String revision, StoredSet set) {
        return redis.eval(Script.KEEP_SET, List.of(key(revision)), List.of(ttl, text(set)))
                .mapEmpty();
    }

    /** A set; empty where there is none, or nothing that can be read. */
    public Future<Optional<StoredSet>> get(String revision) {
        return redis.send(RedisCall.of(
                        get, key(revision), Request.cmd(Command.GET).arg(key(revision))))
                .map(text -> text == null ? Optional.empty() : StoredSet.read(text.toString()));
    }

    /** Keeps a set for as long again; false where it is not there (any more). */
    public Future<Boolean> keep(String revision) {
        return redis.eval(Script.KEEP_SET, List.of(key(revision)), List.of(ttl, ""))
                .map(there -> there.toInteger() == 1);
    }

    /** What new calls begin with; empty before the first was published. */
    public Future<Optional<LiveRevision>> live() {
        Request request = Request.cmd(Command.HMGET)
                .arg(LIVE)
                .arg("revision")
                .arg("since")
                .arg("previous")
                .arg("canary");
        return redis.send(RedisCall.of(live, LIVE, request)).map(RevisionStore::pointer);
    }

    /** Writes a set that all new calls begin with from now on; a canary is over. It must {@link StoredSet#fits fit}. */
    public Future<Void> publish(String revision, StoredSet set) {
        return publish(revision, set, null, false).mapEmpty();
    }

    /** As {@link #publish}, but only where none is live yet; false where one is. */
    public Future<Boolean> publishFirst(String revision, StoredSet set) {
        return publish(revision, set, null, true);
    }

    /** Writes a set that some calls begin with from now on; where none is live, all do. */
    public Future<Void> publish(StoredSet set, Canary canary) {
        return publish(canary.revision(), set, canary, false).mapEmpty();
    }

    private Future<Boolean> publish(String revision, StoredSet set, @Nullable Canary canary, boolean first) {
        List<String> args = List.of(text(set), revision, ttl, canary == null ? "" : canary.write(), first ? "1" : "0");
        return redis.eval(Script.PUBLISH, List.of(key(revision), LIVE), args).map(done -> done.toInteger() == 1);
    }

    /** Goes back to what was before the last {@code publish}. */
    public Future<Rollback> rollback() {
        return redis.eval(Script.ROLLBACK, List.of(LIVE), List.of(SET, ttl)).map(done -> {
            if (done == null) {
                return Rollback.NOTHING;
            }
            return done.toString().equals("canary") ? Rollback.CANARY : Rollback.LIVE;
        });
    }

    private static Optional<LiveRevision> pointer(Response fields) {
        @Nullable Response revision = fields.get(0);
        @Nullable Response since = fields.get(1);
        @Nullable Response previous = fields.get(2);
        @Nullable Response canary = fields.get(3);
        if (revision == null || since == null) {
            return Optional.empty();
        }
        return Optional.of(new LiveRevision(
                revision.toString(),
                Instant.ofEpochMilli(since.toLong()),
                previous == null ? null : previous.toString(),
                canary == null ? null : Canary.read(canary.toString())));
    }

    private static String text(StoredSet set) {
        if (!set.fits()) {
            throw new IllegalArgumentException("a flow set has at most " + StoredSet.MOST_BYTES + " bytes");
        }
        return set.write();
    }

    private static String key(String revision) {
        return SET + SessionLayout.word("revision", revision);
    }
}
