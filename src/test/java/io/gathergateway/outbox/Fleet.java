package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.store.Commit;
import io.gathergateway.store.CommitResult;
import io.gathergateway.store.MemorySessionStore;
import io.gathergateway.store.SessionStore;
import io.gathergateway.store.StoreSettings;
import io.gathergateway.telnyx.CommandResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Pods in virtual time: their outboxes and sweepers over one model of the store, before one Telnyx. Each command is of a
 * call of its own. A pod that is killed does nothing more: no timer of its rings, no answer reaches it.
 */
public final class Fleet {
    private static final StoreSettings SETTINGS = new StoreSettings(
            8, StoreSettings.DEFAULT.idle(), Duration.ofMillis(1), Duration.ofHours(24), Lease.LENGTH);

    public final VirtualTime time = new VirtualTime();
    final List<Pod> pods = new ArrayList<>();

    /** Everything that Telnyx got, in order. */
    public final List<Arrival> arrivals = new ArrayList<>();

    /** What became of each command that was reported, by command id. */
    public final Map<String, String> outcomes = new TreeMap<>();

    private final SessionStore store = new MemorySessionStore(SETTINGS, time::elapsedMillis);
    private final Map<String, Decided> decided = new TreeMap<>();
    private final Random random;
    private final Outbox.Bounds bounds;
    private final Telnyx telnyx;
    private int ids;

    /** A request as Telnyx saw it. */
    public record Arrival(Decided command, int pod, Duration at, Answer answer) {
        public boolean is(int status) {
            return answer instanceof Answer.Response response && response.status() == status;
        }

        /** Since it was decided. */
        public Duration age() {
            return at.minus(command.at());
        }
    }

    /** A command and when it was decided. */
    public record Decided(String id, String name, Duration at) {}

    /** How Telnyx answers, and after how long. */
    public record Reply(Answer answer, Duration after) {}

    /** A Telnyx; {@code at} is the time since the start. */
    public interface Telnyx {
        Reply answer(Decided command, Duration at);
    }

    public Fleet(int pods, long seed, Telnyx telnyx) {
        this(pods, seed, Outbox.Bounds.DEFAULT, telnyx, (port, clock) -> port);
    }

    /** {@code client} is put between each pod and Telnyx. */
    public Fleet(
            int pods,
            long seed,
            Outbox.Bounds bounds,
            Telnyx telnyx,
            BiFunction<TelnyxPort, InstantSource, TelnyxPort> client) {
        this.random = new Random(seed);
        this.bounds = bounds;
        this.telnyx = telnyx;
        for (int i = 0; i < pods; i++) {
            add(client);
        }
    }

    Pod add() {
        return add((port, clock) -> port);
    }

    private Pod add(BiFunction<TelnyxPort, InstantSource, TelnyxPort> client) {
        Pod pod = new Pod(pods.size(), client);
        pods.add(pod);
        pod.dispatch.start();
        return pod;
    }

    /** Commits a command of a new call; the pod that did so sends it. */
    public String decide(int pod, String name, Duration validFor) {
        String id = "c" + ids++;
        SessionKey key = new SessionKey(id);
        String path = name.equals("dial") ? "/calls" : "/calls/" + id + "/actions/" + name;
        var request = new OutboxCommand.Request("POST", path, id);
        var command = new OutboxCommand("flow", id, name, validFor, false, request);
        decided.put(id, new Decided(id, name, elapsed()));
        var commit = new Commit(key, 0, "begin", "{}", "", List.of(command), List.of(), null, List.of(), false);
        if (store.commit(commit).result() instanceof CommitResult.Committed committed) {
            committed.leases().stream()
                    .filter(lease -> !pods.get(pod).mute)
                    .forEach(lease -> pods.get(pod).dispatch.send(lease, time.instant()));
        }
        return id;
    }

    /** Decides {@code perSecond} commands each second, spread over the pods, for as long as told. */
    public void load(Duration length, int perSecond, String name, Duration validFor) {
        long every = 1_000_000_000L / perSecond;
        for (long at = 0; at < length.toNanos(); at += every) {
            int pod = (int) (at / every % pods.size());
            time.after(Duration.ofNanos(at), () -> decide(pod, name, validFor));
        }
    }

    public Duration elapsed() {
        return Duration.between(VirtualTime.START, time.instant());
    }

    /** Those of a command. */
    public List<Arrival> arrivals(String id) {
        return arrivals.stream()
                .filter(arrival -> arrival.command().id().equals(id))
                .toList();
    }

    /** One process. */
    final class Pod implements TelnyxPort, Timers {
        final Dispatch dispatch;
        final List<OutboxSignal> signals = new ArrayList<>();
        private final int number;
        private boolean dead;
        private boolean mute;

        private Pod(int number, BiFunction<TelnyxPort, InstantSource, TelnyxPort> client) {
            this.number = number;
            var ports = new OutboxPorts(
                    time,
                    this,
                    client.apply(this, time),
                    (key, id, request, within) -> Future.failedFuture("no backend here"),
                    this::apply,
                    random::nextDouble,
                    this::watch);
            dispatch = new Dispatch(ports, store, bounds, Sweeper.Bounds.of(SETTINGS.shards()));
        }

        void kill() {
            dead = true;
        }

        /** It commits from here on, and dies before it sends. */
        void lose() {
            mute = true;
        }

        @Override
        public Scheduled after(Duration delay, Runnable action) {
            return time.after(delay, () -> {
                if (!dead) {
                    action.run();
                }
            });
        }

        @Override
        public Future<Answer> send(SessionKey key, OutboxCommand.Request request) {
            Promise<Answer> later = Promise.promise();
            Decided command = Objects.requireNonNull(decided.get(key.id()));
            Reply reply = telnyx.answer(command, elapsed());
            arrivals.add(new Arrival(command, number, elapsed(), reply.answer()));
            after(reply.after(), () -> later.complete(reply.answer()));
            return later.future();
        }

        /** A call whose command was accepted is over soon, and the store forgets it. */
        private void watch(OutboxSignal signal) {
            signals.add(signal);
            if (signal instanceof OutboxSignal.Finished(Lease lease, CommandResult.Accepted accepted)) {
                time.after(Duration.ofMillis(10), () -> end(lease.key(), "over", null));
            }
        }

        /** As a session does: the command leaves its lane. */
        private Future<?> apply(SessionEvent event) {
            if (dead || !(event instanceof SessionEvent.CommandOutcome outcome)) {
                return Future.failedFuture("nobody is there");
            }
            outcomes.putIfAbsent(
                    outcome.commandId(), outcome.result().getClass().getSimpleName());
            return end(event.key(), event.id(), new Commit.Settled(outcome.lane(), outcome.commandId()));
        }

        private Future<?> end(SessionKey key, String event, Commit.@Nullable Settled settled) {
            return store.commit(new Commit(key, 1, event, "{}", "", List.of(), List.of(), settled, List.of(), true));
        }
    }
}
