package io.gathergateway.telnyx.command;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ends the leg. Ends in {@code call.hangup}.
 *
 * @param customHeaders of the SIP BYE
 */
@CommandBuilder
public record Hangup(@Nullable List<SipHeader> customHeaders) implements TelnyxCommand {
    public Hangup {
        new Checks(name()).parts("custom_headers", customHeaders).done();
    }

    @Override
    public String name() {
        return "hangup";
    }
}
