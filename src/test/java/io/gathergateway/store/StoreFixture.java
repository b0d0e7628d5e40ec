package io.gathergateway.store;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store on an event loop of its own, and a blocking way to call it from a test. */
final class StoreFixture implements AutoCloseable {
    /** A lease that is due again at once, so that a claim needs no waiting. */
    static final StoreSettings DUE_AT_ONCE = settings(Duration.ZERO);

    private static final RedisLink.Limits LIMITS =
            new RedisLink.Limits(Duration.ofSeconds(5), 2_000, Duration.ofMillis(5), Duration.ofMillis(50));

    final MeterRegistry registry = new SimpleMeterRegistry();
    final RedisMetrics metrics = new RedisMetrics(registry);
    final RedisClient link;
    final RedisSessionStore store;
    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();

    StoreFixture(String url, RedisLink.Limits limits, StoreSettings settings) {
        this(RedisAddress.of(url), limits, settings);
    }

    StoreFixture(RedisAddress address, RedisLink.Limits limits, StoreSettings settings) {
        this(address, limits, settings, Durability.MEMORY);
    }

    StoreFixture(RedisAddress address, RedisLink.Limits limits, StoreSettings settings, Durability durability) {
        link = onLoop(() -> Future.succeededFuture(RedisClient.of(vertx, address, limits, durability, metrics)));
        store = new RedisSessionStore(link, settings);
    }

    /** Connected to the shared server. */
    static StoreFixture shared(StoreSettings settings) {
        return connected(RedisServer.shared().url(), settings);
    }

    static StoreFixture connected(String url, StoreSettings settings) {
        StoreFixture fixture = new StoreFixture(url, LIMITS, settings);
        fixture.onLoop(fixture.link::start);
        return fixture;
    }

    static StoreSettings settings(Duration lease) {
        StoreSettings usual = StoreSettings.DEFAULT;
        return new StoreSettings(usual.shards(), usual.idle(), usual.retention(), usual.tombstone(), lease);
    }

    /** Calls on the event loop and waits; what the future fails with is thrown as it is. */
    <T> T onLoop(Supplier<Future<T>> call) {
        try {
            return begin(call).orTimeout(10, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Calls on the event loop and does not wait. */
    <T> CompletableFuture<T> begin(Supplier<Future<T>> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        context.runOnContext(v -> {
            try {
                call.get().onSuccess(result::complete).onFailure(result::completeExceptionally);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    Future<String> get(String key) {
        return link.send(RedisCall.of(
                        link.meter("test"), key, Request.cmd(Command.GET).arg(key)))
                .map(String::valueOf);
    }

    CommitResult commit(Commit commit) {
        return onLoop(() -> store.commit(commit));
    }

    /** Commits what must succeed. */
    CommitResult.Committed committed(Commit commit) {
        CommitResult result = commit(commit);
        if (result instanceof CommitResult.Committed committed) {
            return committed;
        }
        throw new AssertionError("not committed: " + result);
    }

    /** The due work of one call, leased. */
    List<DueWork> claim(SessionKey key) {
        List<DueWork> work = onLoop(() -> store.claim(key.shard(StoreSettings.DEFAULT.shards()), 1_000));
        return work.stream().filter(piece -> keyOf(piece).equals(key)).toList();
    }

    private static SessionKey keyOf(DueWork piece) {
        return switch (piece) {
            case DueWork.Command command -> command.lease().key();
            case DueWork.Timer timer -> timer.key();
        };
    }

    void closeLink() {
        onLoop(() -> {
            link.close();
            return Future.succeededFuture(true);
        });
    }

    @Override
    public void close() {
        closeLink();
        vertx.close();
    }

    static SessionKey newKey() {
        return new SessionKey(UUID.randomUUID().toString());
    }

    static OutboxCommand command(String lane, String id) {
        return new OutboxCommand(lane, id, "speak", Duration.ofSeconds(30), false, request(id));
    }

    static OutboxCommand superseding(String lane, String id) {
        return new OutboxCommand(lane, id, "hangup", Duration.ofSeconds(30), true, request(id));
    }

    private static OutboxCommand.Request request(String id) {
        String body = "{\"payload\":\"Grüße, two  spaces\\n\", \"command_id\":\"" + id + "\"}\n";
        return new OutboxCommand.Request("POST", "/calls/v3%3Aabc/actions/speak", body);
    }

    static Stream<String> ids(List<Lease> leases) {
        return leases.stream().map(Lease::commandId);
    }

    static Draft draft(SessionKey key, long version, String event) {
        return new Draft(key, version, event);
    }

    /** A commit in the making. */
    static final class Draft {
        private final SessionKey key;
        private final long version;
        private final String event;
        private final List<OutboxCommand> commands = new ArrayList<>();
        private final List<TimerChange> timers = new ArrayList<>();
        private final List<String> cleared = new ArrayList<>();
        private Commit.@Nullable Settled settled;
        private boolean ended;

        private Draft(SessionKey key, long version, String event) {
            this.key = key;
            this.version = version;
            this.event = event;
        }

        Draft command(String lane, String id) {
            return add(StoreFixture.command(lane, id));
        }

        Draft add(OutboxCommand command) {
            commands.add(command);
            return this;
        }

        Draft timer(String name, Duration after) {
            timers.add(new TimerChange.Start(name, after));
            return this;
        }

        Draft cancel(String name) {
            timers.add(new TimerChange.Cancel(name));
            return this;
        }

        Draft clear(String lane) {
            cleared.add(lane);
            return this;
        }

        Draft settle(String lane, String id) {
            settled = new Commit.Settled(lane, id);
            return this;
        }

        Draft end() {
            ended = true;
            return this;
        }

        Commit make() {
            return make("{\"after\":\"" + event + "\"}");
        }

        Commit make(@Nullable String state) {
            return new Commit(
                    key, version, event, state, "journal of " + event, commands, timers, settled, cleared, ended);
        }
    }
}
