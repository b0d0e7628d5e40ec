package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionKey;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Three nodes of a real Redis Cluster. */
class RedisClusterTest {
    private static final SessionLayout LAYOUT = new SessionLayout(StoreSettings.DEFAULT.shards());
    private static ClusterServers cluster;
    private static StoreFixture fixture;

    @BeforeAll
    static void start() {
        cluster = ClusterServers.start(3);
        fixture = StoreFixture.connected(cluster.url(), StoreSettings.DEFAULT);
    }

    @AfterAll
    static void stop() {
        fixture.close();
        cluster.close();
    }

    @Test
    void callsAreSpreadOverTheNodesAndNothingIsRedirected() {
        List<SessionKey> keys = Stream.generate(StoreFixture::newKey).limit(200).toList();
        keys.forEach(key ->
                fixture.committed(draft(key, 0, "e1").command("leg", "c1").make()));

        assertThat(keys).allSatisfy(key -> {
            assertThat(fixture.onLoop(() -> fixture.store.load(key))).isPresent();
            try (RawRedis node = cluster.node(owner(key)).connect()) {
                assertThat(node.number("EXISTS", LAYOUT.call(key))).isEqualTo(1);
            }
        });
        assertThat(keys.stream().map(RedisClusterTest::owner).distinct()).hasSize(3);
        assertThat(fixture.registry
                        .get("gateway.redis.commands")
                        .tag("result", "error")
                        .counters())
                .as("a script that a node did not know yet, once each")
                .satisfies(errors -> assertThat(errors.stream()
                                .mapToDouble(counter -> counter.count())
                                .sum())
                        .isLessThanOrEqualTo(3.0 * Script.values().length));
    }

    @Test
    void theStartAsksEachNode() {
        assertThat(check()).isInstanceOf(RedisPreflight.Verdict.Ready.class);
        try (RawRedis second = cluster.node(1).connect()) {
            second.text("CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
            assertThat(check()).isInstanceOf(RedisPreflight.Verdict.Refused.class);
            second.text("CONFIG", "SET", "maxmemory-policy", "noeviction");
        }
    }

    @Test
    void aNodeAloneIsNoRedisToStartOn() {
        try (StoreFixture one = StoreFixture.connected(cluster.node(0).url(), StoreSettings.DEFAULT)) {
            assertThat(one.onLoop(() -> RedisPreflight.check(one.link, StoreSettings.DEFAULT, Durability.MEMORY)))
                    .isInstanceOfSatisfying(
                            RedisPreflight.Verdict.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("redis-cluster://"));
        }
    }

    @Test
    void flowSetsAreInOneSlotToo() {
        RevisionStore sets =
                fixture.onLoop(() -> Future.succeededFuture(new RevisionStore(fixture.link, Duration.ofHours(1))));
        StoredSet set = new StoredSet("flow.yaml", Map.of("flow.yaml", "flow: x"));

        fixture.onLoop(() -> sets.publish("r1", set).map(true));
        fixture.onLoop(() -> sets.publish("r2", set).map(true));

        assertThat(fixture.onLoop(() -> sets.get("r1"))).contains(set);
        assertThat(fixture.onLoop(sets::rollback)).isEqualTo(RevisionStore.Rollback.LIVE);
        assertThat(fixture.onLoop(sets::live))
                .hasValueSatisfying(live -> assertThat(live.revision()).isEqualTo("r1"));
    }

    @Test
    void aSlotThatMovedIsFoundAtItsNewNode() {
        SessionKey key = newKey(each -> owner(each) == 0);
        int slot = ClusterSlots.of(LAYOUT.call(key));
        // Nothing lies in it yet: other tests' calls are elsewhere, or would not be looked at any more.
        try (RawRedis from = cluster.node(0).connect()) {
            from.list("CLUSTER", "GETKEYSINSLOT", String.valueOf(slot), "1000")
                    .forEach(each -> from.number("DEL", each));
        }
        cluster.everywhere("CLUSTER", "SETSLOT", String.valueOf(slot), "NODE", cluster.id(2));

        fixture.committed(draft(key, 0, "e1").make());

        try (RawRedis to = cluster.node(2).connect()) {
            assertThat(to.number("EXISTS", LAYOUT.call(key))).isEqualTo(1);
        }
    }

    @Test
    void aKeyOfASlotOnItsWayIsAskedForWhereItWent() {
        SessionKey key = newKey(each -> owner(each) == 1);
        String slot = String.valueOf(ClusterSlots.of(LAYOUT.call(key)));
        fixture.committed(draft(key, 0, "e1").make());
        try (RawRedis from = cluster.node(1).connect();
                RawRedis to = cluster.node(0).connect()) {
            to.text("CLUSTER", "SETSLOT", slot, "IMPORTING", cluster.id(1));
            from.text("CLUSTER", "SETSLOT", slot, "MIGRATING", cluster.id(0));
            String port = String.valueOf(cluster.node(0).port());
            // All of the slot: a node does not give it away while it holds any key of it.
            from.list("CLUSTER", "GETKEYSINSLOT", slot, "1000")
                    .forEach(each -> from.text("MIGRATE", "127.0.0.1", port, each, "0", "5000"));

            assertThat(fixture.onLoop(() -> fixture.store.load(key))).isPresent();

            cluster.everywhere("CLUSTER", "SETSLOT", slot, "NODE", cluster.id(0));
            assertThat(fixture.onLoop(() -> fixture.store.load(key))).isPresent();
        }
    }

    @Test
    void whenAMasterIsLostItsReplicaIsFoundAndTheOthersGoOn() {
        try (ClusterServers own = ClusterServers.withAReplica(3);
                StoreFixture mine = StoreFixture.connected(own.url(), StoreSettings.DEFAULT)) {
            mine.committed(draft(newKey(each -> owner(each) == 0), 0, "e1").make());
            own.node(0).kill();

            // No slot changes hands before the majority agrees: the others' nodes take commits throughout.
            assertThat(IntStream.of(1, 2)).allSatisfy(node -> {
                SessionKey key = newKey(each -> owner(each) == node);
                assertThat(mine.commit(draft(key, 0, "e1").make())).isInstanceOf(CommitResult.Committed.class);
            });
            Trial.Recovery recovery = Trial.untilCommitted(mine, () -> newKey(each -> owner(each) == 0));
            assertThat(recovery.unavailable()).isLessThan(Duration.ofSeconds(10));
            assertThat(recovery.slowestAnswer()).isLessThan(Duration.ofMillis(5_500));
        }
    }

    private static RedisPreflight.Verdict check() {
        return fixture.onLoop(() -> RedisPreflight.check(fixture.link, StoreSettings.DEFAULT, Durability.MEMORY));
    }

    private static int owner(SessionKey key) {
        return cluster.owner(ClusterSlots.of(LAYOUT.call(key)));
    }

    private static SessionKey newKey(Predicate<SessionKey> wanted) {
        return Stream.generate(StoreFixture::newKey).filter(wanted).findFirst().orElseThrow();
    }
}
