package io.gathergateway.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.gathergateway.call.Flows;
import io.gathergateway.call.SessionEvent;
import io.gathergateway.call.SessionKey;
import io.gathergateway.flow.FlowReader;
import io.gathergateway.flow.FlowReading;
import io.gathergateway.flow.FlowSet;
import io.gathergateway.session.RevisionVerticle.Follow;
import io.gathergateway.session.RevisionVerticle.Pace;
import io.gathergateway.store.LiveRevision.Canary;
import io.gathergateway.store.RawRedis;
import io.gathergateway.store.RedisAddress;
import io.gathergateway.store.RedisLink;
import io.gathergateway.store.RedisMetrics;
import io.gathergateway.store.RedisServer;
import io.gathergateway.store.RedisUnavailable;
import io.gathergateway.store.RevisionStore;
import io.gathergateway.store.StoredSet;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A pod and the flow sets in a real Redis: what it writes there, keeps there, and begins calls with. */
class RevisionVerticleTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final Pace FAST = new Pace(Duration.ofMillis(10), Duration.ofMillis(10));
    private static final RedisLink.Limits LIMITS =
            new RedisLink.Limits(Duration.ofSeconds(5), 100, Duration.ofMillis(5), Duration.ofMillis(50));
    private static final String KEY = "{flows}:rev:";

    private final FlowSet own = set("own");
    private final FlowSet other = set("other");
    private final FlowSet forbidden = set("forbidden");
    private final FlowSet fallback = set("fallback");
    private final RevisionCatalog catalog = new RevisionCatalog(own, fallback);
    private final Map<String, Integer> looks = new ConcurrentHashMap<>();
    private final List<ILoggingEvent> lines = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Vertx vertx = Vertx.vertx();
    private final RawRedis raw = REDIS.connect();
    private final Logger logger = (Logger) LoggerFactory.getLogger(RevisionVerticle.class);
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
            lines.add(line);
        }
    };

    @BeforeEach
    void empty() {
        raw.text("FLUSHALL");
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void close() throws Exception {
        logger.detachAppender(appender);
        raw.close();
        await(vertx.close());
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void theFlowsOfAPodAreInRedisBeforeItTakesCalls() throws Exception {
        deploy(Follow.FILE);
        assertThat(inRedis()).containsExactlyInAnyOrder(own.revision(), fallback.revision());
        assertThat(store(RevisionStore::live))
                .as("nothing is published by a pod on its own")
                .isEmpty();
        assertThat(stored(own)).contains(SetReading.stored(own));
    }

    @Test
    void aPodThatCannotWriteItsFlowsDoesNotStart() {
        RevisionVerticle verticle = new RevisionVerticle(
                catalog, Follow.FILE, () -> open("redis://127.0.0.1:1"), set -> true, FAST, registry);
        assertThatThrownBy(() -> await(vertx.deployVerticle(verticle))).isInstanceOf(RedisUnavailable.class);
    }

    @Test
    void aPodThatFollowsItsFileIsNotLedElsewhere() throws Exception {
        publish(other);
        deploy(Follow.FILE);
        for (int round = 0; round < 3; round++) {
            raw.text("DEL", KEY + own.revision());
            until("it came round", () -> inRedis().contains(own.revision()));
        }
        assertThat(catalog.live().live()).isEqualTo(own);
    }

    @Test
    void theFirstPodPublishesItsOwnAndFollowsWhatComesAfter() throws Exception {
        deploy(Follow.LIVE);
        assertThat(store(RevisionStore::live).orElseThrow().revision()).isEqualTo(own.revision());
        publish(other);
        begunWith(other);
        store(RevisionStore::rollback);
        begunWith(own);
    }

    @Test
    void whatIsPublishedAlreadyIsLiveFromTheStart() throws Exception {
        publish(other);
        deploy(Follow.LIVE);
        assertThat(catalog.live().live()).isEqualTo(other);
        assertThat(store(RevisionStore::live).orElseThrow().revision()).isEqualTo(other.revision());
    }

    @Test
    void flowsThatThisPodMayNotRunDoNotGoLiveHereAndAreToldOfOnce() throws Exception {
        deploy(Follow.LIVE);
        publish(forbidden);
        until("it was looked at", () -> looks(forbidden) == 1);
        until("the metric says so", () -> current() == 0);
        publish(other);
        begunWith(other);
        until("the metric says so", () -> current() == 1);
        publish(forbidden);
        until("it was looked at again", () -> looks(forbidden) == 2);
        publish(own);
        begunWith(own);

        assertThat(errors())
                .singleElement()
                .asString()
                .contains(forbidden.revision(), "they ask a host or name a secret that this pod's configuration lacks");
        assertThat(catalog.known(forbidden.revision())).isEmpty();
    }

    @Test
    void aCanaryThatThisPodMayNotRunLeavesTheLiveFlowsToAll() throws Exception {
        deploy(Follow.LIVE);
        publish(other);
        begunWith(other);
        canary(forbidden);
        until("it was looked at", () -> looks(forbidden) == 1);
        canary(own);
        until("another is tried", () -> catalog.live().canary() != null);
        assertThat(catalog.live().live()).isEqualTo(other);
        assertThat(catalog.live().canary()).isEqualTo(new Flows.Canary(own, 10, Set.of("+13125550100")));
        assertThat(errors()).singleElement().asString().contains(forbidden.revision());
    }

    @Test
    void flowsOfAnotherReleaseOrNotWhatTheirNameSaysDoNotGoLive() throws Exception {
        deploy(Follow.LIVE);
        StoredSet newer = new StoredSet("x.yaml", Map.of("x.yaml", "flow: x\nfly: true"));
        store(store -> store.publish("newer", newer));
        until("it was refused", () -> errors().size() == 1);
        store(store -> store.publish("forged", SetReading.stored(other)));
        until("it was refused too", () -> errors().size() == 2);
        assertThat(catalog.live().live()).isEqualTo(own);
        publish(other);
        begunWith(other);
    }

    @Test
    void whatCannotBeFollowedIsToldOnceAndFollowedAgainWhenItCanBe() throws Exception {
        deploy(Follow.LIVE);
        raw.text("HSET", "{flows}:live", "since", "yesterday");
        until("it was told", () -> errors().size() == 1);
        until("the metric says so", () -> current() == 0);
        publish(other);
        begunWith(other);
        until("the metric says so", () -> current() == 1);
        assertThat(errors()).singleElement().asString().contains("what is live cannot be followed");
    }

    @Test
    void aCanaryTakesItsShareOfTheCallsAndTheRestStays() throws Exception {
        deploy(Follow.LIVE);
        publish(own);
        canary(other);
        until("it is tried", () -> catalog.live().canary() != null);
        SetLookup lookup = new SetLookup(
                catalog,
                revision -> Future.failedFuture("none is fetched"),
                stored -> Future.failedFuture("none"),
                (r, o) -> {});
        int calls = 2000;
        long tried = IntStream.range(0, calls)
                .mapToObj(call -> lookup.of(null, incoming("call-" + call)).result())
                .filter(other::equals)
                .count();
        assertThat(tried).as("about 10 % of them").isBetween(calls * 7L / 100, calls * 13L / 100);
        assertThat(lookup.of(null, incoming("call-1")).result())
                .as("however often its first event comes")
                .isEqualTo(lookup.of(null, incoming("call-1")).result());
    }

    @Test
    void whatRedisLosesIsWrittenAgain() throws Exception {
        deploy(Follow.LIVE);
        publish(other);
        begunWith(other);
        for (FlowSet lost : List.of(own, other, fallback)) {
            raw.text("DEL", KEY + lost.revision());
        }
        until("they are back", () -> inRedis().size() == 3);
        assertThat(stored(other)).contains(SetReading.stored(other));
        assertThat(lines)
                .filteredOn(line -> line.getLevel() == Level.WARN)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsOnly("Redis lost flows in use, they are written again")
                .hasSize(3);
    }

    @Test
    void theFlowsOfARunningCallAreKeptToo() throws Exception {
        deploy(Follow.FILE);
        catalog.add(other);
        until("it was kept", () -> inRedis().contains(other.revision()));
    }

    private void deploy(Follow follow) throws Exception {
        await(vertx.deployVerticle(
                new RevisionVerticle(catalog, follow, () -> open(REDIS.url()), this::mayRun, FAST, registry)));
    }

    private static SessionEvent incoming(String call) {
        return new SessionEvent.PlaceCall(new SessionKey(call), "f", "1", "+44", "+13125550199", Map.of());
    }

    private int current() {
        return (int) registry.get("gateway.flows.current").gauge().value();
    }

    private boolean mayRun(FlowSet set) {
        looks.merge(set.revision(), 1, Integer::sum);
        return !set.equals(forbidden);
    }

    private int looks(FlowSet set) {
        return looks.getOrDefault(set.revision(), 0);
    }

    private void publish(FlowSet set) throws Exception {
        store(store -> store.publish(set.revision(), SetReading.stored(set)));
    }

    private void canary(FlowSet set) throws Exception {
        store(store -> store.publish(SetReading.stored(set), new Canary(set.revision(), 10, List.of("+13125550100"))));
    }

    private void begunWith(FlowSet set) throws Exception {
        until("new calls begin with " + set.entry(), () -> catalog.live().live().equals(set));
    }

    private Optional<StoredSet> stored(FlowSet set) throws Exception {
        return store(store -> store.get(set.revision()));
    }

    private List<String> inRedis() {
        try (RawRedis look = REDIS.connect()) {
            return look.list("KEYS", KEY + "*").stream()
                    .map(key -> key.substring(KEY.length()))
                    .toList();
        }
    }

    private List<String> errors() {
        return lines.stream()
                .filter(line -> line.getLevel() == Level.ERROR)
                .map(line -> line.getFormattedMessage() + line.getKeyValuePairs())
                .toList();
    }

    private Future<RevisionStore> open(String url) {
        RedisLink link =
                new RedisLink(vertx, RedisAddress.of(url), LIMITS, new RedisMetrics(new SimpleMeterRegistry()));
        link.expectEnd();
        return link.start().transform(first -> Future.succeededFuture(new RevisionStore(link, Duration.ofHours(25))));
    }

    /** As whoever publishes does, by a link of its own. */
    private <T> T store(Function<RevisionStore, Future<T>> work) throws Exception {
        Promise<T> done = Promise.promise();
        vertx.getOrCreateContext()
                .runOnContext(v -> open(REDIS.url()).compose(work).onComplete(done));
        return await(done.future());
    }

    private void until(String what, BooleanSupplier condition) throws Exception {
        Promise<Void> reached = Promise.promise();
        long timer = vertx.setPeriodic(5, id -> {
            if (condition.getAsBoolean()) {
                reached.tryComplete();
            }
        });
        try {
            await(reached.future());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new AssertionError("never came: " + what, e);
        } finally {
            vertx.cancelTimer(timer);
        }
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static FlowSet set(String name) {
        String text = "flow: " + name + "\nstart: bye\nvoice: AWS.Polly.Joanna-Neural\nsteps: { bye: hangup }\n";
        return switch (FlowReader.read(name + ".yaml", text)) {
            case FlowReading.Loaded loaded -> loaded.set();
            case FlowReading.Refused refused ->
                throw new AssertionError(refused.problems().render());
        };
    }
}
