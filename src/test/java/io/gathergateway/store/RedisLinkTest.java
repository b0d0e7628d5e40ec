package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gathergateway.store.RedisUnavailable.Reason;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RedisLinkTest {
    private static final RedisLink.Limits QUICK =
            new RedisLink.Limits(Duration.ofMillis(300), 10, Duration.ofMillis(5), Duration.ofMillis(50));

    @Test
    void aLateReplyIsNeverMatchedToANewRequest() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                TcpProxy proxy = new TcpProxy(server.port());
                StoreFixture fixture = quick(proxy.port())) {
            redis.text("SET", "old", "the late one");
            redis.text("SET", "new", "the right one");
            fixture.onLoop(fixture.link::start);

            proxy.hold();
            CompletableFuture<String> first = fixture.begin(() -> fixture.get("old"));
            CompletableFuture<String> second = fixture.begin(() -> fixture.get("old"));
            proxy.awaitHeld();

            // All in flight fail together, and the connection the late reply is on its way over is closed.
            assertThat(Outcome.of(first)).isEqualTo(Reason.TIMEOUT);
            assertThat(Outcome.of(second)).isEqualTo(Reason.TIMEOUT);
            proxy.awaitClientGone();

            proxy.release();
            awaitUp(fixture);
            List<CompletableFuture<String>> next = Stream.generate(() -> fixture.begin(() -> fixture.get("new")))
                    .limit(10)
                    .toList();
            assertThat(next.stream().map(CompletableFuture::join)).containsOnly("the right one");
        }
    }

    @Test
    void whileThereIsNoRedisCommandsFailAtOnceAndTheLinkComesBackWithIt() {
        try (RedisServer server = RedisServer.start();
                StoreFixture fixture = quick(server.port())) {
            fixture.onLoop(fixture.link::start);
            assertThat(up(fixture)).isEqualTo(1);

            server.kill();
            Outcome.await(() -> !isUp(fixture));
            assertThat(up(fixture)).isZero();
            CompletableFuture<String> refused = fixture.begin(() -> fixture.get("k"));
            assertThat(Outcome.of(refused)).isEqualTo(Reason.DISCONNECTED);

            server.restart();
            awaitUp(fixture);
            // The new Redis knows none of the scripts.
            assertThat(fixture.commit(draft(newKey(), 0, "e1").make())).isInstanceOf(CommitResult.Committed.class);
            assertThat(up(fixture)).isEqualTo(1);
        }
    }

    @Test
    void whatWasInFlightWhenTheConnectionEndedFails() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                StoreFixture fixture = quick(proxy.port())) {
            fixture.onLoop(fixture.link::start);
            proxy.hold();
            CompletableFuture<String> lost = fixture.begin(() -> fixture.get("k"));
            proxy.awaitHeld();

            proxy.reset();

            assertThat(Outcome.of(lost)).isEqualTo(Reason.LOST);
        }
    }

    @Test
    void moreThanTheBoundInFlightFailsAtOnceAndTheRestGoesOn() throws InterruptedException {
        RedisLink.Limits ten =
                new RedisLink.Limits(Duration.ofSeconds(10), 10, Duration.ofMillis(5), Duration.ofMillis(50));
        try (RedisServer server = RedisServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                StoreFixture fixture =
                        new StoreFixture("redis://127.0.0.1:" + proxy.port(), ten, StoreSettings.DEFAULT)) {
            fixture.onLoop(fixture.link::start);
            proxy.hold();
            List<CompletableFuture<String>> waiting = Stream.generate(() -> fixture.begin(() -> fixture.get("k")))
                    .limit(10)
                    .toList();

            assertThat(Outcome.of(fixture.begin(() -> fixture.get("k")))).isEqualTo(Reason.OVERLOADED);
            assertThat(waiting).noneMatch(CompletableFuture::isDone);

            proxy.release();
            waiting.forEach(CompletableFuture::join);
            assertThat(fixture.onLoop(() -> fixture.get("k"))).isEqualTo("null");
        }
    }

    @Test
    void aScriptThatRedisForgotIsSentAgain() {
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = quick(server.port())) {
            fixture.onLoop(fixture.link::start);
            fixture.committed(draft(newKey(), 0, "e1").make());
            redis.text("SCRIPT", "FLUSH");

            fixture.committed(draft(newKey(), 0, "e1").make());
            fixture.committed(draft(newKey(), 0, "e1").make());

            String stats = String.valueOf(redis.text("INFO", "commandstats"));
            // EVAL taught it twice; in between the hash is enough.
            assertThat(stats).contains("cmdstat_eval:calls=2,").contains("cmdstat_evalsha:calls=3,");
        }
    }

    @Test
    void aRedisThatAcceptsAndSaysNothingIsGivenUpAndTriedAgain() throws InterruptedException {
        try (RedisServer server = RedisServer.start();
                TcpProxy proxy = new TcpProxy(server.port());
                StoreFixture fixture = quick(proxy.port())) {
            proxy.hold();

            assertThat(Outcome.of(fixture.begin(fixture.link::start))).isEqualTo(Reason.TIMEOUT);
            proxy.awaitClientGone();

            proxy.release();
            awaitUp(fixture);
            assertThat(fixture.onLoop(() -> fixture.get("k"))).isEqualTo("null");
        }
    }

    @Test
    void aRefusedCommandIsAnErrorAndTheConnectionStays() {
        try (RedisServer server = RedisServer.start();
                RawRedis redis = server.connect();
                StoreFixture fixture = quick(server.port())) {
            fixture.onLoop(fixture.link::start);
            redis.number("LPUSH", "list", "x");

            assertThatThrownBy(() -> fixture.onLoop(() -> fixture.get("list")))
                    .isInstanceOf(RedisError.class)
                    .hasMessageStartingWith("WRONGTYPE");
            assertThat(fixture.onLoop(() -> fixture.get("none"))).isEqualTo("null");
            assertThat(count(fixture, "test", "error")).isEqualTo(1);
            assertThat(count(fixture, "test", "ok")).isEqualTo(1);
        }
    }

    @Test
    void aPasswordIsGivenAndAWrongOneTold() {
        try (RedisServer server = RedisServer.start("--requirepass", "s p/1");
                StoreFixture right = new StoreFixture(
                        "redis://:s%20p%2F1@127.0.0.1:" + server.port() + "/3", QUICK, StoreSettings.DEFAULT);
                StoreFixture wrong =
                        new StoreFixture("redis://:wrong@127.0.0.1:" + server.port(), QUICK, StoreSettings.DEFAULT)) {
            right.onLoop(right.link::start);
            assertThat(right.onLoop(() -> right.get("k"))).isEqualTo("null");

            assertThatThrownBy(() -> wrong.onLoop(wrong.link::start)).hasMessageContaining("WRONGPASS");
        }
    }

    @Test
    void aClosedLinkStaysClosed() {
        try (StoreFixture fixture = quick(RedisServer.shared().port())) {
            fixture.onLoop(fixture.link::start);
            fixture.closeLink();

            assertThat(Outcome.of(fixture.begin(() -> fixture.get("k")))).isEqualTo(Reason.CLOSED);
        }
    }

    @Test
    void aLinkIsRefusedToAnyOtherThread() {
        try (StoreFixture fixture = quick(RedisServer.shared().port())) {
            fixture.onLoop(fixture.link::start);

            assertThatThrownBy(() -> fixture.get("k")).isInstanceOf(IllegalStateException.class);
        }
        Vertx vertx = Vertx.vertx();
        RedisAddress address = RedisAddress.of("redis://127.0.0.1");
        RedisMetrics metrics = new RedisMetrics(new SimpleMeterRegistry());
        assertThatThrownBy(() -> new RedisLink(vertx, address, QUICK, metrics))
                .isInstanceOf(IllegalStateException.class);
        vertx.close();
    }

    private static StoreFixture quick(int port) {
        return new StoreFixture("redis://127.0.0.1:" + port, QUICK, StoreSettings.DEFAULT);
    }

    private static boolean isUp(StoreFixture fixture) {
        return fixture.onLoop(() -> Future.succeededFuture(fixture.link.isUp()));
    }

    private static void awaitUp(StoreFixture fixture) {
        Outcome.await(() -> isUp(fixture));
    }

    private static double up(StoreFixture fixture) {
        return fixture.registry.get("gateway.redis.up").gauge().value();
    }

    private static double count(StoreFixture fixture, String script, String result) {
        return fixture.registry
                .get("gateway.redis.commands")
                .tags("script", script, "result", result)
                .counter()
                .count();
    }
}
