package io.gathergateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerReaderTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            {"errors":[{"code":"90018","title":"Call has already ended"}]}  | 90018
            {"errors":[{"code":"90034"},{"code":"90018"}]}                  | 90034
            {"errors":[{"code":90018}]}                                     | 90018
            {"errors":[{"title":"no code"}]}                                | ''
            {"errors":[]}                                                   | ''
            {"errors":{"code":"90018"}}                                     | ''
            {"errors":[{"code":"90018                                       | ''
            {"errors":[{"code":"+49 170 1234567"}]}                         | ''
            {"errors":[{"code":"123456789"}]}                               | ''
            {"errors":[{"code":null}]}                                      | ''
            {"errors":[{"code":{"code":"1"}}]}                              | ''
            <html>502 Bad Gateway</html>                                    | ''
            null                                                            | ''
            ''                                                              | ''
            """)
    void theFirstErrorsCodeIsReadLeniently(String body, String code) {
        assertThat(AnswerReader.errorCode(body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(code);
    }

    @Test
    void aBodyNestedWithoutEndIsNoCode() {
        byte[] body = "[".repeat(60_000).getBytes(StandardCharsets.UTF_8);

        assertThat(AnswerReader.errorCode(body)).isEmpty();
    }

    @ParameterizedTest(name = "x-ratelimit-reset {0}, Retry-After {1}: {2} ms")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -    | -                             | -
            5    | -                             | 5000
            -    | 7                             | 7000
            5    | 7                             | 7000
            9    | 7                             | 9000
            0    | -                             | 0
            1.5  | -                             | 1500
            -    | Thu, 01 Jan 2026 00:00:20 GMT | 20000
            -    | Wed, 31 Dec 2025 23:00:00 GMT | 0
            -    | tomorrow                      | -
            -5   | -                             | -
            1e9  | -                             | -
            NaN  | 3                             | 3000
            99999999999999999999 | -             | -
            """)
    void theLongerOfTheTwoWaitsCounts(@Nullable String reset, @Nullable String retryAfter, @Nullable Long millis) {
        Duration wait = AnswerReader.wait(reset, retryAfter, Instant.parse("2026-01-01T00:00:00Z"));

        assertThat(wait).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }
}
