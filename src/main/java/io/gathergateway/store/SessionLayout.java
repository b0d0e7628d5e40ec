package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
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
 *     o:LANE:N     command N of a lane: deadline, id, name, method, path, body
 *     t            timers, one line each: name, version that set it
 * {s17}:due        sorted set by time (ms): c|ID|LANE for the head of a lane, t|ID|NAME for a timer
 * {s17}:ended:ID   tombstone of an ended call; the version it ended with
 * gateway:shards   the number of shards, written once
 * </pre>
 *
 * <p>An entry's parts are separated by single spaces and the body comes last, so nothing but the body may contain one.
 */
final class SessionLayout {
    static final String SHARDS = "gateway:shards";
    private static final int ENTRY_PARTS = 6;

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

    static String tag(int shard) {
        return "{s" + shard + "}";
    }

    private String tag(SessionKey key) {
        return tag(key.shard(shards));
    }

    /** An outbox entry but for its deadline, which the script puts in front. */
    static String entry(OutboxCommand command) {
        OutboxCommand.Request request = command.request();
        return word("command id", command.commandId())
                + ' '
                + word("name", command.name())
                + ' '
                + word("method", request.method())
                + ' '
                + word("path", request.path())
                + ' '
                + request.body();
    }

    /** What {@code grant} in lanes.lua answers. */
    static Lease lease(SessionKey key, Response granted) {
        String[] parts = granted.get(5).toString().split(" ", ENTRY_PARTS);
        return new Lease(
                key,
                granted.get(0).toString(),
                parts[1],
                parts[2],
                new OutboxCommand.Request(parts[3], parts[4], parts[5]),
                granted.get(1).toLong(),
                granted.get(2).toInteger(),
                Duration.ofMillis(granted.get(3).toLong()),
                Duration.ofMillis(granted.get(4).toLong()));
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
