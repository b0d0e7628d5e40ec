package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TimerChange;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same seeded, random operations on Redis and on {@link MemorySessionStore} give the same answers, and leave the
 * same work behind. Every duration is none or an hour, so that what is due does not hang on how fast the test runs.
 */
class StoreModelTest {
    private static final int STEPS = 2_500;
    private static final List<Duration> DURATIONS = List.of(Duration.ZERO, Duration.ofHours(1));
    private static final List<String> LANES = List.of("a", "v3:leg|b", "c");
    private static final List<String> TIMERS = List.of("answer", "no_input");

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 3600", "4, 3600"})
    void redisAnswersAsTheModelDoes(long seed, long leaseSeconds) {
        StoreSettings settings = StoreFixture.settings(Duration.ofSeconds(leaseSeconds));
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = StoreFixture.connected(server.url(), settings)) {
            compare(new Run(new Random(seed), fixture, redis, settings));
        }
    }

    @Test
    void aClusterAnswersAsTheModelDoes() {
        try (ClusterServers cluster = ClusterServers.start(3);
                RawRedis redis = cluster.node(0).connect();
                StoreFixture fixture = StoreFixture.connected(cluster.url(), StoreFixture.DUE_AT_ONCE)) {
            compare(new Run(new Random(5), fixture, redis, StoreFixture.DUE_AT_ONCE));
        }
    }

    private static void compare(Run run) {
        for (int step = 0; step < STEPS; step++) {
            run.step(step);
        }
        run.compareWhatIsLeft();
        // Every kind of answer was compared, else this proves less than it seems.
        assertThat(run.answers)
                .containsKeys("Committed", "Duplicate", "Conflict", "Gone", "settled", "renewed", "claimed");
        assertThat(run.answers.values()).allMatch(count -> count > 20);
    }

    private static final class Run {
        final Map<String, Integer> answers = new HashMap<>();
        private final Random random;
        private final StoreFixture fixture;
        private final RawRedis redis;
        private final StoreSettings settings;
        private final SessionLayout layout;
        private final MemorySessionStore model;
        private final List<SessionKey> keys =
                Stream.generate(StoreFixture::newKey).limit(4).toList();
        private final Map<SessionKey, Long> versions = new HashMap<>();
        /** The last event of each call that was applied. */
        private final Map<SessionKey, String> events = new HashMap<>();

        private final List<Lease> leases = new ArrayList<>();

        Run(Random random, StoreFixture fixture, RawRedis redis, StoreSettings settings) {
            this.random = random;
            this.fixture = fixture;
            this.redis = redis;
            this.settings = settings;
            this.layout = new SessionLayout(settings.shards());
            this.model = new MemorySessionStore(settings, System::currentTimeMillis);
        }

        void step(int step) {
            String as = "step " + step;
            SessionKey key = oneOf(keys);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4, 5 -> commit(as, commit(key, step));
                case 6 -> count("settled", lease(as, lease -> store -> store.settle(lease)));
                case 7 -> count("renewed", lease(as, lease -> store -> store.renew(lease)));
                case 8 -> {
                    Duration delay = oneOf(DURATIONS);
                    lease(as, lease -> store -> store.release(lease, delay).map(Optional.empty()));
                }
                case 9 -> claim(as, key);
                case 10 -> {
                    both(as, store -> store.load(key));
                    both(as, store -> store.journal(key));
                }
                default -> expire(key);
            }
        }

        private void commit(String as, Commit commit) {
            CommitResult result =
                    both(as + " " + commit, store -> store.commit(commit).map(Run::coarse));
            answers.merge(result.getClass().getSimpleName(), 1, Integer::sum);
            switch (result) {
                case CommitResult.Committed committed -> {
                    versions.put(commit.key(), committed.version());
                    events.put(commit.key(), commit.eventId());
                    leases.addAll(committed.leases());
                }
                case CommitResult.Conflict conflict -> versions.put(commit.key(), conflict.version());
                case CommitResult.Duplicate duplicate -> {}
                case CommitResult.Gone gone -> renew(commit.key());
            }
        }

        private Commit commit(SessionKey key, int step) {
            long version = versions.getOrDefault(key, 0L) + (random.nextInt(8) == 0 ? 1 : 0);
            String event = random.nextInt(8) == 0 ? events.getOrDefault(key, "e") : "e" + step;
            List<OutboxCommand> commands = IntStream.range(0, random.nextInt(4))
                    .mapToObj(i -> new OutboxCommand(
                            oneOf(LANES),
                            "id-" + step + "-" + i,
                            "speak",
                            oneOf(DURATIONS),
                            random.nextInt(4) == 0 ? Duration.ofHours(1) : Lease.ATTEMPT,
                            random.nextInt(5) == 0,
                            new OutboxCommand.Request("POST", "/calls/x", "{\"n\": " + step + "}")))
                    .toList();
            List<TimerChange> timers = IntStream.range(0, random.nextInt(3))
                    .<TimerChange>mapToObj(i -> random.nextBoolean()
                            ? new TimerChange.Start(oneOf(TIMERS), oneOf(DURATIONS))
                            : new TimerChange.Cancel(oneOf(TIMERS)))
                    .toList();
            Commit.Settled settled = leases.isEmpty() || random.nextBoolean() ? null : settled(key);
            List<String> cleared = random.nextInt(8) == 0 ? List.of(oneOf(LANES)) : List.of();
            String state = version == 0 && random.nextInt(4) == 0 ? null : "{\"step\": " + step + "}";
            boolean ended = random.nextInt(25) == 0;
            return new Commit(key, version, event, state, "line " + step, commands, timers, settled, cleared, ended);
        }

        private Commit.Settled settled(SessionKey key) {
            List<Lease> own =
                    leases.stream().filter(lease -> lease.key().equals(key)).toList();
            Lease lease = own.isEmpty() ? recent() : own.get(Math.max(0, own.size() - 1 - random.nextInt(3)));
            return new Commit.Settled(lease.lane(), lease.commandId());
        }

        private Optional<Lease> lease(
                String as, Function<Lease, Function<SessionStore, Future<Optional<Lease>>>> call) {
            if (leases.isEmpty()) {
                return Optional.empty();
            }
            Lease lease = recent();
            Optional<Lease> next = both(
                    as + " " + lease, store -> call.apply(lease).apply(store).map(each -> each.map(Run::coarse)));
            next.ifPresent(leases::add);
            return next;
        }

        private void claim(String as, SessionKey key) {
            Set<DueWork> work = both(
                    as,
                    store -> store.claim(key.shard(settings.shards()), 1_000).map(pieces -> {
                        // Within a millisecond the order is chance.
                        Set<DueWork> coarse = new HashSet<>();
                        pieces.forEach(piece -> coarse.add(coarse(piece)));
                        assertThat(coarse).hasSameSizeAs(pieces);
                        return coarse;
                    }));
            work.forEach(piece -> {
                if (piece instanceof DueWork.Command command) {
                    leases.add(command.lease());
                }
            });
            count("claimed", work.stream().findFirst());
        }

        /** As the time to live does, for calls that ended; after that they are gone for good. */
        private void expire(SessionKey key) {
            if (redis.number("EXISTS", layout.tombstone(key)) == 1) {
                model.expire(key);
                redis.number("DEL", layout.call(key));
                // What is left of it in the index until it is due is harmless, but nothing to compare.
                redis.list("ZRANGE", layout.due(key), "0", "-1").stream()
                        .filter(member -> member.contains(key.id()))
                        .forEach(member -> redis.number("ZREM", layout.due(key), member));
            }
        }

        /** A call that is gone begins anew, tombstone and all, so that the run goes on. */
        private void renew(SessionKey key) {
            if (random.nextInt(3) == 0) {
                redis.number("DEL", layout.tombstone(key));
                model.forget(key);
                versions.put(key, 0L);
            }
        }

        void compareWhatIsLeft() {
            for (SessionKey key : keys) {
                int shard = key.shard(settings.shards());
                List<String> members = redis.list("ZRANGE", layout.due(shard), "0", "-1");
                assertThat(members).containsExactlyInAnyOrderElementsOf(model.dueMembers(shard));
                long entries = redis.list("HKEYS", layout.call(key)).stream()
                        .filter(field -> field.startsWith("o:"))
                        .count();
                assertThat(entries).isEqualTo(model.outboxSize(key));
            }
        }

        private <T> T both(String as, Function<SessionStore, Future<T>> call) {
            T expected = call.apply(model).result();
            T actual = fixture.onLoop(() -> call.apply(fixture.store));
            assertThat(actual).as(as).isEqualTo(expected);
            return actual;
        }

        private void count(String what, Optional<?> answer) {
            answer.ifPresent(some -> answers.merge(what, 1, Integer::sum));
        }

        private Lease recent() {
            return leases.get(Math.max(0, leases.size() - 1 - random.nextInt(12)));
        }

        private <T> T oneOf(List<T> list) {
            return list.get(random.nextInt(list.size()));
        }

        private static CommitResult coarse(CommitResult result) {
            return result instanceof CommitResult.Committed committed
                    ? new CommitResult.Committed(
                            committed.version(),
                            // Lanes do not wait for each other, so their order says nothing.
                            committed.leases().stream()
                                    .map(Run::coarse)
                                    .sorted(Comparator.comparing(Lease::lane))
                                    .toList())
                    : result;
        }

        private static DueWork coarse(DueWork work) {
            return work instanceof DueWork.Command command ? new DueWork.Command(coarse(command.lease())) : work;
        }

        /** Of times, only whether any is left. */
        private static Lease coarse(Lease lease) {
            Duration left = lease.timeLeft().isPositive() ? Duration.ofHours(1) : Duration.ZERO;
            return new Lease(
                    lease.key(),
                    lease.lane(),
                    lease.commandId(),
                    lease.name(),
                    lease.request(),
                    lease.number(),
                    lease.attempt(),
                    Duration.ZERO,
                    left,
                    lease.limit());
        }
    }
}
