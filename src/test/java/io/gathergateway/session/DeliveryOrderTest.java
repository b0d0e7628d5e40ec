package io.gathergateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.bus.Applied;
import io.gathergateway.call.Decider;
import io.gathergateway.call.Decision;
import io.gathergateway.call.Flows;
import io.gathergateway.call.Journal;
import io.gathergateway.call.Lease;
import io.gathergateway.call.OutboxCommand;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.call.TestCall;
import io.gathergateway.store.EmbeddedRedis;
import io.gathergateway.store.RedisAddress;
import io.gathergateway.store.RedisLink;
import io.gathergateway.store.RedisMetrics;
import io.gathergateway.store.RedisSessionStore;
import io.gathergateway.store.StoreSettings;
import io.gathergateway.telnyx.command.AssistantVoice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * P3 and P7 on a real Redis: a short call's events, each twice, in every order that causes allow, to two gateways at
 * once. The commands are those of the tidy order, or a prefix of them where the hang-up came early.
 */
class DeliveryOrderTest {
    private static final List<String> TIDY =
            List.of("answer", "gather_using_speak", "gather_using_ai", "speak", "hangup");
    private static final int HANGUP = 4;

    /** What is tried here is order, not time: a busy machine must not fail it. */
    private static final RedisLink.Limits PATIENT =
            new RedisLink.Limits(Duration.ofSeconds(20), 1_000, Duration.ofMillis(50), Duration.ofSeconds(2));

