package io.gathergateway.outbox;

import io.gathergateway.call.Lease;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Where heads go, and what an answer from there means. Invariant: nothing is written but by {@link #attempt}. Confined
 * to the thread of its outbox.
 */
interface Destination {
    /** What is to be done without asking; empty: {@link #attempt} it as soon as {@link #until} allows. */
    Optional<Move> before(Held held, Instant now);

    /** How long until it may be attempted; zero: now. {@link Throttle#PLACE}: when another attempt has ended. */
    Duration until(Held held, Instant now);

    /** Writes it once. Never fails. */
    Future<Move> attempt(Held held, Instant now);

    /** What became of a head that was tried and is not tried any more: asks, and writes nothing. Never fails. */
    Future<Move> look(Lease lease);

    /** What becomes of a head for which there is no place. */
    Move overflow(Held held, Instant now);

    /** How many more attempts could start now. */
    int free();
}
