package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.gathergateway.store.RedisPreflight.Verdict;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisPreflightTest {
    private static final StoreSettings USUAL = StoreSettings.DEFAULT;
    private static final StoreSettings OTHER =
            new StoreSettings(32, USUAL.idle(), USUAL.retention(), USUAL.tombstone(), USUAL.lease());

    @Test
    void theFirstStartFixesTheNumberOfShards() {
        try (RedisServer server = RedisServer.start();
                StoreFixture fixture = StoreFixture.connected(server.url(), USUAL)) {
            Stream.of(1, 2)
                    .forEach(start -> assertThat(fixture.onLoop(() -> RedisPreflight.check(fixture.link, USUAL)))
                            .isInstanceOf(Verdict.Ready.class));

            assertThat(fixture.onLoop(() -> RedisPreflight.check(fixture.link, OTHER)))
                    .isInstanceOfSatisfying(
                            Verdict.Refused.class,
                            refused -> assertThat(refused.problems())
                                    .singleElement()
                                    .asString()
                                    .contains("64", "32", "Configure 64"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis_version:6.2.0,   true",
        "redis_version:6.2.11,  true",
        "redis_version:7.0.15,  true",
        "redis_version:8.2.1,   true",
        "redis_version:6.0.16,  false",
        "redis_version:5.0.14,  false",
        "redis_mode:standalone, false"
    })
    void whatIsOlderThanTheScriptsNeedIsRefused(String info, boolean taken) {
        assertThat(RedisPreflight.versionProblem("# Server\r\n" + info + "\r\nos:Linux\r\n")
                        .isEmpty())
                .isEqualTo(taken);
    }
}
