package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Gathers DTMF without a prompt. Ends in {@code call.gather.ended}. The call must be answered.
 *
 * @param gatherId 1..40 characters; no webhook carries it back, whatever Telnyx's text says
 * @param initialTimeoutMillis silence before the first key, 1..120000; Telnyx's default is 5000
 * @param interDigitTimeoutMillis 1..120000; Telnyx's default is 5000
 * @param maximumDigits 1..128; Telnyx's default is 128
 * @param minimumDigits 1..128, not above {@code maximumDigits}; Telnyx's default is 1
 * @param terminatingDigit one of 0-9 * #; Telnyx's default is #
 * @param timeoutMillis for the whole gather; Telnyx's default is 60000
 * @param validDigits the keys that count, of 0-9 * #; Telnyx's default is all
 */
@CommandBuilder
public record Gather(
        @Nullable String gatherId,
        @Nullable Integer initialTimeoutMillis,
        @Nullable Integer interDigitTimeoutMillis,
        @Nullable Integer maximumDigits,
        @Nullable Integer minimumDigits,
        @Nullable String terminatingDigit,
        @Nullable Integer timeoutMillis,
        @Nullable String validDigits)
        implements TelnyxCommand {

    public Gather {
        Checks checks = new Checks(name()).length("gather_id", gatherId, 1, 40);
        Dtmf.initialTimeout(checks, initialTimeoutMillis);
        Dtmf.check(
                checks,
                interDigitTimeoutMillis,
                maximumDigits,
                minimumDigits,
                terminatingDigit,
                timeoutMillis,
                validDigits);
        checks.done();
    }

    @Override
    public String name() {
        return "gather";
    }
}