    private final Decider decider = new Decider(AssistantVoice.DEFAULT, TestCall.noBugs());
    private final RevisionCatalog catalog = new RevisionCatalog(TestCall.flows(), TestCall.flows());
    private final ConcurrentMap<SessionKey, List<OutboxCommand>> commands = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void everyCausalOrderGivesTheTidyCommandsOrAPrefixOfThem() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                TestGateway one = new TestGateway(redis.url());
                TestGateway other = new TestGateway(redis.url())) {
            TestGateway[] gateways = {one, other};
            List<List<Integer>> orders = orders();
            assertThat(orders).hasSizeGreaterThan(400);
            for (List<Integer> order : orders) {
                play(order, gateways, false);
                play(order, gateways, true);
            }
            for (var call : commands.entrySet()) {
                List<String> journal =
                        one.run(() -> one.store.journal(call.getKey())).get(30, TimeUnit.SECONDS);
                assertThat(Journal.firstDifference(decider, Flows.among(TestCall.flows()), call.getKey(), journal))
                        .as("replay of %s", call.getKey())
                        .isEmpty();
            }
        }
    }

    /** Delivers one order: event n's first copy to one gateway, its second to the other; or all next copies at once. */
    private void play(List<Integer> order, TestGateway[] gateways, boolean together) throws Exception {
        SessionKey key = new SessionKey("call-" + calls.incrementAndGet());
        List<OutboxCommand> decided = commands.computeIfAbsent(key, k -> new ArrayList<>());
        int[] delivered = new int[5];
        List<CompletableFuture<Applied>> underWay = new ArrayList<>();
        int hangupAfter = -1;
        for (int i = 0; i < order.size(); i++) {
            int event = order.get(i);
            SessionEvent copy = TestCall.event(key, event, decided);
            int gateway = delivered[event]++ % 2;
            underWay.add(gateways[gateway].deliver(copy));
            if (together && event == HANGUP) {
                underWay.add(gateways[1 - gateway].deliver(copy));
            }
            boolean nextIsFirst = i + 1 < order.size() && delivered[order.get(i + 1)] == 0;
            if (!together || nextIsFirst) {
                // The next event's cause must have been decided before it can exist.
                finish(underWay);
            }
            if (event == HANGUP && hangupAfter < 0) {
                hangupAfter = decided.size();
            }
        }
        finish(underWay);
        List<String> names;
        synchronized (decided) {
            names = decided.stream().map(OutboxCommand::name).toList();
        }
        assertThat(TIDY.subList(0, names.size())).as("order %s", order).isEqualTo(names);
        if (!together) {
            assertThat(names).as("nothing after the hang-up, order %s", order).hasSize(hangupAfter);
        }
    }

    private static void finish(List<CompletableFuture<Applied>> underWay) throws Exception {
        for (CompletableFuture<Applied> future : underWay) {
            future.get(30, TimeUnit.SECONDS);
        }
        underWay.clear();
    }

    /** A gateway's session room on an event loop of its own. */
    private final class TestGateway implements AutoCloseable {
        private final Vertx vertx = Vertx.vertx();
        private final Context loop = vertx.getOrCreateContext();
        private final RedisSessionStore store;
        private final CommitLoop commits;
        private final CallQueue queue = new CallQueue(64, 64);

        TestGateway(String redis) throws Exception {
            store = run(() -> {
                        RedisLink link = new RedisLink(
                                vertx, RedisAddress.of(redis), PATIENT, new RedisMetrics(new SimpleMeterRegistry()));
                        link.expectEnd();
                        return link.start().map(up -> new RedisSessionStore(link, StoreSettings.DEFAULT));
                    })
                    .get(30, TimeUnit.SECONDS);
            SetLookup sets = new SetLookup(
                    catalog,
                    revision -> Future.succeededFuture(Optional.empty()),
                    set -> Future.failedFuture("nothing to read"),
                    (revision, outcome) -> {});
            SessionCache cache = new SessionCache(1_000);
            commits = new CommitLoop(
                    store,
                    decider,
                    catalog,
                    sets,
                    CallClock.of(InstantSource.system()),
                    cache,
                    (event, threw) -> Future.failedFuture(new AssertionError("a decision threw")),
                    new Recorder());
        }

        CompletableFuture<Applied> deliver(SessionEvent event) {
            return run(() -> queue.run(event.key(), () -> commits.apply(event)));
        }

        <T> CompletableFuture<T> run(Supplier<Future<T>> work) {
            CompletableFuture<T> result = new CompletableFuture<>();
            loop.runOnContext(v -> work.get().onSuccess(result::complete).onFailure(result::completeExceptionally));
            return result;
        }

        @Override
        public void close() {
            // Before its Redis goes, so that it does not look for it.
            vertx.close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        }
    }

    /** Keeps what was committed, as the sender would be told. */
    private final class Recorder implements CommitLoop.Committed {
        @Override
        public void decided(SessionEvent event, Decision decision) {
            List<OutboxCommand> call = commands.get(event.key());
            if (call != null) {
                synchronized (call) {
                    call.addAll(decision.commands());
                }
            }
        }

        @Override
        public void ignored(Decision decision) {}

        @Override
        public void granted(Lease lease, Instant askedAt) {}

        @Override
        public void lost(SessionEvent event) {
            throw new AssertionError("a session got lost");
        }
    }

    /** Every sequence of two copies each of the events 1 to 4 where first copies of 1, 2, 3 come in this order. */
    private static List<List<Integer>> orders() {
        List<List<Integer>> orders = new ArrayList<>();
        extend(new ArrayList<>(), new int[5], orders);
        return orders;
    }

    private static void extend(List<Integer> order, int[] used, List<List<Integer>> orders) {
        if (order.size() == 8) {
            orders.add(List.copyOf(order));
            return;
        }
        for (int event = 1; event <= HANGUP; event++) {
            boolean caused = event == 1 || event == HANGUP || used[event - 1] > 0;
            // Once the call is over nothing causes new results: what was not asked for is not answered.
            boolean possible = used[event] > 0 || event == HANGUP || used[HANGUP] == 0 || event <= caused(used);
            if (used[event] < 2 && caused && possible) {
                used[event]++;
                order.add(event);
                extend(order, used, orders);
                order.removeLast();
                used[event]--;
            }
        }
    }

    /** The highest event whose cause was decided before the hang-up: it may still arrive after it. */
    private static int caused(int[] used) {
        int highest = 1;
        while (highest < 3 && used[highest] > 0) {
            highest++;
        }
        return highest;
    }
}
