package io.gathergateway.call;

import java.time.Duration;

/**
 * The right to try the head of a lane once, until it runs out.
 *
 * @param number counts the leases of this head; a lease with another number is no longer ours
 * @param attempt 1 for the first try
 * @param age time since the first attempt of this command was granted
 * @param timeLeft until the command's deadline, at the moment of the grant; not positive means expired
 * @param limit how long the attempt may take; the lease holds for a {@link #MARGIN} more
 */
public record Lease(
        SessionKey key,
        String lane,
        String commandId,
        String name,
        OutboxCommand.Request request,
        long number,
        int attempt,
        Duration age,
        Duration timeLeft,
        Duration limit) {

    /** An attempt of a command to Telnyx takes at most this long on the wire. */
    public static final Duration ATTEMPT = Duration.ofSeconds(4);

    /** From the asking for a lease to the last moment its attempt may start. */
    public static final Duration MARGIN = Duration.ofSeconds(1);

    /** How long the lease of a command to Telnyx holds, counted from before it was asked for. */
    public static final Duration LENGTH = ATTEMPT.plus(MARGIN);

    /** Of a command to Telnyx. */
    public Lease(
            SessionKey key,
            String lane,
            String commandId,
            String name,
            OutboxCommand.Request request,
            long number,
            int attempt,
            Duration age,
            Duration timeLeft) {
        this(key, lane, commandId, name, request, number, attempt, age, timeLeft, ATTEMPT);
    }
}
