package io.gathergateway.store;

import io.gathergateway.store.DeadEntry.Reason;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Events that could not be dealt with, in Redis: at most 900 whose decision threw and 100 unusable bodies, the newest,
 * for 7 days. A future fails with {@link RedisUnavailable} where no answer came, with {@link RedisError} where Redis
 * refused.
 *
 * <pre>
 * {dead}:threw     sorted set by time (ms): ids of events whose decision threw
 * {dead}:unusable  sorted set by time (ms): ids of unusable bodies
 * {dead}:heads     hash by id: time, and all but the event, JSON
 * {dead}:events    hash by id: the event
 * {dead}:redrive   sorted set by time (ms): ids that are to be tried again, and when the next pod may
 * {dead}:told      hash by id: how the last try ended; an hour
 * </pre>
 *
 * <p>Confined to its client's event loop.
 */
public final class DeadList {
    private static final String HEADS = "{dead}:heads";
    private static final String EVENTS = "{dead}:events";
    private static final String REDRIVE = "{dead}:redrive";
    private static final String TOLD = "{dead}:told";
    private static final String LIFE = String.valueOf(Duration.ofDays(7).toMillis());

    /** Longer than a try takes. */
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final RedisClient redis;
    private final RedisMetrics.Meter read;

    /** How another try with an entry ended; kept in Redis. */
    public enum Fate {
        /** The event is applied. */
        APPLIED,
        /** Its call is over. */
        CALL_OVER,
        /** It was dealt with before: its call took the fallback on it. */
        DEALT_WITH,
        /** It means nothing to its call. */
        NOTHING,
        /** It failed again, and is on the list anew. */
        FAILED_AGAIN,
        /** It is no event for this release either, and stays on the list. */
        UNUSABLE,
        /** It held what the flow calls sensitive, so it was not kept; it stays on the list. */
        NOT_KEPT;

        /** Whether the entry has done its part. */
        public boolean isDone() {
            return switch (this) {
                case APPLIED, CALL_OVER, DEALT_WITH, NOTHING -> true;
                case FAILED_AGAIN, UNUSABLE, NOT_KEPT -> false;
            };
        }
    }

    public DeadList(RedisClient redis) {
        this.redis = redis;
        this.read = redis.meter("read_dead");
    }

    /** Puts an entry on the list, anew where it is there. */
    public Future<Void> put(DeadEntry entry) {
        Reason reason = entry.reason();
        List<String> args = List.of(entry.id(), entry.head(), entry.event(), String.valueOf(reason.most()), LIFE);
        return redis.eval(Script.DEAD_PUT, List.of(times(reason), HEADS, EVENTS, REDRIVE), args)
                .mapEmpty();
    }

    /** Every entry, the newest first, without its event. */
    public Future<List<DeadEntry>> all() {
        return redis.send(RedisCall.of(read, HEADS, Request.cmd(Command.HVALS).arg(HEADS)))
                .map(heads -> heads.stream()
                        .flatMap(head -> DeadEntry.read(head.toString(), "").stream())
                        .sorted(Comparator.comparing(DeadEntry::at).reversed())
                        .toList());
    }

    /** An entry with its event; empty where there is none. */
    public Future<Optional<DeadEntry>> get(String id) {
        Future<@Nullable Response> head = field(HEADS, id);
        Future<@Nullable Response> event = field(EVENTS, id);
        return Future.all(head, event).map(both -> {
            Response found = head.result();
            Response text = event.result();
            return found == null
                    ? Optional.empty()
                    : DeadEntry.read(found.toString(), text == null ? "" : text.toString());
        });
    }

    /** Asks for entries to be tried again; the ids of those that are there. */
    public Future<List<String>> redrive(List<String> ids) {
        return redis.eval(Script.DEAD_QUEUE, List.of(REDRIVE, HEADS, TOLD), with(List.of(LIFE), ids))
                .map(DeadList::texts);
    }

    /** Up to so many entries that are to be tried again; they are this pod's for 10 s. */
    public Future<List<DeadEntry>> claim(int most) {
        List<String> args = List.of(String.valueOf(most), String.valueOf(LEASE.toMillis()), LIFE);
        return redis.eval(Script.DEAD_CLAIM, with(List.of(REDRIVE, HEADS, EVENTS), kinds()), args)
                .map(answer -> {
                    List<String> texts = texts(answer);
                    List<DeadEntry> entries = new ArrayList<>();
                    for (int i = 0; i + 1 < texts.size(); i += 2) {
                        DeadEntry.read(texts.get(i), texts.get(i + 1)).ifPresent(entries::add);
                    }
                    return List.copyOf(entries);
                });
    }

    /** Tells how a try with an entry ended; one that has done its part is taken off, unless it was put anew since. */
    public Future<Void> tried(DeadEntry entry, Fate fate) {
        return done(fate.isDone(), String.valueOf(entry.at().toEpochMilli()), fate.name(), List.of(entry.id()))
                .mapEmpty();
    }

    /** How the last try with an entry ended; empty while it has not. */
    public Future<Optional<Fate>> told(String id) {
        return field(TOLD, id)
                .map(word -> Stream.of(Fate.values())
                        .filter(fate -> word != null && fate.name().equals(word.toString()))
                        .findFirst());
    }

    /** Takes entries off the list; how many there were. */
    public Future<Integer> drop(List<String> ids) {
        return done(true, "", "", ids);
    }

    private Future<Integer> done(boolean off, String put, String word, List<String> ids) {
        List<String> args = with(List.of(off ? "1" : "0", put, word, Fate.FAILED_AGAIN.name()), ids);
        return redis.eval(Script.DEAD_DONE, with(List.of(REDRIVE, HEADS, EVENTS, TOLD), kinds()), args)
                .map(Response::toInteger);
    }

    private Future<@Nullable Response> field(String key, String id) {
        Request request = Request.cmd(Command.HGET).arg(key).arg(id);
        return redis.send(RedisCall.of(read, key, request)).map(found -> found);
    }

    private static List<String> kinds() {
        return Stream.of(Reason.values()).map(DeadList::times).toList();
    }

    private static String times(Reason reason) {
        return "{dead}:" + reason.key();
    }

    private static List<String> with(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private static List<String> texts(Response answer) {
        return answer.stream().map(Response::toString).toList();
    }
}
