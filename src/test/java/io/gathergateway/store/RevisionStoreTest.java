package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gathergateway.store.LiveRevision.Canary;
import io.gathergateway.store.RevisionStore.Rollback;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Flow sets on a real Redis: they stay while they are kept or published, and go when nobody needs them. */
class RevisionStoreTest {
    private static final RedisServer REDIS = RedisServer.start();
    private static final StoredSet A = new StoredSet("a.yaml", Map.of("a.yaml", "flow: a\n", "sub/ü.yaml", "x: 'é'\n"));
    private static final StoredSet B = new StoredSet("b.yaml", Map.of("b.yaml", "flow: b"));
    private static final StoredSet C = new StoredSet("c.yaml", Map.of("c.yaml", "flow: c"));
    private static final long TTL = Duration.ofHours(25).toMillis();

    private final StoreFixture fixture = StoreFixture.connected(REDIS.url(), StoreSettings.DEFAULT);
    private final RevisionStore store = new RevisionStore(fixture.link, Duration.ofMillis(TTL));
    private final RawRedis raw = REDIS.connect();

    @BeforeEach
    void empty() {
        raw.text("FLUSHALL");
    }

    @AfterEach
    void close() {
        raw.close();
        fixture.close();
    }

    @AfterAll
    static void stop() {
        REDIS.close();
    }

    @Test
    void aSetComesBackAsItWasPut() {
        fixture.onLoop(() -> store.put("aaaa", A));
        assertThat(fixture.onLoop(() -> store.get("aaaa"))).contains(A);
        assertThat(fixture.onLoop(() -> store.get("bbbb"))).isEmpty();
    }

    @Test
    void whatNoReleaseWroteIsNoSet() {
        raw.text("SET", "{flows}:rev:aaaa", "{\"entry\": 1}");
        raw.text("SET", "{flows}:rev:bbbb", "{");
        assertThat(fixture.onLoop(() -> store.get("aaaa"))).isEmpty();
        assertThat(fixture.onLoop(() -> store.get("bbbb"))).isEmpty();
    }

    @Test
    void keepingProlongsALifeAndNeverShortensIt() {
        assertThat(fixture.onLoop(() -> store.keep("aaaa"))).isFalse();
        fixture.onLoop(() -> store.put("aaaa", A));
        assertThat(left("aaaa")).isBetween(TTL - 60_000, TTL);
        raw.number("PEXPIRE", "{flows}:rev:aaaa", "1000000");
        assertThat(fixture.onLoop(() -> store.keep("aaaa"))).isTrue();
        assertThat(left("aaaa")).isBetween(TTL - 60_000, TTL);
        raw.number("PEXPIRE", "{flows}:rev:aaaa", String.valueOf(2 * TTL));
        fixture.onLoop(() -> store.put("aaaa", A));
        assertThat(left("aaaa")).isGreaterThan(TTL);
    }

    @Test
    void whatIsPublishedHasNoEndUntilTwoOthersAre() {
        assertThat(fixture.onLoop(() -> store.live())).isEmpty();
        publish("aaaa", A);
        LiveRevision first = live();
        assertThat(first).isEqualTo(new LiveRevision("aaaa", first.since(), null, null));
        assertThat(first.since()).isBetween(Instant.EPOCH.plusSeconds(1_000_000_000), Instant.MAX);
        publish("bbbb", B);
        assertThat(live()).isEqualTo(new LiveRevision("bbbb", live().since(), "aaaa", null));
        fixture.onLoop(() -> store.keep("aaaa"));
        assertThat(List.of(left("aaaa"), left("bbbb"))).containsExactly(-1L, -1L);
        publish("cccc", C);
        assertThat(left("aaaa")).isBetween(TTL - 60_000, TTL);
        assertThat(live().previous()).isEqualTo("bbbb");
    }

    @Test
    void publishingTheSameAgainChangesNothing() {
        publish("aaaa", A);
        publish("bbbb", B);
        LiveRevision before = live();
        publish("bbbb", B);
        assertThat(live()).isEqualTo(before);
    }

    @Test
    void aCanaryIsTriedBesideTheLiveSet() {
        Canary canary = new Canary("bbbb", 10, List.of("+13125550100"));
        publish("aaaa", A);
        fixture.onLoop(() -> store.publish(B, canary));
        assertThat(live().revision()).isEqualTo("aaaa");
        assertThat(live().canary()).isEqualTo(canary);
        assertThat(left("bbbb")).isEqualTo(-1);
        publish("bbbb", B);
        assertThat(live()).isEqualTo(new LiveRevision("bbbb", live().since(), "aaaa", null));
    }

    @Test
    void aCanaryBeforeAnythingIsLiveIsLive() {
        fixture.onLoop(() -> store.publish(A, new Canary("aaaa", 10, List.of())));
        assertThat(live()).isEqualTo(new LiveRevision("aaaa", live().since(), null, null));
    }

    @Test
    void theFirstIsPublishedOnce() {
        assertThat(fixture.onLoop(() -> store.publishFirst("aaaa", A))).isTrue();
        assertThat(fixture.onLoop(() -> store.publishFirst("bbbb", B))).isFalse();
        assertThat(live().revision()).isEqualTo("aaaa");
        assertThat(fixture.onLoop(() -> store.get("bbbb"))).isEmpty();
    }

    @Test
    void aRollBackTakesTheCanaryBackThenTheLiveSet() {
        assertThat(rollback()).isEqualTo(Rollback.NOTHING);
        publish("aaaa", A);
        assertThat(rollback()).isEqualTo(Rollback.NOTHING);
        publish("bbbb", B);
        fixture.onLoop(() -> store.publish(C, new Canary("cccc", 50, List.of())));
        assertThat(rollback()).isEqualTo(Rollback.CANARY);
        assertThat(left("cccc")).as("its calls still need it").isBetween(TTL - 60_000, TTL);
        assertThat(live()).isEqualTo(new LiveRevision("bbbb", live().since(), "aaaa", null));
        assertThat(rollback()).isEqualTo(Rollback.LIVE);
        assertThat(live()).isEqualTo(new LiveRevision("aaaa", live().since(), "bbbb", null));
        assertThat(rollback()).isEqualTo(Rollback.LIVE);
        assertThat(live().revision()).isEqualTo("bbbb");
        assertThat(List.of(left("aaaa"), left("bbbb"))).containsExactly(-1L, -1L);
    }

    @Test
    void aSetOverTwoMegabytesIsNotKept() {
        StoredSet large = new StoredSet("a.yaml", Map.of("a.yaml", "x".repeat(StoredSet.MOST_BYTES)));
        assertThat(large.fits()).isFalse();
        assertThatThrownBy(() -> fixture.onLoop(() -> store.put("aaaa", large)))
                .hasMessageContaining(String.valueOf(StoredSet.MOST_BYTES));
        StoredSet most = new StoredSet("a.yaml", Map.of("a.yaml", "x".repeat(StoredSet.MOST_BYTES - 100)));
        fixture.onLoop(() -> store.put("aaaa", most));
        assertThat(fixture.onLoop(() -> store.get("aaaa"))).contains(most);
    }

    private void publish(String revision, StoredSet set) {
        fixture.onLoop(() -> store.publish(revision, set));
    }

    private Rollback rollback() {
        return Objects.requireNonNull(fixture.onLoop(() -> store.rollback()));
    }

    private LiveRevision live() {
        return fixture.onLoop(() -> store.live()).orElseThrow();
    }

    private long left(String revision) {
        return raw.number("PTTL", "{flows}:rev:" + revision);
    }
}
