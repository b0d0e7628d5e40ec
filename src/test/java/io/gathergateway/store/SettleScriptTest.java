package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettleScriptTest {
    private final SessionKey key = newKey();
    private final SessionLayout layout = new SessionLayout(StoreSettings.DEFAULT.shards());
    private StoreFixture fixture;
    private RawRedis redis;
    private Lease first;

    @BeforeEach
    void twoCommandsInALane() {
        fixture = StoreFixture.shared(StoreSettings.DEFAULT);
        redis = RedisServer.shared().connect();
        first = fixture.committed(draft(key, 0, "e1")
                        .command("leg", "c1")
                        .command("leg", "c2")
                        .make())
                .leases()
                .getFirst();
    }

    @AfterEach
    void close() {
        redis.close();
        fixture.close();
    }

    @Test
    void theNextHeadIsLeasedToWhoSettledTheLast() {
        assertThat(fixture.onLoop(() -> fixture.store.settle(first))).hasValueSatisfying(next -> {
            assertThat(next.commandId()).isEqualTo("c2");
            assertThat(next.number()).isEqualTo(1);
            assertThat(next.attempt()).isEqualTo(1);
            assertThat(next.age()).isZero();
            assertThat(next.request())
                    .isEqualTo(StoreFixture.command("leg", "c2").request());
        });
    }

    @Test
    void settlingTwiceTakesOneCommandOnly() {
        Lease next = fixture.onLoop(() -> fixture.store.settle(first)).orElseThrow();

        assertThat(fixture.onLoop(() -> fixture.store.settle(first))).isEmpty();
        assertThat(fixture.onLoop(() -> fixture.store.renew(next))).isPresent();
    }

    @Test
    void anAnswerThatCameAfterTheLeaseRanOutStillSettles() {
        Lease newer = fixture.onLoop(() -> fixture.store.renew(first)).orElseThrow();

        // What Telnyx said of the command is true, whoever holds the lease by now.
        assertThat(fixture.onLoop(() -> fixture.store.settle(first))).isPresent();
        assertThat(fixture.onLoop(() -> fixture.store.renew(newer))).isEmpty();
    }

    @Test
    void theLastOneLeavesNoLaneAndNoDueWork() {
        Lease second = fixture.onLoop(() -> fixture.store.settle(first)).orElseThrow();

        assertThat(fixture.onLoop(() -> fixture.store.settle(second))).isEmpty();
        assertThat(redis.list("HKEYS", layout.call(key))).containsExactlyInAnyOrder("v", "s", "e:e1", "j:1");
        assertThat(redis.text("ZSCORE", layout.due(key), "c|" + key.id() + "|leg"))
                .isNull();
    }

    @Test
    void aCallThatIsGoneHasNothingToSettle() {
        redis.number("DEL", layout.call(key));

        assertThat(fixture.onLoop(() -> fixture.store.settle(first))).isEmpty();
        assertThat(redis.number("EXISTS", layout.call(key))).isZero();
    }
}
