package io.gathergateway.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one try to send a command ended. */
public sealed interface Answer {
    /**
     * Telnyx answered.
     *
     * @param code the first error's code, empty where there is none
     * @param retryAfter what {@code x-ratelimit-reset} or {@code Retry-After} says of a refusal, if either is there
     * @param budget what is left of the account's window, where the answer says so
     */
    record Response(
            int status,
            String code,
            @Nullable Duration retryAfter,
            @Nullable Budget budget) implements Answer {
        public Response(int status, String code, @Nullable Duration retryAfter) {
            this(status, code, retryAfter, null);
        }
    }

    /**
     * What Telnyx's rate limit leaves the account.
     *
     * @param remaining {@code x-ratelimit-remaining}: requests until the window starts anew
     * @param reset {@code x-ratelimit-reset}: until then
     */
    record Budget(int remaining, Duration reset) {}

    /** Reset, silence until the timeout, or half an answer: whether the command took effect is unknown. */
    record NoAnswer(String reason) implements Answer {}

    /** Nothing was written: the breaker is open, or the account is being paced. */
    record NotSent(String reason, Duration retryAfter) implements Answer {}

    /** Nothing was written, and waiting would keep a caller in silence: the flow has another way for it. */
    record Spared(String reason) implements Answer {}
}
