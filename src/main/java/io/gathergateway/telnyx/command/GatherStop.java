package io.gathergateway.telnyx.command;

/** Ends the DTMF gather that is going on. Ends in {@code call.gather.ended}. */
public record GatherStop() implements TelnyxCommand {
    @Override
    public String name() {
        return "gather_stop";
    }
}
