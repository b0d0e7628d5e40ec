package io.gathergateway.outbox;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;

/**
 * Where heads go, and what an answer from there means. Invariant: nothing is written but by {@link #attempt}. Confined
 * to the thread of its outbox.
 */
interface Destination {
    /** What is to be done without asking; empty: {@link #attempt} it now. */
    Optional<Move> before(Held held, Instant now);

    /** Writes it once. Never fails. */
    Future<Move> attempt(Held held, Instant now);

    /** What becomes of a head for which there is no place. */
    Move overflow(Held held, Instant now);
}
