package io.gathergateway.call;

import java.time.Duration;

/**
 * The right to try the head of a lane once, until it runs out.
 *
 * @param number counts the leases of this head; a lease with another number is no longer ours
 * @param attempt 1 for the first try
 * @param age time since the first attempt of this command was granted
 * @param timeLeft until the command's deadline, at the moment of the grant; not positive means expired
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
        Duration timeLeft) {

    /** An attempt takes at most this long on the wire. */
    public static final Duration ATTEMPT = Duration.ofSeconds(4);

    /** How long a lease holds, counted from before it was asked for: an attempt and a second. */
    public static final Duration LENGTH = ATTEMPT.plusSeconds(1);
}
