package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The store's semantics without Redis, over a clock that is given: the model that the Redis form is compared with, and
 * the store of simulations in virtual time. Told in another way than the scripts on purpose: what is due is asked of
 * the calls, not kept in an index. Not thread-safe.
 */
public final class MemorySessionStore implements SessionStore {
    private final StoreSettings settings;
    private final LongSupplier millis;
    private final Map<SessionKey, MemoryCall> calls = new TreeMap<>(Comparator.comparing(SessionKey::id));
    private final Map<SessionKey, Long> tombstones = new LinkedHashMap<>();

    private record Due(long at, String member, Supplier<DueWork> claim) {}

    /** {@code millis} tells the time, in any epoch. */
    public MemorySessionStore(StoreSettings settings, LongSupplier millis) {
        this.settings = settings;
        this.millis = millis;
    }

    @Override
    public Future<Optional<Stored>> load(SessionKey key) {
        MemoryCall call = call(key);
        return Future.succeededFuture(
                call == null ? Optional.empty() : Optional.of(new Stored(call.version, call.state)));
    }

    @Override
    public Future<CommitResult> commit(Commit commit) {
        return Future.succeededFuture(apply(commit));
    }

    private CommitResult apply(Commit commit) {
        SessionKey key = commit.key();
        MemoryCall call = call(key);
        if (call == null && tombstones.getOrDefault(key, Long.MIN_VALUE) > millis.getAsLong()) {
            return new CommitResult.Gone();
        }
        if (call != null && call.events.containsKey(commit.eventId())) {
            return new CommitResult.Duplicate();
        }
        long version = call == null ? 0 : call.version;
        String last = commit.lastEventId();
        boolean forked =
                last != null && (call == null || call.events.getOrDefault(last, 0L) != commit.expectedVersion());
        if (version != commit.expectedVersion() || forked) {
            return new CommitResult.Conflict(version, call == null ? "" : call.state);
        }
        if (commit.state() == null) {
            return new CommitResult.Committed(version, List.of());
        }
        MemoryCall written = calls.computeIfAbsent(key, absent -> new MemoryCall());
        written.version++;
        written.state = commit.state();
        written.events.put(commit.eventId(), written.version);
        written.journal.add(commit.journal());
        List<Lease> leases = changeLanes(key, written, commit);
        changeTimers(written, commit);
        long now = millis.getAsLong();
        written.expires = now + (commit.ended() ? settings.retention() : settings.idle()).toMillis();
        if (commit.ended()) {
            tombstones.put(key, now + settings.tombstone().toMillis());
        }
        return new CommitResult.Committed(written.version, leases);
    }

    private List<Lease> changeLanes(SessionKey key, MemoryCall call, Commit commit) {
        Set<String> newHeads = new LinkedHashSet<>();
        Commit.Settled settled = commit.settled();
        if (settled != null && call.takeHead(settled.lane(), settled.commandId())) {
            newHeads.add(settled.lane());
        }
        commit.clearedLanes().forEach(call.lanes::remove);
        for (OutboxCommand command : commit.commands()) {
            if (call.append(command, millis.getAsLong())) {
                newHeads.add(command.lane());
            }
        }
        if (commit.ended()) {
            Set<String> commanded = new HashSet<>();
            commit.commands().forEach(command -> commanded.add(command.lane()));
            call.lanes.keySet().retainAll(commanded);
        }
        List<Lease> leases = new ArrayList<>();
        newHeads.forEach(name -> {
            MemoryCall.Lane lane = call.lanes.get(name);
            if (lane != null) {
                leases.add(grant(key, name, lane));
            }
        });
        return leases;
    }

    private void changeTimers(MemoryCall call, Commit commit) {
        for (TimerChange change : commit.timers()) {
            change(call, call.version, change);
        }
        if (commit.ended()) {
            call.timers.clear();
        }
    }

    private void change(MemoryCall call, long version, TimerChange change) {
        switch (change) {
            case TimerChange.Start start ->
                call.timers.put(
                        start.name(),
                        new MemoryCall.Timer(
                                version, millis.getAsLong() + start.after().toMillis()));
            case TimerChange.Cancel cancel -> call.timers.remove(cancel.name());
        }
    }

    @Override
    public Future<Optional<Lease>> settle(Lease lease) {
        MemoryCall call = call(lease.key());
        if (call == null || !call.takeHead(lease.lane(), lease.commandId())) {
            return Future.succeededFuture(Optional.empty());
        }
        MemoryCall.Lane lane = call.lanes.get(lease.lane());
        return Future.succeededFuture(Optional.ofNullable(lane).map(next -> grant(lease.key(), lease.lane(), next)));
    }

    @Override
    public Future<Optional<Lease>> renew(Lease lease) {
        return Future.succeededFuture(
                Optional.ofNullable(held(lease)).map(lane -> grant(lease.key(), lease.lane(), lane)));
    }

