package io.gathergateway.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gathergateway.outbox.Answer;
import io.gathergateway.outbox.TelnyxPort;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Reads what matters of an answer, leniently: what cannot be read is as if it were not there. */
final class AnswerReader {
    private static final int MAX_DEPTH = 20;
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build());

    private AnswerReader() {}

    /**
     * The first error's code: {@code {"errors":[{"code":"90018", ...}]}}. Only digits pass, so that it can stand in a
     * log line; anything else is the empty string.
     */
    static String errorCode(byte[] body) {
        try {
            JsonNode code = JSON.readTree(body).path("errors").path(0).path("code");
            String text = code.isTextual() || code.isIntegralNumber() ? code.asText() : "";
            return text.matches("[0-9]{1,8}") ? text : "";
        } catch (IOException notJson) {
            return "";
        }
    }

    /**
     * How long an answer asks to wait: the longer of the two, null where neither can be read.
     *
     * @param rateLimitReset {@code x-ratelimit-reset}: seconds until Telnyx's window starts anew, not a point in time
     * @param retryAfter {@code Retry-After}: seconds or an HTTP date (RFC 9110, 10.2.3)
     */
    static @Nullable Duration wait(@Nullable String rateLimitReset, @Nullable String retryAfter, Instant now) {
        Duration reset = seconds(rateLimitReset);
        Duration after = seconds(retryAfter);
        if (after == null) {
            after = untilDate(retryAfter, now);
        }
        if (reset == null || after == null) {
            return reset == null ? after : reset;
        }
        return reset.compareTo(after) > 0 ? reset : after;
    }

    /**
     * What is left of the account's window; null where the answer does not say both.
     *
     * @param remaining {@code x-ratelimit-remaining}: requests
     * @param reset {@code x-ratelimit-reset}: seconds until the window starts anew
     * @see <a href="https://developers.telnyx.com/docs/overview/rate-limiting">Telnyx: rate limiting</a>
     */
    static Answer.@Nullable Budget budget(@Nullable String remaining, @Nullable String reset) {
        Duration until = seconds(reset);
        return until == null || remaining == null || !remaining.strip().matches("[0-9]{1,9}")
                ? null
                : new Answer.Budget(Integer.parseInt(remaining.strip()), until);
    }

    /** Whether the answer to {@code GET /v2/calls/{call_control_id}} says that the call lives. */
    static TelnyxPort.Pulse pulse(byte[] body) {
        try {
            JsonNode alive = JSON.readTree(body).path("data").path("is_alive");
            if (!alive.isBoolean()) {
                return TelnyxPort.Pulse.UNKNOWN;
            }
            return alive.booleanValue() ? TelnyxPort.Pulse.ALIVE : TelnyxPort.Pulse.OVER;
        } catch (IOException notJson) {
            return TelnyxPort.Pulse.UNKNOWN;
        }
    }

    private static @Nullable Duration seconds(@Nullable String text) {
        if (text == null || !text.strip().matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return null;
        }
        return Duration.ofMillis((long) Math.ceil(Double.parseDouble(text.strip()) * 1000));
    }

    private static @Nullable Duration untilDate(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant date = ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }
}
