package io.gathergateway.telnyx.model;

import org.jspecify.annotations.Nullable;

/**
 * A DTMF gather under way. Invariant: {@code plays <= tries}.
 *
 * @param prompt null for the plain gather, which plays nothing
 * @param invalidPrompt played before the prompt after digits that do not fit; null plays the prompt alone
 * @param timeoutMillis plain: to complete the whole; with a prompt: silence after it before it is replayed
 * @param initialTimeoutMillis plain only: silence before the first digit
 * @param plays how often the prompt was begun
 */
public record DtmfGather(
        @Nullable Sound prompt,
        @Nullable Sound invalidPrompt,
        int minimum,
        int maximum,
        int tries,
        long timeoutMillis,
        long interDigitMillis,
        long initialTimeoutMillis,
        String terminating,
        String valid,
        String digits,
        int plays) {

    DtmfGather withDigits(String digits) {
        return new DtmfGather(
                prompt,
                invalidPrompt,
                minimum,
                maximum,
                tries,
                timeoutMillis,
                interDigitMillis,
                initialTimeoutMillis,
                terminating,
                valid,
                digits,
                plays);
    }

    DtmfGather played() {
        return new DtmfGather(
                prompt,
                invalidPrompt,
                minimum,
                maximum,
                tries,
                timeoutMillis,
                interDigitMillis,
                initialTimeoutMillis,
                terminating,
                valid,
                "",
                plays + 1);
    }

    boolean fits() {
        return digits.length() >= minimum
                && digits.length() <= maximum
                && digits.chars().allMatch(digit -> valid.indexOf(digit) >= 0);
    }
}
