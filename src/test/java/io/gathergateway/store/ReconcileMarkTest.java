package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One pod at a time looks, and the next goes on where it stopped. */
class ReconcileMarkTest {
    private static final Duration TURN = Duration.ofMinutes(1);

    @Test
    void oneHasTheTurnAndTheNextLearnsHowFarItCame() {
        try (RedisServer redis = RedisServer.start();
                StoreFixture fixture = StoreFixture.connected(redis.url(), StoreSettings.DEFAULT);
                RawRedis raw = redis.connect()) {
            ReconcileMark mark = new ReconcileMark(fixture.link);
            assertThat(fixture.onLoop(() -> mark.turn(TURN))).contains(Instant.EPOCH);
            assertThat(fixture.onLoop(() -> mark.turn(TURN))).isEmpty();
            assertThat(raw.number("PTTL", "{reconcile}:turn")).isBetween(1L, TURN.toMillis());
            Instant until = Instant.ofEpochMilli(1_700_000_000_000L);
            fixture.onLoop(() -> mark.seen(until));
            raw.number("DEL", "{reconcile}:turn");
            assertThat(fixture.onLoop(() -> mark.turn(TURN))).contains(until);
        }
    }
}
