package io.gathergateway.telnyx.command;

/** Refuses an incoming call. Ends in {@code call.hangup}. */
@CommandBuilder
public record Reject(Cause cause) implements TelnyxCommand {
    /** The first two are in every release of the reference; newer ones add the other two (SIP 404 and 480). */
    public enum Cause implements Wire {
        CALL_REJECTED,
        USER_BUSY,
        NOT_FOUND,
        TEMPORARILY_UNAVAILABLE;

        @Override
        public String wire() {
            return name();
        }
    }

    public Reject {
        new Checks(name()).required("cause", cause).done();
    }

    @Override
    public String name() {
        return "reject";
    }
}
