package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each script's keys lie in one slot, so that a Redis Cluster takes them. */
class SlotTest {
    private static final int SHARDS = StoreSettings.DEFAULT.shards();
    /** A node's cluster port is 10,000 higher. */
    private static final int HIGHEST_PORT = 55_000;

    @Test
    void allKeysOfACallShareASlot() {
        SessionLayout layout = new SessionLayout(SHARDS);

        assertThat(Stream.generate(StoreFixture::newKey).limit(500)).allSatisfy(key -> {
            int slot = slot(layout.call(key));
            assertThat(slot(layout.due(key))).isEqualTo(slot);
            assertThat(slot(layout.tombstone(key))).isEqualTo(slot);
            assertThat(layout.due(key.shard(SHARDS))).isEqualTo(layout.due(key));
        });
    }

    @Test
    void theShardsAreSpreadOverTheSlots() {
        SessionLayout layout = new SessionLayout(SHARDS);

        assertThat(IntStream.range(0, SHARDS)
                        .map(shard -> slot(layout.due(shard)))
                        .distinct())
                .hasSize(SHARDS);
    }

    @Test
    void everyScriptRunsOnAClusterNode() throws IOException {
        try (RedisServer server = RedisServer.startOn(clusterPort(), "--cluster-enabled", "yes");
                RawRedis redis = server.connect()) {
            redis.text(Stream.concat(
                            Stream.of("CLUSTER", "ADDSLOTS"),
                            IntStream.range(0, 16_384).mapToObj(String::valueOf))
                    .toArray(String[]::new));
            awaitClusterOk(redis);
            assertThat(redis.number("CLUSTER", "KEYSLOT", "{s17}:due")).isEqualTo(slot("{s17}:due"));

            try (StoreFixture fixture = StoreFixture.connected(server.url(), StoreSettings.DEFAULT);
                    StoreFixture dead = StoreFixture.connected(server.url(), StoreFixture.DUE_AT_ONCE)) {
                SessionKey key = newKey();
                Lease first = dead.committed(draft(key, 0, "e1")
                                .command("leg", "c1")
                                .command("leg", "c2")
                                .timer("t", Duration.ZERO)
                                .make())
                        .leases()
                        .getFirst();
                assertThat(fixture.claim(key)).hasSize(2);
                Lease second = fixture.onLoop(() -> fixture.store.settle(first)).orElseThrow();
                Lease again = fixture.onLoop(() -> fixture.store.renew(second)).orElseThrow();
                fixture.onLoop(() -> fixture.store.release(again, Duration.ZERO).map(true));
                assertThat(fixture.onLoop(() -> fixture.store.journal(key))).hasSize(1);
                fixture.committed(draft(key, 1, "e2").end().make());
                assertThat(fixture.onLoop(() -> fixture.store.load(key))).isPresent();
            }
        }
    }

    private static void awaitClusterOk(RawRedis redis) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!String.valueOf(redis.text("CLUSTER", "INFO")).contains("cluster_state:ok")) {
            assertThat(System.nanoTime())
                    .as("the node did not take its slots in 10 s")
                    .isLessThan(deadline);
        }
    }

    private static int clusterPort() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, HIGHEST_PORT);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    ServerSocket bus = new ServerSocket(port + 10_000, 1, InetAddress.getLoopbackAddress())) {
                assertThat(bus.getLocalPort() - free.getLocalPort()).isEqualTo(10_000);
                return port;
            } catch (BindException e) {
                // Taken: another one.
            }
        }
    }

    /** CRC16 of the hash tag, as the specification of Redis Cluster defines it. */
    private static int slot(String key) {
        String tag = key.substring(key.indexOf('{') + 1, key.indexOf('}'));
        int crc = 0;
        for (byte b : tag.getBytes(StandardCharsets.US_ASCII)) {
            crc ^= b << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) != 0 ? crc << 1 ^ 0x1021 : crc << 1;
            }
        }
        return (crc & 0xffff) % 16_384;
    }
}
