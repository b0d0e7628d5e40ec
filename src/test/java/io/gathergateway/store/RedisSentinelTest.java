package io.gathergateway.store;

import static io.gathergateway.store.StoreFixture.draft;
import static io.gathergateway.store.StoreFixture.newKey;
import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.call.SessionKey;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A failover by a real sentinel, of each kind. */
class RedisSentinelTest {
    private static final RedisLink.Limits USUAL = RedisLink.Limits.DEFAULT;

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
    enum Loss {
        KILLED,
        FROZEN,
        CHANGED_OVER;

        void happens(SentinelServers servers) {
            switch (this) {
                case KILLED -> servers.master().kill();
                case FROZEN -> servers.master().freeze();
                case CHANGED_OVER -> servers.changeRoles();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theNewMasterIsFoundWhateverBecameOfTheOldOne(Loss loss) {
        try (SentinelServers servers = SentinelServers.start("--repl-diskless-sync-delay", "0");
                StoreFixture fixture = new StoreFixture(servers.url(), USUAL, StoreSettings.DEFAULT)) {
            fixture.onLoop(fixture.link::start);
            SessionKey key = newKey();
            fixture.committed(draft(key, 0, "e1").make());
            try (RawRedis replica = servers.replica().connect()) {
                Outcome.await(() -> replica.number("DBSIZE") > 0);
            }

            loss.happens(servers);
            Trial.Recovery recovery = Trial.refusedUntilCommitted(fixture);

            assertThat(recovery.slowestAnswer()).isLessThan(Duration.ofMillis(1_500));
            assertThat(fixture.onLoop(() -> fixture.store.load(key))).isPresent();
            try (RawRedis promoted = servers.replica().connect()) {
                assertThat(promoted.list("ROLE").getFirst()).isEqualTo("master");
            }
            // The old one comes back, and for a while believes that it is still the master.
            servers.master().thaw();
            fixture.committed(draft(key, 1, "e2").make());
            try (RawRedis promoted = servers.replica().connect()) {
                assertThat(promoted.text("HGET", new SessionLayout(64).call(key), "v"))
                        .isEqualTo("2");
            }
        }
    }
}
