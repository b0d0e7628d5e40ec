package io.gathergateway.telnyx.command;

import org.jspecify.annotations.Nullable;

/**
 * Puts the call into a queue. Ends in {@code call.enqueued}, later {@code call.dequeued}; a bridge ends with it.
 *
 * @param keepAfterHangup the place is kept when the caller hangs up; Telnyx's default is false
 * @param maxSize of the queue, fixed once the queue is there (90037); Telnyx's default is 100
 * @param maxWaitTimeSecs then the call leaves the queue and is parked
 */
@CommandBuilder
public record Enqueue(
        String queueName,
        @Nullable Boolean keepAfterHangup,
        @Nullable Integer maxSize,
        @Nullable Integer maxWaitTimeSecs)
        implements TelnyxCommand {
    public Enqueue {
        new Checks(name())
                .required("queue_name", queueName)
                .range("max_size", maxSize, 1, Checks.FOREVER)
                .range("max_wait_time_secs", maxWaitTimeSecs, 1, Checks.FOREVER)
                .done();
    }

    @Override
    public String name() {
        return "enqueue";
    }
}
