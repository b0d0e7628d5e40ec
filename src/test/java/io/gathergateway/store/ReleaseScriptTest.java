package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.Lease;
import io.gathergateway.call.SessionKey;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReleaseScriptTest {
    private final SessionKey key = newKey();
    private final SessionLayout layout = new SessionLayout(StoreSettings.DEFAULT.shards());
    private StoreFixture fixture;
    private RawRedis redis;
    private Lease first;

    @BeforeEach
    void aCommandUnderALease() {
        fixture = StoreFixture.shared(StoreSettings.DEFAULT);
        redis = RedisServer.shared().connect();
        first = fixture.committed(draft(key, 0, "e1").command("leg", "c1").make())
                .leases()
                .getFirst();
    }

    @AfterEach
    void close() {
        redis.close();
        fixture.close();
    }

    @Test
    void theFirstAttemptIsForgottenWhereNothingWasWritten() {
        release(first, Duration.ZERO);

        Lease again = claimed();
        assertThat(again.attempt()).isEqualTo(1);
        assertThat(again.age()).isZero();
        assertThat(again.number()).isEqualTo(2);
    }

    @Test
    void aLaterAttemptIsTakenBackButTheFirstStillCounts() {
        Lease second = fixture.onLoop(() -> fixture.store.renew(first)).orElseThrow();
        String before = firstAttempt();

        release(second, Duration.ZERO);

        assertThat(firstAttempt()).isEqualTo(before);
        assertThat(claimed().attempt()).isEqualTo(2);
    }

    @Test
    void theHeadIsNotDueBeforeTheDelay() {
        release(first, Duration.ofHours(1));

        assertThat(fixture.claim(key)).isEmpty();
        double score =
                Double.parseDouble(String.valueOf(redis.text("ZSCORE", layout.due(key), "c|" + key.id() + "|leg")));
        double now = Double.parseDouble(redis.list("TIME").getFirst()) * 1_000;
        assertThat(score - now).isBetween(3_500_000.0, 3_601_000.0);
    }

    @Test
    void anOldLeaseReleasesNothing() {
        assertThat(fixture.onLoop(() -> fixture.store.renew(first))).isPresent();

        release(first, Duration.ZERO);

        assertThat(fixture.claim(key)).isEmpty();
    }

    @Test
    void aLeaseCannotBeGivenBackTwice() {
        release(first, Duration.ofHours(1));
        release(first, Duration.ZERO);

        assertThat(fixture.claim(key)).isEmpty();
    }

    @Test
    void aCallThatIsGoneIsNotMadeAnew() {
        redis.number("DEL", layout.call(key));

        release(first, Duration.ZERO);

        assertThat(redis.number("EXISTS", layout.call(key))).isZero();
    }

    private void release(Lease lease, Duration delay) {
        fixture.onLoop(() -> fixture.store.release(lease, delay).map(true));
    }

    private Lease claimed() {
        return ((DueWork.Command) fixture.claim(key).getFirst()).lease();
    }

    private String firstAttempt() {
        return String.valueOf(redis.text("HGET", layout.call(key), "l")).split(" ", -1)[3];
    }
}
