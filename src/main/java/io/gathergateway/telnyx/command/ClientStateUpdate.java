package io.gathergateway.telnyx.command;

/** Sets the leg's client_state, which is that of the {@link CommandIdentity}; it has no command_id of its own. */
public record ClientStateUpdate() implements TelnyxCommand {
    @Override
    public String name() {
        return "client_state_update";
    }
}