    @Override
    public Future<Void> release(Lease lease, Duration delay) {
        MemoryCall.Lane lane = held(lease);
        if (lane != null) {
            lane.held = false;
            lane.attempts--;
            if (lane.attempts == 0) {
                lane.first = -1;
            }
            lane.due = millis.getAsLong() + delay.toMillis();
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<List<DueWork>> claim(int shard, int max) {
        long now = millis.getAsLong();
        List<DueWork> work = due(shard)
                .filter(due -> due.at() <= now)
                .sorted(Comparator.comparingLong(Due::at).thenComparing(Due::member))
                .limit(max)
                .toList()
                .stream()
                .map(due -> due.claim().get())
                .toList();
        return Future.succeededFuture(work);
    }

    @Override
    public Future<List<String>> journal(SessionKey key) {
        MemoryCall call = call(key);
        return Future.succeededFuture(call == null ? List.of() : List.copyOf(call.journal));
    }

    /** Remembers all there is; run later, it forgets whatever was written since, as a failover may. */
    public Runnable snapshot() {
        Map<SessionKey, MemoryCall> then = new LinkedHashMap<>();
        calls.forEach((key, call) -> then.put(key, call.copy()));
        Map<SessionKey, Long> ended = new LinkedHashMap<>(tombstones);
        return () -> {
            calls.clear();
            calls.putAll(then);
            tombstones.clear();
            tombstones.putAll(ended);
        };
    }

    /** Forgets a call's state as its time to live does; a tombstone stays. */
    void expire(SessionKey key) {
        calls.remove(key);
    }

    /** Forgets everything of a call. */
    void forget(SessionKey key) {
        calls.remove(key);
        tombstones.remove(key);
    }

    /** The due index as Redis should have it. */
    List<String> dueMembers(int shard) {
        return due(shard).map(Due::member).toList();
    }

    /** Adds commands without a decision, for trials of what must not be; the leases of those that are heads now. */
    public List<Lease> append(SessionKey key, List<OutboxCommand> commands) {
        MemoryCall call = call(key);
        List<Lease> leases = new ArrayList<>();
        for (OutboxCommand command : commands) {
            if (call != null && call.append(command, millis.getAsLong())) {
                leases.add(grant(key, command.lane(), Objects.requireNonNull(call.lanes.get(command.lane()))));
            }
        }
        return leases;
    }

    /** Sets timers without a decision, for trials of what must not be. */
    public void setTimers(SessionKey key, long version, List<TimerChange> changes) {
        MemoryCall call = call(key);
        if (call != null) {
            changes.forEach(change -> change(call, version, change));
        }
    }

    /** The durable timers of a call that run, and the version that set each. */
    public Map<String, Long> timers(SessionKey key) {
        MemoryCall call = call(key);
        Map<String, Long> running = new TreeMap<>();
        if (call != null) {
            call.timers.forEach((name, timer) -> running.put(name, timer.setAt));
        }
        return running;
    }

    /** The ids of the commands of a call that lie in the outbox. */
    public Set<String> outstanding(SessionKey key) {
        MemoryCall call = call(key);
        Set<String> ids = new LinkedHashSet<>();
        if (call != null) {
            call.lanes
                    .values()
                    .forEach(lane -> lane.entries.forEach(
                            entry -> ids.add(entry.command().commandId())));
        }
        return ids;
    }

    /** How many commands of a call lie in the outbox. */
    int outboxSize(SessionKey key) {
        MemoryCall call = call(key);
        return call == null
                ? 0
                : call.lanes.values().stream()
                        .mapToInt(lane -> lane.entries.size())
                        .sum();
    }

    private Stream<Due> due(int shard) {
        return calls.keySet().stream().filter(key -> key.shard(settings.shards()) == shard).toList().stream()
                .flatMap(this::due);
    }

    private Stream<Due> due(SessionKey key) {
        MemoryCall call = call(key);
        if (call == null) {
            return Stream.empty();
        }
        Stream<Due> lanes = call.lanes.entrySet().stream().map(named -> {
            MemoryCall.Lane lane = named.getValue();
            String member = "c|" + key.id() + "|" + named.getKey();
            return new Due(lane.due, member, () -> new DueWork.Command(grant(key, named.getKey(), lane)));
        });
        Stream<Due> timers = call.timers.entrySet().stream().map(named -> {
            String member = "t|" + key.id() + "|" + named.getKey();
            return new Due(named.getValue().due, member, () -> claimTimer(key, named.getKey(), named.getValue()));
        });
        return Stream.concat(lanes, timers);
    }

    private DueWork claimTimer(SessionKey key, String name, MemoryCall.Timer timer) {
        timer.due = millis.getAsLong() + settings.lease().toMillis();
        return new DueWork.Timer(key, name, timer.setAt);
    }

    private MemoryCall.@Nullable Lane held(Lease lease) {
        MemoryCall call = call(lease.key());
        MemoryCall.Lane lane = call == null ? null : call.lanes.get(lease.lane());
        boolean ours = lane != null && lane.held && lane.number == lease.number() && lane.isHead(lease.commandId());
        return ours ? lane : null;
    }

    private Lease grant(SessionKey key, String name, MemoryCall.Lane lane) {
        long now = millis.getAsLong();
        MemoryCall.Entry head = lane.entries.element();
        lane.number++;
        lane.attempts++;
        lane.held = true;
        lane.first = lane.first < 0 ? now : lane.first;
        Duration attempt = head.command().attempt();
        lane.due = now + settings.lease().plus(attempt).minus(Lease.ATTEMPT).toMillis();
        return new Lease(
                key,
                name,
                head.command().commandId(),
                head.command().name(),
                head.command().request(),
                lane.number,
                lane.attempts,
                Duration.ofMillis(now - lane.first),
                Duration.ofMillis(head.deadline() - now),
                attempt);
    }

    private @Nullable MemoryCall call(SessionKey key) {
        MemoryCall call = calls.get(key);
        if (call != null && call.expires <= millis.getAsLong()) {
            calls.remove(key);
            return null;
        }
        return call;
    }
}
