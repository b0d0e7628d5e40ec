package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/** The rules that the three DTMF gathers share; ranges from Telnyx's catalogue of errors (90007, 90008, 90022 to 90026). */
final class Dtmf {
    static final String KEYS = "0123456789*#";

    /** What can be sent: the keys, A to D, and pauses of half a second (w) and of one (W). */
    static final String TONES = KEYS + "ABCDwW";

    private static final int MAX_MILLIS = 120_000;

    private static final int MAX_DIGITS = 128;

    private Dtmf() {}

    static void check(
            Checks checks,
            @Nullable Integer interDigitTimeoutMillis,
            @Nullable Integer maximumDigits,
            @Nullable Integer minimumDigits,
            @Nullable String terminatingDigit,
            @Nullable Integer timeoutMillis,
            @Nullable String validDigits) {
        checks.range("inter_digit_timeout_millis", interDigitTimeoutMillis, 1, MAX_MILLIS)
                .range("maximum_digits", maximumDigits, 1, MAX_DIGITS)
                .range("minimum_digits", minimumDigits, 1, MAX_DIGITS)
                .notAbove("minimum_digits", minimumDigits, "maximum_digits", maximumDigits)
                .length("terminating_digit", terminatingDigit, 1, 1)
                .characters("terminating_digit", terminatingDigit, KEYS)
                // Its range is "accepted by command", without numbers.
                .range("timeout_millis", timeoutMillis, 1, Checks.FOREVER)
                .characters("valid_digits", validDigits, KEYS);
    }

    static void initialTimeout(Checks checks, @Nullable Integer millis) {
        checks.range("initial_timeout_millis", millis, 1, MAX_MILLIS);
    }

    static void tries(Checks checks, @Nullable Integer maximumTries) {
        checks.range("maximum_tries", maximumTries, 1, 128);
    }
}
