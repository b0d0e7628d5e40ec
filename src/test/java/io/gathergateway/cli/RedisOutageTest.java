package io.gathergateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.flow.FlowSet;
import io.gathergateway.ops.Metrics;
import io.gathergateway.store.RawRedis;
import io.gathergateway.store.RedisServer;
import io.gathergateway.store.SentinelServers;
import io.gathergateway.webhook.WebhookSigner;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A whole gateway while its Redis is slow to the point of silence, gone, full, or another (P10): each webhook is answered
 * 503 within 1.5 s, and 200 again once Redis is back, without help.
 */
class RedisOutageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** For a busy machine. */
    private static final Duration MARGIN = Duration.ofMillis(500);

    private static final WebhookSigner SIGNER = new WebhookSigner(7);

    /** Something that befalls a Redis, and its end. */
    enum Outage {
        FROZEN {
            @Override
            void begin(RedisServer redis) {
                redis.freeze();
            }

            @Override
            void end(RedisServer redis) {
                redis.thaw();
            }
        },
        KILLED {
            @Override
            void begin(RedisServer redis) {
                redis.kill();
            }

            @Override
            void end(RedisServer redis) {
                redis.restart();
            }
        },
        FULL {
            @Override
            void begin(RedisServer redis) {
                set(redis, "maxmemory", "1");
            }

            @Override
            void end(RedisServer redis) {
                set(redis, "maxmemory", "0");
            }
        },
        /** It greets, and answers questions; whatever writes waits. */
        WRITES_HELD_UP {
            @Override
            void begin(RedisServer redis) {
                try (RawRedis raw = redis.connect()) {
                    raw.text("CLIENT", "PAUSE", "60000", "WRITE");
                }
            }

            @Override
            void end(RedisServer redis) {
                try (RawRedis raw = redis.connect()) {
                    raw.text("CLIENT", "UNPAUSE");
                }
            }
        };

        abstract void begin(RedisServer redis);

        abstract void end(RedisServer redis);

        private static void set(RedisServer redis, String setting, String value) {
            try (RawRedis raw = redis.connect()) {
                raw.text("CONFIG", "SET", setting, value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void webhooksAre503InTimeAnd200AgainAfterwards(Outage outage) throws Exception {
        try (RedisServer redis = RedisServer.start();
                Served served = new Served(redis.url())) {
            assertThat(served.webhook()).isEqualTo(200);
            outage.begin(redis);
            for (int i = 0; i < 5; i++) {
                assertThat(served.webhook()).isEqualTo(503);
            }
            outage.end(redis);
            served.untilServed();
            assertThat(served.answers.keySet()).containsExactlyInAnyOrder(200, 503);
            assertThat(served.slowest).isLessThan(Duration.ofMillis(1_500).plus(MARGIN));
        }
    }

    @Test
    void aFailoverIsFollowed() throws Exception {
        try (SentinelServers redis = SentinelServers.start("--repl-diskless-sync-delay", "0");
                Served served = new Served(redis.url())) {
            assertThat(served.webhook()).isEqualTo(200);
            redis.master().kill();
            served.untilServed();
            assertThat(served.answers.keySet()).containsExactlyInAnyOrder(200, 503);
            assertThat(served.slowest).isLessThan(Duration.ofMillis(1_500).plus(MARGIN));
        }
    }

    /** A gateway, and what it answers to new calls. */
    private static final class Served implements AutoCloseable {
        final Map<Integer, Integer> answers = new TreeMap<>();
        Duration slowest = Duration.ZERO;
        private final HttpClient http = HttpClient.newHttpClient();
        private final Vertx vertx = Vertx.vertx();
        private final Gateway gateway;

        Served(String redis) throws Exception {
            FlowSet flows = Pods.set("any");
            gateway = Await.result(
                    Gateway.start(
                            vertx, RedisOnly.config(redis, SIGNER.publicKey()), flows, new Metrics(Version.text())),
                    PATIENCE);
        }

        /** One call comes in. */
        int webhook() throws Exception {
            String id = UUID.randomUUID().toString();
            byte[] body = """
                {"data": {"record_type": "event", "event_type": "call.initiated", "id": "%1$s",
                  "occurred_at": "%2$s", "payload": {"call_session_id": "%1$s", "call_control_id": "v3:%1$s",
                  "call_leg_id": "%1$s", "connection_id": "1", "direction": "incoming", "from": "+13125550199",
                  "to": "+13125550100", "state": "parked"}}}""".formatted(id, Instant.now()).getBytes(UTF_8);
            long timestamp = Instant.now().getEpochSecond();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.webhookPort() + "/webhooks/telnyx"))
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .header("Telnyx-Timestamp", String.valueOf(timestamp))
                    .header("Telnyx-Signature-Ed25519", SIGNER.sign(timestamp, body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            long begin = System.nanoTime();
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            Duration took = Duration.ofNanos(System.nanoTime() - begin);
            slowest = took.compareTo(slowest) > 0 ? took : slowest;
            answers.merge(status, 1, Integer::sum);
            return status;
        }

        void untilServed() throws Exception {
            Instant last = Instant.now().plus(PATIENCE);
            while (webhook() != 200) {
                assertThat(Instant.now()).as("still 503 after " + PATIENCE).isBefore(last);
                Thread.sleep(20);
            }
        }

        @Override
        public void close() {
            try {
                Await.result(gateway.close(), PATIENCE);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            http.close();
        }
    }
}
