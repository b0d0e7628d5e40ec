package io.gathergateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gathergateway.store.RedisPreflight;
import io.gathergateway.store.RedisServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start beside a Redis that starts too. */
class StoresTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    @Test
    void aStartWaitsForARedisThatComesLater() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            Future<RedisPreflight.Verdict> verdict = stores(redis).check(Duration.ofSeconds(30));
            // The first look has found nobody there.
            assertThatThrownBy(() -> verdict.await(500, TimeUnit.MILLISECONDS)).isInstanceOf(Exception.class);
            redis.restart();
            assertThat(verdict.await(20, TimeUnit.SECONDS)).isInstanceOf(RedisPreflight.Verdict.Ready.class);
        }
    }

    @Test
    void aStartDoesNotWaitForEver() throws Exception {
        try (RedisServer redis = RedisServer.start()) {
            redis.kill();
            assertThatThrownBy(() -> stores(redis).check(Duration.ofSeconds(1)).await(20, TimeUnit.SECONDS))
                    .hasRootCauseInstanceOf(ConnectException.class);
        }
    }

    private Stores stores(RedisServer redis) {
        return new Stores(vertx, RedisOnly.config(redis.url(), ""), new SimpleMeterRegistry());
    }
}
