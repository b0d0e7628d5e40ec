package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * What every command carries beside its own parameters.
 *
 * @param clientState base64; comes back in every later webhook of the leg until another command replaces it (90017 if
 *     it is not base64)
 * @param commandId Telnyx ignores a repetition of it for the same call for 60 seconds. Null leaves it out:
 *     what an id is derived from
 */
public record CommandIdentity(String clientState, @Nullable String commandId) {
    public CommandIdentity {
        new Checks("command")
                .required("client_state", clientState)
                .base64("client_state", clientState)
                .done();
    }
}
