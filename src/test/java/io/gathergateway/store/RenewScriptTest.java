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

class RenewScriptTest {
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
    void eachLeaseIsAnotherAttemptAndAgeCountsFromTheFirst() {
        // The first attempt was granted ten seconds ago.
        backdate(10_000);

        Lease second = fixture.onLoop(() -> fixture.store.renew(first)).orElseThrow();
        Lease third = fixture.onLoop(() -> fixture.store.renew(second)).orElseThrow();

        assertThat(second.number()).isEqualTo(2);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.age()).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20));
        assertThat(third.number()).isEqualTo(3);
        assertThat(third.attempt()).isEqualTo(3);
        assertThat(third.age()).isGreaterThanOrEqualTo(second.age());
        assertThat(third.timeLeft()).isLessThanOrEqualTo(first.timeLeft());
        assertThat(third.request()).isEqualTo(first.request());
    }

    @Test
    void aLeaseThatWasRenewedIsNoLongerOurs() {
        assertThat(fixture.onLoop(() -> fixture.store.renew(first))).isPresent();

        assertThat(fixture.onLoop(() -> fixture.store.renew(first))).isEmpty();
    }

    @Test
    void aLeaseThatWasGivenBackIsNoLongerOurs() {
        fixture.onLoop(() -> fixture.store.release(first, Duration.ofHours(1)).map(true));

        assertThat(fixture.onLoop(() -> fixture.store.renew(first))).isEmpty();
    }

    @Test
    void aLeaseOfAnotherCommandWithTheSameNumberIsNotTaken() {
        fixture.committed(
                draft(key, 1, "e2").settle("leg", "c1").command("leg", "c2").make());

        assertThat(fixture.onLoop(() -> fixture.store.renew(first))).isEmpty();
    }

    @Test
    void aCallThatIsGoneHasNothingToRenew() {
        redis.number("DEL", layout.call(key));

        assertThat(fixture.onLoop(() -> fixture.store.renew(first))).isEmpty();
        assertThat(redis.number("EXISTS", layout.call(key))).isZero();
    }

    private void backdate(long millis) {
        String[] line =
                String.valueOf(redis.text("HGET", layout.call(key), "l")).split(" ", 5);
        line[3] = String.valueOf(Long.parseLong(line[3]) - millis);
        redis.number("HSET", layout.call(key), "l", String.join(" ", line));
    }
}
