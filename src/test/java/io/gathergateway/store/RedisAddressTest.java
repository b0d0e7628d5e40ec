package io.gathergateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource({
        "redis://cache,                             redis://cache:6379",
        "redis://cache:6380/2,                      redis://cache:6380/2",
        "rediss://user:secret@cache.example/0,      rediss://cache.example:6379/0",
        "redis://:secret@127.0.0.1:7000,            redis://127.0.0.1:7000"
    })
    void anAddressIsShownWithoutItsPassword(String url, String shown) {
        assertThat(RedisAddress.of(url)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "cache:6379",
                "http://secret@cache",
                "redis://",
                "redis:///1",
                "redis://cache/secret",
                "redis://:se cret@cache"
            })
    void whatIsNoAddressIsToldWithoutShowingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisAddress.of(url))
                .withMessageContaining("not a Redis address")
                .withMessageNotContaining("secret")
                .withMessageNotContaining("se cret");
    }

    @Test
    void redissAsksForTlsAndChecksTheHostName() {
        RedisOptions tls = RedisAddress.of("rediss://cache").options(Duration.ofSeconds(1), 10);
        RedisOptions plain = RedisAddress.of("redis://cache").options(Duration.ofSeconds(1), 10);

        assertThat(tls.getNetClientOptions().isSsl()).isTrue();
        assertThat(tls.getNetClientOptions().getHostnameVerificationAlgorithm()).isEqualTo("HTTPS");
        assertThat(plain.getNetClientOptions().isSsl()).isFalse();
    }
}
