package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Plays keys to the other side. No webhook is documented for it.
 *
 * @param digits of 0-9 A-D * #, and pauses of half a second (w) and of one (W) (error 90014)
 * @param durationMillis of each key, 100..500 (error 90027); Telnyx's default is 250
 */
@CommandBuilder
public record SendDtmf(String digits, @Nullable Integer durationMillis) implements TelnyxCommand {
    public SendDtmf {
        new Checks(name())
                .required("digits", digits)
                .characters("digits", digits, Dtmf.TONES)
                .range("duration_millis", durationMillis, 100, 500)
                .done();
    }

    @Override
    public String name() {
        return "send_dtmf";
    }
}
