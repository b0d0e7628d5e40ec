package io.gathergateway.simulation;

import io.gathergateway.call.CallSession;
import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionCodec;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.DueWork;
import io.gathergateway.store.MemorySessionStore;
import io.gathergateway.store.SessionStore;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The store that all pods share, and when each version of each call was written. It is the store's model and changes
 * nothing of what it does.
 */
final class Ledger implements SessionStore {
    private final MemorySessionStore model;
    private final Clockwork clock;
    private final Trace trace;
    private final Map<SessionKey, Map<Long, Long>> writtenAt = new HashMap<>();
    private final Map<SessionKey, Map<Long, Map<String, Long>>> timersBefore = new HashMap<>();
    private final TreeSet<String> calls = new TreeSet<>();
    private final TreeSet<String> live = new TreeSet<>();

    Ledger(MemorySessionStore model, Clockwork clock, Trace trace) {
        this.model = model;
        this.clock = clock;
        this.trace = trace;
    }

    long now() {
        return clock.now();
    }

    MemorySessionStore model() {
        return model;
    }

    /** From here on, all that is written within the time is forgotten at its end. */
    void forgetsIn(long millis) {
        Runnable goesBack = model.snapshot();
        clock.after(millis, () -> {
            goesBack.run();
            trace.note("store", "FORGETS the last " + millis + " ms");
            live.clear();
            for (SessionKey call : calls()) {
                model.load(call)
                        .result()
                        .map(Stored::state)
                        .map(SessionCodec::read)
                        .ifPresent(session -> {
                            if (session.stage() != CallSession.Stage.ENDED) {
                                live.add(call.id());
                            }
                        });
            }
        });
    }

    /** Every call that was ever written, in order. */
    List<SessionKey> calls() {
        return calls.stream().map(SessionKey::new).toList();
    }

    /** Whether the last that was written of each call ended it. */
    boolean allEnded() {
        return live.isEmpty();
    }

    /** When a version was written, in virtual milliseconds; -1 for never. */
    long writtenAt(SessionKey call, long version) {
        return writtenAt.getOrDefault(call, Map.of()).getOrDefault(version, -1L);
    }

    /** The timers that ran when a version was written over the one before. */
    Map<String, Long> timersBefore(SessionKey call, long version) {
        return timersBefore.getOrDefault(call, Map.of()).getOrDefault(version, Map.of());
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        return model.load(key);
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        Map<String, Long> timers = model.timers(commit.key());
        return model.commit(commit).onSuccess(result -> {
            if (result instanceof CommitResult.Committed done && commit.state() != null) {
                calls.add(commit.key().id());
                if (commit.ended()) {
                    live.remove(commit.key().id());
                } else {
                    live.add(commit.key().id());
                }
                writtenAt.computeIfAbsent(commit.key(), key -> new HashMap<>()).put(done.version(), clock.now());
                timersBefore
                        .computeIfAbsent(commit.key(), key -> new HashMap<>())
                        .put(done.version(), timers);
                trace.note(
                        "store",
                        Words.call(commit.key()) + " v" + done.version() + " " + commit.eventId()
                                + commit.commands().stream()
                                        .map(command ->
                                                " +" + command.name() + "(" + Words.id(command.commandId()) + ")")
                                        .reduce("", String::concat)
                                + (commit.ended() ? " ENDED" : ""));
            } else {
                trace.note(
                        "store",
                        Words.call(commit.key()) + " " + result.getClass().getSimpleName() + " for "
                                + commit.eventId());
            }
        });
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        return model.settle(lease);
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return model.renew(lease);
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        return model.release(lease, delay);
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        return model.claim(shard, max);
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        return model.journal(key);
    }
}
