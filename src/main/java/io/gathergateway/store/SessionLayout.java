package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import io.vertx.redis.client.Response;
import java.time.Duration;

/**
 * How a call lies in Redis. All keys of a call carry its shard as hash tag, so that they share a cluster slot, and one
 * script can change them together:
 *
 * <pre>
 * {s17}:call:ID    hash: the call
 *     v            version
 *     s            state, JSON
 *     e:EVENT      version that applied this event
 *     j:VERSION    journal line
 *     l            lanes, one line each; lanes.lua says what is in it
 *     o:LANE:N     command N of a lane: deadline, id, name, method, path, body; EntryForm says how
 *     t            timers, one line each: name, version that set it
 * {s17}:due        sorted set by time (ms): c|ID|LANE for the head of a lane, t|ID|NAME for a timer
 * {s17}:ended:ID   tombstone of an ended call; the version it ended with
 * {s17}:mark       nothing; written to see whether a replica follows
 * {s17}:memory     hash: name of this data set, count of looks at it
 * gateway:shards   the number of shards, written once
 * </pre>
 */
final class SessionLayout {
    static final String SHARDS = "gateway:shards";

    private final int shards;

    SessionLayout(int shards) {
        this.shards = shards;
    }

    String call(SessionKey key) {
        return tag(key) + ":call:" + key.id();
    }

    String tombstone(SessionKey key) {
        return tag(key) + ":ended:" + key.id();
    }

    String due(SessionKey key) {
        return tag(key) + ":due";
    }

    String due(int shard) {
        return tag(shard) + ":due";
    }

    static String memory(int shard) {
        return tag(shard) + ":memory";
    }

    /** The mark beside this key. */
    static String mark(String key) {
        return key.substring(0, key.indexOf('}') + 1) + ":mark";
    }

    static String tag(int shard) {
        return "{s" + shard + "}";
    }

    private String tag(SessionKey key) {
        return tag(key.shard(shards));
    }

    /** When the one member is due that a {@code ZRANGE ... WITHSCORES} found, ms since the epoch. RESP3 nests it. */
    static double score(Response found) {
        Response member = found.get(0);
        Response score = found.size() == 1 ? member.get(1) : found.get(1);
        return Double.parseDouble(score.toString());
    }

    /** What {@code grant} in lanes.lua answers. */
    static Lease lease(SessionKey key, Response granted) {
        EntryForm.Head head = EntryForm.read(granted.get(5).toString());
        return new Lease(
                key,
                granted.get(0).toString(),
                head.commandId(),
                head.name(),
                head.request(),
                granted.get(1).toLong(),
                granted.get(2).toInteger(),
                Duration.ofMillis(granted.get(3).toLong()),
                Duration.ofMillis(granted.get(4).toLong()),
                head.attempt());
    }

    /** A lane, a timer's name: whatever stands in a line or an entry as a word of its own. */
    static String word(String what, String text) {
        boolean isWord = !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7f);
        if (!isWord) {
            throw new IllegalArgumentException(what + " must be printable ASCII without spaces");
        }
        return text;
    }
}
