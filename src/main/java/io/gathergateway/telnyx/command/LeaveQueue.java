package io.gathergateway.telnyx.command;

/** Takes the call out of its queue. Ends in {@code call.dequeued}. */
public record LeaveQueue() implements TelnyxCommand {
    @Override
    public String name() {
        return "leave_queue";
    }
}
