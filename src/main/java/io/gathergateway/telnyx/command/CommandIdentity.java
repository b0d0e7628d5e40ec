package io.gathergateway.telnyx.command;

/**
 * What every command carries beside its own parameters.
 *
 * @param clientState base64; comes back in every later webhook of the leg until another command replaces it (90017 if
 *     it is not base64)
 * @param commandId Telnyx ignores a repetition of it for the same call for 60 seconds
 */
public record CommandIdentity(String clientState, String commandId) {
    public CommandIdentity {
        new Checks("command")
                .required("client_state", clientState)
                .base64("client_state", clientState)
                .required("command_id", commandId)
                .done();
    }
}
