package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Listens whether a caller's voice is made by a machine.
 *
 * @param rtpTimeout how long to wait for sound, 5..120 s; Telnyx's default is 30
 * @param timeout how long to wait for a verdict, 5..60 s; Telnyx's default is 15
 */
public record DeepfakeDetection(
        boolean enabled,
        @Nullable Integer rtpTimeout,
        @Nullable Integer timeout) implements Part {
    @Override
    public void check(Checks checks) {
        checks.range("rtp_timeout", rtpTimeout, 5, 120).range("timeout", timeout, 5, 60);
    }
}
